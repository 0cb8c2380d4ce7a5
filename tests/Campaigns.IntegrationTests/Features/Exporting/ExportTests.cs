using System.Net;
using System.Text;
using Campaigns.Core.Accounts;
using Campaigns.IntegrationTests.Features.Admin;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Exporting;

public sealed class ExportTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task The_file_holds_the_confirmed_who_may_be_contacted_and_nobody_else(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Slug = "northwind" }.AddToAsync(app);
        var other = await new TestCampaign().AddToAsync(app);
        await AdminTests.SignAsync(app, campaign, [
            new("ana@example.org") { Ago = TimeSpan.FromHours(3), Name = "Ana Sousa" }, new("ben@example.org") { Ago = TimeSpan.FromHours(2), Name = "Ben, \"the\" Okafor" },
            new("no@example.org") { WantsUpdates = false }, new("pending@example.org") { IsPending = true },
        ]);
        await AdminTests.SignAsync(app, other, [new("elsewhere@example.org")]);
        var client = await app.StaffClientAsync("exa@opensquare.example", Roles.Exporter);

        var answer = await ExportAsync(client, campaign, "Invite to the hand-over");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"supporters-northwind-{app.Now:yyyy-MM-dd}.csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe(new byte[] { 0xEF, 0xBB, 0xBF });
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        lines[0].ShouldBe("name,email,country,language,signed at,confirmed at,supporter number,text version");
        lines[1].ShouldMatch("^Ana Sousa,ana@example.org,PT,en,20[0-9-]{8}T[0-9:]{8}Z,20[0-9-]{8}T[0-9:]{8}Z,,1$");
        lines[2].ShouldStartWith("\"Ben, \"\"the\"\" Okafor\",ben@example.org,");
        lines[3..].ShouldBe([""]);
    }

    [Theory, OnBothDatabases]
    public async Task No_name_becomes_a_formula_and_every_name_can_be_read_back(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        string[] names = ["=HYPERLINK(\"https://evil.example\")", "+1", "-1+1", "@SUM(A1)", "\tTab", "\rReturn", "'already", "Line\nbreak", "a,b", "\"quoted\"", "  blanks  ", "عائشة", "🜁 Air"];
        await AdminTests.SignAsync(app, campaign, names.Select((name, at) => new AdminTests.Given($"h{at}@example.org") { Name = name, Ago = TimeSpan.FromMinutes(100 - at) }));
        var client = await app.StaffClientAsync("exa@opensquare.example", Roles.Exporter);

        var text = await (await ExportAsync(client, campaign)).Content.ReadAsStringAsync();

        var cells = Read(text.TrimStart('\uFEFF'));
        cells.ShouldAllBe(row => row.Count == 8);
        cells.SelectMany(row => row).ShouldAllBe(cell => cell.Length == 0 || !"=+-@\t\r\0".Contains(cell[0]));
        cells.Skip(1).Select(row => row[0]).ShouldBe(names.Select(name => "=+-@\t\r".Contains(name[0]) ? "'" + name : name));
    }

    [Theory, OnBothDatabases]
    public async Task Each_export_is_written_down_with_its_purpose_and_its_rows(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await AdminTests.SignAsync(app, campaign, [new("ana@example.org"), new("ben@example.org")]);
        var client = await app.StaffClientAsync("exa@opensquare.example", Roles.Exporter);
        var staff = await StaffIdAsync(app);

        await (await ExportAsync(client, campaign, "Invite to the hand-over")).Content.ReadAsStringAsync();

        await using var db = app.Db();
        var entries = await db.AuditEntries.Where(a => a.Action.StartsWith("contacts.")).OrderBy(a => a.At).ToListAsync();
        entries.Select(e => (e.Action, e.ActorId, e.Subject, e.Count, e.Detail)).ShouldBe([
            ("contacts.export-started", staff, campaign.Id.ToString(), null, "Invite to the hand-over"),
            ("contacts.export", staff, campaign.Id.ToString(), 2, "complete")]);
    }

    [Theory, OnBothDatabases]
    public async Task A_download_that_is_broken_off_stops_reading_and_is_written_down(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await AdminTests.SignAsync(app, campaign, Enumerable.Range(0, 8_000).Select(at => new AdminTests.Given($"n{at}@example.org") { Ago = TimeSpan.FromSeconds(at) }));
        var client = await app.StaffClientAsync("exa@opensquare.example", Roles.Exporter);

        using (var answer = await ExportAsync(client, campaign))
        {
            await using var stream = await answer.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[20_000]);
        }

        var entry = await EventuallyAsync(app);
        entry.Detail.ShouldBe("broken off");
        entry.Count!.Value.ShouldBeInRange(100, 7_999);
    }

    [Theory, OnBothDatabases]
    public async Task Without_a_purpose_there_is_no_file(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await AdminTests.SignAsync(app, campaign, [new("ana@example.org")]);
        var client = await app.StaffClientAsync("exa@opensquare.example", Roles.Exporter);

        foreach (var purpose in (string[])["", "   ", "two\nlines", new string('x', 201)])
        {
            var answer = await ExportAsync(client, campaign, purpose);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            var html = await answer.Content.ReadAsStringAsync();
            html.ShouldContain("id=\"purpose-error\"");
            html.ShouldNotContain("ana@example.org");
        }
        await using var db = app.Db();
        (await db.AuditEntries.AnyAsync(a => a.Action.StartsWith("contacts."))).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task The_sixth_download_of_a_day_is_refused_with_a_sentence_and_written_down(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var other = await new TestCampaign().AddToAsync(app);
        await AdminTests.SignAsync(app, campaign, [new("ana@example.org")]);
        var client = await app.StaffClientAsync("exa@opensquare.example", Roles.Exporter);
        for (var i = 0; i < 5; i++) (await ExportAsync(client, i < 3 ? campaign : other)).StatusCode.ShouldBe(HttpStatusCode.OK);

        client.DefaultRequestHeaders.Add("Accept-Language", "fr");
        var refused = await ExportAsync(client, campaign, "the sixth");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Date!.Value.ShouldBe(app.Now.AddDays(1), TimeSpan.FromMinutes(1));
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        page.ShouldContain("Ce compte a fait les 5 téléchargements");
        page.ShouldContain("value=\"the sixth\"");
        page.ShouldNotContain("ana@example.org");
        await using var db = app.Db();
        var entry = await db.AuditEntries.SingleAsync(a => a.Action == "contacts.export-refused");
        (entry.ActorId, entry.Subject).ShouldBe((await db.Users.Select(user => (Guid?)user.Id).SingleAsync(), campaign.Id.ToString()));
        (await db.AuditEntries.CountAsync(a => a.Action == "contacts.export")).ShouldBe(5);

        var colleague = await app.StaffClientAsync("other@opensquare.example", Roles.Exporter);
        (await ExportAsync(colleague, campaign)).StatusCode.ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromHours(24));
        (await client.SignInAsync("exa@opensquare.example")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ExportAsync(client, campaign)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [OnBothDatabases(Roles.Viewer, Roles.Analyst, Roles.Organiser, Roles.Publisher)]
    public async Task Roles_without_the_right_get_no_file_and_the_try_is_written_down(TestDatabase database, string role)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await AdminTests.SignAsync(app, campaign, [new("ana@example.org")]);
        var client = await app.StaffClientAsync("exa@opensquare.example", role);

        var answer = await ExportAsync(client, campaign);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("ana@example.org");
        await using var db = app.Db();
        (await db.AuditEntries.SingleAsync(a => a.Action == "permission.refused")).Detail.ShouldBe(Permission.ExportContacts);
    }

    [Theory, OnBothDatabases]
    public async Task An_export_needs_the_token_of_the_form(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = await app.StaffClientAsync("exa@opensquare.example", Roles.Exporter);

        var answer = await client.PostAsync($"/admin/campaigns/{campaign.Id}/supporters.csv", new FormUrlEncodedContent(new Dictionary<string, string> { ["Purpose"] = "thanks" }));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Task<HttpResponseMessage> ExportAsync(HttpClient client, SeededCampaign campaign, string purpose = "thanks") =>
        client.PostStaffFormAsync("/admin", $"/admin/campaigns/{campaign.Id}/supporters.csv", new() { ["Purpose"] = purpose });

    /// <summary>RFC 4180, read by its grammar and not by the writer's habits.</summary>
    private static List<List<string>> Read(string text)
    {
        var (rows, row, cell, isQuoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            if (isQuoted && text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
            else if (text[at] == '"') isQuoted = !isQuoted;
            else if (isQuoted || (text[at] is not ',' && !text.AsSpan(at).StartsWith("\r\n"))) cell.Append(text[at]);
            else
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (text[at] == ',') continue;
                rows.Add(row);
                row = [];
                at++;
            }
        }
        isQuoted.ShouldBeFalse("a quotation was never closed");
        return rows;
    }

    private static async Task<Guid?> StaffIdAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return await db.Users.Select(user => user.Id).SingleAsync();
    }

    /// <summary>The server notices a gone reader a moment after the reader has gone.</summary>
    private static async Task<AuditEntry> EventuallyAsync(CampaignsApp app)
    {
        for (var until = DateTime.UtcNow.AddSeconds(5); ; await Task.Delay(20))
        {
            await using var db = app.Db();
            if (await db.AuditEntries.SingleOrDefaultAsync(a => a.Action == "contacts.export") is { } entry) return entry;
            (DateTime.UtcNow < until).ShouldBeTrue("the export was not written down within 5 s of being broken off");
        }
    }
}
