using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Editing;

/// <summary>Targets from tables: every row is shown with what is wrong with it, and nothing is written before that.</summary>
public sealed partial class TargetFileTests(Apps apps) : EditingTest, IClassFixture<Apps>
{
    private const string Table = "name,email,x handle\nOmar Haddad,omar@northwind.example,@omar_h\nInes Prado,ines@northwind.example,\n";

    [Theory, OnBothDatabases]
    public async Task Nothing_is_written_before_the_button_and_a_second_import_doubles_nobody(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var look = await PostAsync(client, campaign.Id, Encoding.UTF8.GetBytes(Table));
        look.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await TextOf(look);
        page.ShouldContain("Import 2 targets");
        await using (var db = app.Db()) (await db.Targets.CountAsync()).ShouldBe(1);

        (await PressAsync(client, campaign.Id, page)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using (var db = app.Db())
        {
            (await db.Targets.OrderBy(t => t.Position).Select(t => new { t.Name, t.Number, t.XHandle }).ToListAsync()).ShouldBe(
                [new { Name = "Dana Whitlock", Number = 1, XHandle = (string?)null }, new { Name = "Omar Haddad", Number = 2, XHandle = (string?)"omar_h" }, new { Name = "Ines Prado", Number = 3, XHandle = (string?)null }]);
            var entry = await db.AuditEntries.SingleAsync(row => row.Action == "targets.imported");
            (entry.Count, entry.Detail).ShouldBe((2, "2 added, 0 changed, 0 left out"));
        }
        var again = await TextOf(await PostAsync(client, campaign.Id, Encoding.UTF8.GetBytes(Table)));
        again.ShouldContain("There is nothing to import.");

        var changed = await TextOf(await PostAsync(client, campaign.Id, Encoding.UTF8.GetBytes("name,email,x handle,role\nOMAR HADDAD,Omar@northwind.example,,board\n")));
        changed.ShouldContain("Import 1 target");
        (await PressAsync(client, campaign.Id, changed)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var after = app.Db();
        // The handle's cell was empty: what was there stays.
        (await after.Targets.Where(t => t.Number == 2).Select(t => new { t.Role, t.XHandle }).SingleAsync()).ShouldBe(new { Role = (string?)"board", XHandle = (string?)"omar_h" });
        (await after.Targets.CountAsync()).ShouldBe(3);
    }

    [Theory, OnBothDatabases]
    public async Task Rows_with_errors_are_named_by_line_and_left_out(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        const string table = "name;email;country\r\n\"Haddad, Omar\";omar@northwind.example;GB\r\n;x@northwind.example;\r\n\r\nInes;not an address;XX\r\n=cmd|' /C calc'!A0;;\r\nHaddad, Omar;OMAR@northwind.example;\r\nToo;many@northwind.example;GB;cells\r\n";
        var page = await TextOf(await PostAsync(client, campaign.Id, Encoding.UTF8.GetBytes(table)));
        page.ShouldContain("Import 1 target and leave out the rest");
        Lines(page).ShouldBe([(2, ""), (3, "Enter the name of the person or body"), (5, "Enter one email address, such as office@council.example|Enter the country by its two letters, such as PT"), (6, "Begin it with a letter or a digit: a spreadsheet takes it for a formula"), (7, "Line 2 has the same name and address"), (8, "It has more cells than there are columns. Put quotation marks around a cell that holds the separator")]);
        (await PressAsync(client, campaign.Id, page)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.Targets.OrderBy(t => t.Position).Select(t => t.Name).ToListAsync()).ShouldBe(["Dana Whitlock", "Haddad, Omar"]);
    }

    public static TheoryData<string, byte[]> Readable => new()
    {
        { "a mark of order", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Table)] }, { "lone carriage returns", Encoding.UTF8.GetBytes(Table.Replace('\n', '\r')) },
        { "semicolons", Encoding.UTF8.GetBytes(Table.Replace(',', ';')) }, { "tabs in UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Table.Replace(',', '\t'))] },
        { "other names of columns", Encoding.UTF8.GetBytes(Table.Replace("name,email,x handle", "Name,E-Mail,X_Handle")) }, { "our own mark of a formula", Encoding.UTF8.GetBytes(Table.Replace("@omar_h", "'@omar_h")) },
    };

    [Theory, MemberData(nameof(Readable))]
    public async Task Every_spreadsheets_way_is_understood(string what, byte[] file)
    {
        var (_, campaign, client) = await StartAsync(TestDatabase.Sqlite);
        (await TextOf(await PostAsync(client, campaign.Id, file))).ShouldContain("Import 2 targets", customMessage: what);
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "nothing", [], "Choose a file, or paste the table" }, { "blank", "\n \n"u8.ToArray(), "The file is empty" }, { "columns alone", "name,email\n"u8.ToArray(), "has no rows under them" },
        { "no name", "mail,land\na@b.example,PT\n"u8.ToArray(), "one of them is “name”" }, { "a column twice", "name,email,mail\na,a@b.example,c@d.example\n"u8.ToArray(), "Two columns say the same: email, mail" },
        { "NUL", "name\nOmar\0Haddad\n"u8.ToArray(), "Line 2 holds characters that are no text" }, { "another encoding", [0x6E, 0x61, 0x6D, 0x65, 0x0A, 0xE9, 0xE8, 0x0A], "The file is not in UTF-8" },
        { "an open quotation mark", "name,email\n\"Omar,omar@northwind.example\nInes,ines@northwind.example\n"u8.ToArray(), "A quotation mark in line 2" },
        { "too many rows", Encoding.UTF8.GetBytes("name\n" + string.Concat(Enumerable.Range(0, 2_001).Select(n => $"Member {n}\n"))), "more than 2,000 rows" },
        { "more than a campaign holds", Encoding.UTF8.GetBytes("name\n" + string.Concat(Enumerable.Range(0, 2_000).Select(n => $"Member {n}\n"))), "A campaign holds 2,000 targets at most" },
        { "too large", Encoding.UTF8.GetBytes("name\n" + new string('a', 1_100_000)), "larger than 1 MB" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_cannot_be_read_is_refused_in_words(string what, byte[] file, string sentence)
    {
        var (app, campaign, client) = await StartAsync(TestDatabase.Sqlite);
        var answer = await PostAsync(client, campaign.Id, file);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
        (await TextOf(answer)).ShouldContain(sentence, customMessage: what);
        await using var db = app.Db();
        (await db.Targets.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task More_than_a_form_may_hold_is_a_page_and_no_error_of_ours()
    {
        var (app, campaign, client) = await StartAsync(TestDatabase.Sqlite);
        ((int)(await PostAsync(client, campaign.Id, Encoding.UTF8.GetBytes("name\n" + new string('a', 5_000_000)))).StatusCode).ShouldBeInRange(400, 499);
        app.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task A_pasted_table_takes_two_thousand_rows_at_once(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var table = "name,role\n" + string.Concat(Enumerable.Range(0, 1_999).Select(n => $"Member {n},member\n"));
        var page = await TextOf(await PostAsync(client, campaign.Id, null, table));
        page.ShouldContain("Import 1,999 targets");
        (await PressAsync(client, campaign.Id, page)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.Targets.CountAsync()).ShouldBe(2_000);
        (await db.Targets.Select(t => t.Position).Distinct().CountAsync()).ShouldBe(2_000);
        (await TextOf(await client.GetAsync(PathOf(campaign.Id, "targets") + "?page=20"))).ShouldContain("Member 1998");
    }

    [Theory, OnBothDatabases]
    public async Task When_a_target_changed_between_looking_and_pressing_nothing_is_written(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var page = await TextOf(await PostAsync(client, campaign.Id, Encoding.UTF8.GetBytes("name,email,role\nDana Whitlock,chief@northwind.example,president\nOmar,,\n")));
        page.ShouldContain("Import 2 targets");
        await SaveAsync(client, $"{PathOf(campaign.Id, "targets")}/{campaign.TargetId}", new() { ["Name"] = "Dana Whitlock", ["Email"] = "chief@northwind.example", ["Role"] = "chair" });
        var answer = await PressAsync(client, campaign.Id, page);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var again = await TextOf(answer);
        again.ShouldContain("Somebody changed the targets while you looked");
        await using (var db = app.Db()) (await db.Targets.Select(t => t.Role).ToListAsync()).ShouldBe(["chair"]);
        (await PressAsync(client, campaign.Id, again)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var after = app.Db();
        (await after.Targets.OrderBy(t => t.Position).Select(t => t.Role).ToListAsync()).ShouldBe(["president", null]);
    }

    [Theory, OnBothDatabases]
    public async Task The_download_can_be_imported_again_and_runs_nothing(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        await using (var db = app.Db())
        {
            var french = new CampaignText(campaign.Id, "fr", "halte", app.Now);
            db.AddRange(french, new TargetText(campaign.TargetId, french.Id, "directrice générale"));
            await db.SaveChangesAsync();
            await db.Targets.ExecuteUpdateAsync(set => set.SetProperty(t => t.Salutation, "=1+1"));
        }
        var answer = await client.GetAsync(PathOf(campaign.Id, "targets") + "/download");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var csv = Encoding.UTF8.GetString(bytes[3..]);
        csv.ShouldStartWith("name,role,role (fr),organisation,salutation,email,x handle,facebook,country,postcodes,language,time zone,state\r\nDana Whitlock,Chief executive,directrice générale,Northwind,'=1+1,chief@northwind.example,");
        (await TextOf(await PostAsync(client, campaign.Id, Encoding.UTF8.GetBytes(csv.Replace("'=1+1", "")), null))).ShouldContain("There is nothing to import.");
        var changed = await TextOf(await PostAsync(client, campaign.Id, Encoding.UTF8.GetBytes(csv.Replace("'=1+1", "").Replace("directrice générale", "présidente"))));
        (await PressAsync(client, campaign.Id, changed)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var after = app.Db();
        (await after.TargetTexts.Select(t => t.Role).SingleAsync()).ShouldBe("présidente");
    }

    private async Task<(CampaignsApp App, SeededCampaign Campaign, HttpClient Client)> StartAsync(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        return (app, campaign, await app.StaffClientAsync("vera@opensquare.example", Roles.Organiser));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Guid campaign, byte[]? file, string? pasted = null, string? mark = null)
    {
        var path = PathOf(campaign, "targets") + "/import";
        using var form = new MultipartFormDataContent { { new StringContent(Token().Match(WebUtility.HtmlDecode(await client.GetStringAsync(path))).Groups[1].Value), "__RequestVerificationToken" } };
        if (file is not null) form.Add(new ByteArrayContent(file), "File", "targets.csv");
        form.Add(new StringContent(pasted ?? ""), "Csv");
        if (mark is not null) form.Add(new StringContent(mark), "Mark");
        return await client.PostAsync(path, form);
    }

    /// <summary>Presses "Import …" with what stands in the page.</summary>
    private static Task<HttpResponseMessage> PressAsync(HttpClient client, Guid campaign, string page) =>
        PostAsync(client, campaign, null, Kept().Match(page).Groups[1].Value, Mark().Match(page).Groups[1].Value);

    private static IReadOnlyList<(int, string)> Lines(string page) =>
        [.. Row().Matches(page).Select(row => (int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), string.Join('|', Sentence().Matches(row.Groups[2].Value).Select(sentence => sentence.Groups[1].Value))))];

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<textarea name=\"Csv\" hidden[^>]*>\\r?\\n?(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Kept();

    [GeneratedRegex("name=\"Mark\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Mark();

    [GeneratedRegex("data-th=\"Line\">(\\d+)</td>(.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<p class=\"small\">(.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex Sentence();
}
