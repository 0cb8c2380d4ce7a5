using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Features.Shared;

namespace Campaigns.IntegrationTests.Site;

public sealed partial class PseudoLanguageTests
{
    /// <summary>As <see cref="HardCoded"/>, and what only these pages show: keys and marks of texts, placeholders, languages as their speakers write them, names of acts in the log.</summary>
    private static readonly HardCodedTexts InEditor = new(
    [
        "Lorem", Headline, Summary, "The contracts are public.", "It still sells the tool.", "Why it stands as it stands.", "Dana Whitlock", "Chief executive", "Northwind", "Contracts of the city", "City of Port Ellery",
        "Open Square", "Name of mira", "Name of vera", "Ana Sousa", "face recognition sold to police", "contracts", "[^Research]", "sells", "answered", "Europe/Lisbon", "unknown", "code", "password", "confirm en", "fr",
        "{number}", "{name}", "{title}", "{link}", "{target}", "{handle}", "{first_name}", "{first_name|a supporter}", "{country}", "{signed}", "[your town]", "Ana", "stop-it-", "/c/stop-it-", "/c/fr-stop-it-",
        "campaign.published", "mail.test-sent", "second-factor.enrolled", "sign-in.failed", "sign-in.succeeded", "signers.addresses-shown", "translation.added", .. CampaignLanguages.All.Select(Languages.NameOf),
    ]);

    /// <summary>Sections, launching, texts in other languages and the audit log: of a public campaign and of a draft.</summary>
    private async Task LookAtEditorAsync(CampaignsApp app, HttpClient admin, string live)
    {
        var draft = await new TestCampaign { IsDraft = true }.AddToAsync(app);
        var desk = $"/admin/campaigns/{draft.Id}";
        await using (var db = app.Db())
        {
            db.AddRange(new Message(draft.Id, Step.Tweet, "en", null, "Lorem {link}"), new Message(draft.Id, Step.EmailTarget, "en", "Lorem", "Lorem."));
            await db.SaveChangesAsync();
        }
        await LookAsync(admin.PostStaffFormAsync($"{desk}/edit/translations", $"{desk}/edit/translations/add", new() { ["Language"] = "xx", ["Slug"] = "Lorem Lorem" }), 400);
        await LookAsync(admin.PostStaffFormAsync($"{desk}/edit/translations", $"{desk}/edit/translations/add", new() { ["Language"] = "fr", ["Slug"] = $"fr-{draft.Slug}" }), 303);
        var translation = $"{desk}/edit/translations?language=fr";
        await LookAsync(admin.PostStaffFormAsync(translation, translation, new() { ["Copy"] = "*" }));
        await LookAsync(admin.PostStaffFormAsync($"{desk}/edit/mails", $"{desk}/mails/confirm/test", []), 303);
        await LookAsync(admin.GetAsync($"{desk}/mails/confirmed/preview"));
        // The schedule lists the zones of the world.
        foreach (var section in Sections.All.Where(section => section is not Section.Schedule)) await LookAsync(admin.GetAsync($"{desk}/edit/{section.Slug()}"));
        foreach (var path in (string[])["/edit", "/edit/mails?sent=true", "/edit/mails?again=2026-11-22T10:00:00Z", "/edit/translations?language=fr", "/edit/tweets/new", "/edit/email/new", "/launch", "/publish", "/history", "/delete"])
            await LookAsync(admin.GetAsync(desk + path));
        await LookAsync(admin.PostStaffFormAsync($"{desk}/launch", $"{desk}/publish-now", []), 303);
        foreach (var path in (string[])["/launch", "/launch?done=published&deleted=1", "/publish", "/history", "/edit/translations", "/pause", "/extend", "/close", "/win", "/delete"]) await LookAsync(admin.GetAsync(desk + path));
        foreach (var path in (string[])["/launch", "/publish", "/history", "/edit"]) await LookAsync(admin.GetAsync(live + path));
        await LookAsync(admin.GetAsync("/admin/audit"));

        Task LookAsync(Task<HttpResponseMessage> request, int status = 200) => this.LookAsync(request, status, InEditor);
    }
}
