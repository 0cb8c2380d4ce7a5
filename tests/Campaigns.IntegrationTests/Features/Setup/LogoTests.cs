using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Setup;

public sealed class LogoTests(UnnamedApps apps) : IClassFixture<UnnamedApps>
{
    [Theory, OnBothDatabases]
    public async Task The_logo_stands_in_the_head_of_pages_and_mails_with_the_name_for_those_who_cannot_see_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);

        var answer = await PostAsync(admin, OrganisationTests.Form(), SampleFiles.Png(1200, 300));

        answer.Headers.Location!.ToString().ShouldBe("/admin/settings?saved=true");
        var html = await app.Client().GetStringAsync(campaign.Path);
        var logo = Regex.Match(html, "<img class=\"logo\" src=\"(/media/[0-9a-f]{32}[0-9x-]*\\.png)\" width=\"160\" height=\"40\" alt=\"Harbour Watch\">");
        logo.Success.ShouldBeTrue();
        (await app.Client().GetAsync(logo.Groups[1].Value)).Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        await app.Client().SignAsync(campaign);
        await app.RunAsync<DrainDeliveries>();
        app.Mail.Received.Single().Html.ShouldContain($"<img src=\"{app.Address}{logo.Groups[1].Value}\" width=\"200\" height=\"50\" alt=\"Harbour Watch\"");

        var form = OrganisationTests.Form(1);
        (form["LogoId"], form["RemoveLogo"]) = (Regex.Match(await admin.GetStringAsync("/admin/settings"), "name=\"LogoId\" value=\"([^\"]+)\"").Groups[1].Value, "true");
        await PostAsync(admin, form);
        (await app.Client().GetStringAsync(campaign.Path)).ShouldNotContain("class=\"logo\"");
    }

    [Theory, OnBothDatabases]
    public async Task A_logo_is_not_lost_when_another_field_is_wrong_nor_when_the_form_is_saved_again(TestDatabase database)
    {
        var app = await apps.On(database);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);

        var wrong = await PostAsync(admin, OrganisationTests.Form(name: ""), SampleFiles.Png());
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var form = OrganisationTests.Form();
        form["LogoId"] = Regex.Match(await wrong.Content.ReadAsStringAsync(), "name=\"LogoId\" value=\"([^\"]+)\"").Groups[1].Value;
        await PostAsync(admin, form);
        form["Revision"] = "1";
        form["Address"] = "2 Pier Road";
        await PostAsync(admin, form);

        (await app.Client().GetStringAsync("/help")).ShouldContain("class=\"logo\"");
        await using var db = app.Db();
        (await db.Organisation.SingleAsync()).Revision.ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_no_picture_gets_a_sentence_at_its_field(TestDatabase database)
    {
        var app = await apps.On(database);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);
        admin.DefaultRequestHeaders.Add("Accept-Language", "en");

        var answer = await PostAsync(admin, OrganisationTests.Form(), "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray());

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("id=\"logo-error\"");
        html.ShouldContain("Choose a PNG, JPEG or WebP picture");
        html.ShouldContain("value=\"Harbour Watch\"");
        await using var db = app.Db();
        (await db.MediaFiles.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task A_picture_of_a_campaign_is_no_logo(TestDatabase database)
    {
        var app = await apps.On(database);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);
        var form = OrganisationTests.Form();
        form["LogoId"] = Guid.CreateVersion7().ToString();

        await PostAsync(admin, form);

        await using var db = app.Db();
        (await db.Organisation.SingleAsync()).LogoId.ShouldBeNull();
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Dictionary<string, string> fields, byte[]? logo = null)
    {
        var token = Regex.Match(await client.GetStringAsync("/admin/settings"), "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        if (logo is not null) form.Add(new ByteArrayContent(logo) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, "Logo", "logo.png");
        return await client.PostAsync("/admin/settings", form);
    }
}
