using System.Net;
using System.Text.Json;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Editing;

/// <summary>Two people at one section, with browsers that run no script unless a test posts what the script would.</summary>
public sealed class TakeOverTests(Apps apps) : EditingTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_section_is_taken_over_and_whoever_had_it_is_told_and_loses_no_text(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var (anna, ben) = (await EnterAsync(app, "anna"), await EnterAsync(app, "ben"));
        var path = PathOf(campaign.Id, "thank-you");
        await anna.OpenAsync(path);
        anna.Page.QuerySelector("#beside")!.HasAttribute("hidden").ShouldBeTrue();
        (await KeepAsync(anna, path, "Anna's first words")).ShouldBeNull();

        await ben.OpenAsync(path);
        ben.Page.QuerySelector("#beside")!.HasAttribute("hidden").ShouldBeFalse();
        ben.Html.ShouldContain("Name of anna is writing here, since ");
        ben.Page.QuerySelector("button[form=section][value=take-over]").ShouldNotBeNull();
        await ben.PressAsync(path, null, ("Go", "take-over"), ("WhatHappensNext", "Ben had typed already"));
        (ben.Path, ben.Value("WhatHappensNext"), ben.Html.Contains("and did not save")).ShouldBe((path, "Ben had typed already", true));
        ben.Page.QuerySelector("#beside")!.HasAttribute("hidden").ShouldBeTrue();

        // Anna is told while she types, and again when she saves; nothing of hers is gone.
        (await KeepAsync(anna, path, "Anna's second words"))!.ShouldContain("Name of ben took this page over at ");
        await anna.PressAsync(path, "next", ("WhatHappensNext", "Anna's third words"));
        (anna.Status, anna.Value("WhatHappensNext"), anna.Html.Contains("Name of ben took this page over at ")).ShouldBe((HttpStatusCode.Conflict, "Anna's third words", true));
        (await anna.OpenAsync(path)).Value("WhatHappensNext").ShouldBe("Anna's third words");

        // She takes it back and saves; now Ben is told, saves nothing blindly and sees both.
        await anna.PressAsync(path, null, ("Go", "take-over"));
        await anna.PressAsync(path, "next");
        anna.Status.ShouldBe(HttpStatusCode.OK);
        await ben.PressAsync(path, "next", ("WhatHappensNext", "Ben goes on"));
        ben.Status.ShouldBe(HttpStatusCode.Conflict);
        ben.Page.DocumentElement.TextContent.ShouldContain("Anna's third words");
        ben.Value("WhatHappensNext").ShouldBe("Ben goes on");

        await using var db = app.Db();
        (await db.AuditEntries.CountAsync(entry => entry.Action == "section.taken-over")).ShouldBe(2);
        (await db.AuditEntries.CountAsync(entry => entry.Action == "section.saved")).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task After_ten_quiet_minutes_a_section_is_free_and_nobody_has_to_take_it_back(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var (anna, ben) = (await EnterAsync(app, "anna"), await EnterAsync(app, "ben"));
        var path = PathOf(campaign.Id, "thank-you");
        await anna.OpenAsync(path);
        await KeepAsync(anna, path, "Anna's words");
        await ben.OpenAsync(path);
        await ben.PressAsync(path, null, ("Go", "take-over"));

        app.Clock.Advance(TimeSpan.FromMinutes(11));
        (await KeepAsync(anna, path, "Anna goes on")).ShouldBeNull();
        await anna.OpenAsync(path);
        await anna.PressAsync(path, "next");
        anna.Status.ShouldBe(HttpStatusCode.OK);
        (await KeepAsync(ben, path, "Ben's words"))!.ShouldContain("Name of anna saved this page at ");
    }

    [Theory, OnBothDatabases]
    public async Task Taking_over_without_a_word_of_ones_own_keeps_none(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var (anna, ben) = (await EnterAsync(app, "anna"), await EnterAsync(app, "ben"));
        var path = PathOf(campaign.Id, "thank-you");
        await anna.OpenAsync(path);
        await KeepAsync(anna, path, "Anna's words");

        await ben.OpenAsync(path);
        await ben.PressAsync(path, null, ("Go", "take-over"));

        ben.Html.ShouldNotContain("and did not save");
        await using var db = app.Db();
        (await db.UnsavedTexts.CountAsync()).ShouldBe(1);
    }

    private static async Task<TestBrowser> EnterAsync(CampaignsApp app, string name) => new(await app.StaffClientAsync($"{name}@opensquare.example", Roles.Organiser));

    /// <summary>What the script posts while somebody types.</summary>
    /// <returns>What it is told of colleagues.</returns>
    private static async Task<string?> KeepAsync(TestBrowser browser, string path, string text)
    {
        var fields = browser.Fields(path, "next", ("WhatHappensNext", text));
        using var answer = await browser.Client.PostAsync($"{path}/unsaved", new FormUrlEncodedContent(fields));
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("note").GetString();
    }
}
