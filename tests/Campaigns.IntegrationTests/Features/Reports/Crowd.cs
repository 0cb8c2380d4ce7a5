using System.Globalization;
using System.Text.RegularExpressions;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Reports;
using Campaigns.Web.Features.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Reports;

/// <summary>One of the crowd: what brought them, and what became of their signature, as they know it themselves.</summary>
internal sealed class CrowdPerson(int number, TestBrowser browser, int day, string language, string source, int generation, CrowdLink? by)
{
    public int Number => number;
    public TestBrowser Browser => browser;
    public int Day => day;
    public string Language => language;
    public string Source => source;
    public int Generation => generation;
    /// <summary>The link that brought them.</summary>
    public CrowdLink? By => by;
    public string Email => $"p{number}@example.org";
    /// <summary>Null for visitors who never signed.</summary>
    public SignatureState? State { get; set; }
    public int? ConfirmedOn { get; set; }
    public string? ConfirmPath { get; set; }
    /// <summary>The mail that asked them to confirm came back later.</summary>
    public bool HasBounced { get; set; }
    public List<CrowdLink> Links { get; } = [];

    public bool Counts => State is SignatureState.Confirmed;
    public bool CountsOrWaits => State is SignatureState.Confirmed or SignatureState.Pending;
}

/// <summary>A link that somebody handed on, and whose message carried it.</summary>
internal sealed record CrowdLink(string Path, Channel Channel, Step Step, int Generation, CrowdPerson? Sharer, string? Variant);

/// <summary>What a person did with the words that were offered.</summary>
internal enum CrowdWords
{
    AsOffered,
    /// <summary>A sentence more.</summary>
    Added,
    /// <summary>Words of their own.</summary>
    Another,
}

/// <param name="Variant">The mark in the text that was shown.</param>
/// <param name="Day">0 is the first day.</param>
internal sealed record CrowdFact(CrowdPerson Who, Step Step, Channel Channel, Rung Rung, int Day, int? Target = null, string? Variant = null, CrowdWords Own = CrowdWords.AsOffered);

/// <summary>A letter by our server, by what the mail server at its end saw.</summary>
internal sealed record CrowdLetter(CrowdPerson Who, int Target, string? Variant, int Day)
{
    public bool IsCancelled { get; set; }
    public bool IsSent { get; set; }
    public bool IsRefused { get; set; }
    /// <summary>Accepted, and come back a day later.</summary>
    public bool HasBounced { get; set; }
}

/// <summary>
/// Two hundred people whose behaviour follows from their number. They come as browsers do, press what stands on the pages, and read their mail;
/// everything they do is noted here as they see it, and nothing is asked of the program's own tables.
/// </summary>
internal sealed partial class Crowd(CampaignsApp app, SeededCampaign english, string frenchSlug)
{
    public const string Accepting = "chief@northwind.example", Refusing = "press@northwind.example";
    private readonly List<CrowdPerson> _people = [];
    private readonly HashSet<string> _pasted = [];
    private int _day;
    private string _testLink = "";

    public SeededCampaign Campaign => english;
    public IReadOnlyList<CrowdPerson> People => _people;
    public List<CrowdFact> Facts { get; } = [];
    public List<CrowdLetter> Letters { get; } = [];
    /// <summary>Openings of share links: by a robot, language of the link.</summary>
    public List<(CrowdLink Link, bool IsRobot, string Language, int Day)> Visits { get; } = [];
    /// <summary>The day on which mail came back.</summary>
    public int BouncedOn { get; private set; }
    /// <summary>The campaign's days.</summary>
    public List<DateOnly> Days { get; } = [];
    /// <summary>What the targets said in public, by target and day.</summary>
    public List<(int Target, int Day)> Answers { get; } = [];

    public static async Task<Crowd> GatherAsync(CampaignsApp app)
    {
        var now = app.Now;
        var monday = now.Date.AddDays((8 - (int)now.DayOfWeek) % 7 is 0 and var none ? none + 7 : (8 - (int)now.DayOfWeek) % 7).AddHours(10);
        app.Clock.Advance(new DateTimeOffset(monday, TimeSpan.Zero) - now);
        var campaign = await new TestCampaign { TargetEmail = Accepting, IsDraft = true, Then = (row, at) => row.SetTestMode(true, at) }.AddToAsync(app);
        await using var db = app.Db();
        var target = await db.Targets.SingleAsync(t => t.CampaignId == campaign.Id);
        (target.XHandle, target.FacebookUrl) = ("northwind", "https://www.facebook.com/northwind");
        db.Add(new Target(campaign.Id, 2, "Press team") { Organisation = "Northwind", Email = Refusing, XHandle = "northwindpress" });
        var french = new CampaignText(campaign.Id, "fr", campaign.Slug + "-fr", app.Now);
        db.AddRange(french, new TextVersion(french.Id, 1, "Cessez de vendre la reconnaissance faciale", "Nous demandons l’arrêt.", "Les contrats sont publics.", TextChange.First, null, app.Now));
        foreach (var language in (string[])["en", "fr"])
            foreach (var variant in (string[])["V1", "V2", "V3"])
            {
                db.Add(new Message(campaign.Id, Step.Tweet, language, null, $".@{{handle}} {variant} {language} stop it {{link}}"));
                db.Add(new Message(campaign.Id, Step.FacebookComment, language, null, $"{variant} {language} stop it {{link}}"));
                db.Add(new Message(campaign.Id, Step.EmailTarget, language, "Contracts", $"{variant} {language} Dear {{target}}, {AtLength}"));
                db.Add(new Message(campaign.Id, Step.Share, language, "Will you sign?", $"{variant} {language} sign with me {{link}}"));
            }
        await db.SaveChangesAsync();
        // Sixty letters in a morning: an organiser may raise the limit.
        await db.LimitRules.Where(rule => rule.Name == LimitNames.TargetLetters).ExecuteUpdateAsync(set => set.SetProperty(rule => rule.Burst, 3_600).SetProperty(rule => rule.Sustained, 86_000));
        app.Mail.Refuse = address => address == Refusing ? "552 5.2.2 Mailbox full" : null;
        return new Crowd(app, campaign, french.Slug);
    }

    public async Task LiveAsync()
    {
        await TryOutAsync();
        BeginDay();
        for (var at = 0; at < 70; at++) await LiveAsync(null);
        await EndDayAsync();
        BeginDay();
        for (var at = 0; at < 40; at++) await LiveAsync(null);
        for (var generation = 1; generation <= 3; generation++)
        {
            var links = _people.Where(person => person.Generation == generation - 1).SelectMany(person => person.Links).ToList();
            for (var at = 0; at < (generation == 1 ? 50 : generation == 2 ? 25 : 15); at++) await LiveAsync(links[at * 7 % links.Count]);
        }
        (await TestBrowser.Of(app, address: "10.251.1.2").OpenAsync(_testLink)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        await RobotsAsync();
        await EndDayAsync();
        await TakeBackAsync();
        await ComeBackAsync();
        await AnswerAsync();
        await app.Services.GetRequiredService<FlushReach>().RunAsync(CancellationToken.None);
        await app.Services.GetRequiredService<ShareVisits>().FlushAsync(CancellationToken.None);
        await Task.Delay(300); // the program's own loop may be writing what it took
        app.Clock.Advance(TimeSpan.FromDays(4));
    }

    /// <summary>The first target answers on both days, once in both languages; the second one on the second. What names no source, and what the press says, is no answer.</summary>
    private async Task AnswerAsync()
    {
        await using var db = app.Db();
        var texts = await db.CampaignTexts.Where(t => t.CampaignId == english.Id).OrderByDescending(t => t.IsOriginal).Select(t => t.Id).ToListAsync();
        var targets = await db.Targets.Where(t => t.CampaignId == english.Id).OrderBy(t => t.Position).Select(t => t.Id).ToListAsync();
        foreach (var text in texts) db.Add(Entry(text, 1, TimelineKind.Reply, 0, targets[0], "https://northwind.example/reply"));
        db.AddRange(
            Entry(texts[0], 2, TimelineKind.Reply, 1, targets[0], "https://northwind.example/again"), Entry(texts[1], 2, TimelineKind.Reply, 1, targets[1], "https://northwind.example/press"),
            Entry(texts[0], 3, TimelineKind.Reply, 0, targets[1], null), Entry(texts[0], 4, TimelineKind.PressCoverage, 0, targets[1], "https://news.example/1"));
        await db.SaveChangesAsync();
        Answers.AddRange([(1, 0), (1, 1), (2, 1)]);

        TimelineEntry Entry(Guid text, int number, TimelineKind kind, int day, Guid target, string? source) => new(text, number, kind, Days[day], "Northwind answers", "Text.", null, source) { TargetId = target };
    }

    /// <summary>Before anybody else comes, staff try everything in test mode and turn it off: none of it is ever counted.</summary>
    private async Task TryOutAsync()
    {
        var tester = TestBrowser.Of(app, address: "10.251.1.1");
        await tester.OpenAsync(await TestMode.TestModeTests.PreviewAsync(app, english));
        await tester.PressAsync("/sign", null, ("Name", "Tess Tester"), ("Email", "tess@example.org"), ("Country", "PT"), ("Updates", "no"), ("Website", ""));
        await app.RunAsync<Web.Features.Deliveries.DrainDeliveries>();
        var confirm = app.Mail.To("tess@example.org")[0].ConfirmPath;
        await (await tester.OpenAsync(confirm)).PressAsync(confirm);
        foreach (var word in (string[])["tweet", "facebook"])
        {
            await (await tester.OpenAsync($"{english.Path}/act/{word}")).PressAsync($"/act/{word}", "start");
            await tester.PressAsync("/posted", "yes");
        }
        await (await tester.OpenAsync($"{english.Path}/act/email")).PressAsync("/act/email", "start");
        _testLink = LinkIn((await tester.OpenAsync($"{english.Path}/act/share?to=whatsapp")).LeftTo is { } left ? Uri.UnescapeDataString(left) : "")!;
        await tester.OpenAsync(_testLink);
        await TestMode.TestModeTests.EndAndPublishAsync(app, english);
    }

    private void BeginDay()
    {
        if (Days.Count > 0) app.Clock.Advance(TimeSpan.FromHours(22));
        _day = Days.Count;
        Days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(app.Now, "Europe/Lisbon").DateTime));
    }

    /// <summary>Two hours in which the program works off what waits.</summary>
    private async Task EndDayAsync()
    {
        for (var turn = 0; turn < 8; turn++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(11));
            await WorkAsync();
        }
        foreach (var letter in Letters.Where(letter => letter.Day == _day && !letter.IsCancelled && letter.Who.State is SignatureState.Confirmed))
        {
            letter.IsSent = letter.Target == 1 && app.Mail.To(Accepting).Any(mail => mail.Text.Contains($"I am P{letter.Who.Number}.", StringComparison.Ordinal));
            letter.IsRefused = letter.Target == 2;
        }
        app.Clock.Advance(TimeSpan.FromMinutes(120 - 88));
    }

    private async Task WorkAsync()
    {
        await app.RunAsync<Web.Features.Letters.SlotLetters>();
        await app.RunAsync<Web.Features.Deliveries.DrainDeliveries>();
        await app.RunAsync<Web.Features.Letters.TellLetterOutcomes>();
    }

    private async Task LiveAsync(CrowdLink? by)
    {
        var number = _people.Count;
        var isFrench = number % 5 is 1 or 3;
        var source = by is not null ? $"share-{by.Channel.ToString().ToLowerInvariant()}" : number % 4 == 2 ? "newsletter" : number % 4 == 3 ? "partner.example" : "";
        var browser = TestBrowser.Of(app, address: $"10.{number}.1.7");
        var slug = by is not null ? null : isFrench ? frenchSlug : english.Slug;
        if (by is not null)
        {
            await browser.OpenAsync(by.Path);
            slug = browser.Path.Split('/', '?')[2];
        }
        else await browser.OpenAsync(source == "" ? $"/c/{slug}" : $"/c/{slug}?source={source}");
        var person = new CrowdPerson(number, browser, _day, slug == frenchSlug ? "fr" : "en", source, by?.Generation ?? 0, by);
        _people.Add(person);
        if (by is not null) Visits.Add((by, false, person.Language, _day));
        Note(person, Step.Sign, Channel.Link, Rung.Shown);

        if (number % 20 == 19) await VisitAsync(person);
        else if (number % 10 != 8) await TakePartAsync(person); // the others only read
    }

    /// <summary>Without a signature: a tweet, and perhaps its link.</summary>
    private async Task VisitAsync(CrowdPerson person) => await PostAsync(person, Step.Tweet, "tweet", Channel.X, person.Number % 3 + 1);

    private async Task TakePartAsync(CrowdPerson person)
    {
        var number = person.Number;
        var isFraud = number % 25 == 7;
        await person.Browser.PressAsync("/sign", null, ("Name", $"Person N{(char)('a' + number % 26)}"), ("Email", person.Email), ("Country", "PT"), ("Updates", number % 2 == 0 ? "yes" : "no"), ("Website", isFraud ? "https://spam.example" : ""));
        if (!person.Browser.Path.Contains("/thanks", StringComparison.Ordinal)) throw new InvalidOperationException($"{number} could not sign: {(int)person.Browser.Status} {person.Browser.Path} {person.Browser.Page.QuerySelector("main")?.TextContent}");
        Note(person, Step.Sign, Channel.Link, Rung.Started);
        person.State = isFraud ? SignatureState.Fraudulent : SignatureState.Pending;

        var confirms = !isFraud && number % 6 != 4;
        var actsFirst = number % 2 == 0;
        if (confirms && !actsFirst) await ConfirmAsync(person);
        if (number % 4 != 1) await PostAsync(person, Step.Tweet, "tweet", Channel.X, number / 3 % 4);
        if (number % 5 != 2) await PostAsync(person, Step.FacebookComment, "facebook", Channel.Facebook, number / 2 % 4);
        if (number % 3 != 0) await WriteAsync(person);
        if (number % 7 != 5) await ShareAsync(person);
        if (confirms && actsFirst) await ConfirmAsync(person);
        if (number % 9 == 2 && Letters.Exists(letter => letter.Who == person)) await TakeLettersBackAsync(person);
    }

    private async Task ConfirmAsync(CrowdPerson person)
    {
        await app.RunAsync<Web.Features.Deliveries.DrainDeliveries>();
        person.ConfirmPath = app.Mail.To(person.Email)[0].ConfirmPath;
        await person.Browser.OpenAsync(person.ConfirmPath);
        await person.Browser.PressAsync(person.ConfirmPath);
        (person.State, person.ConfirmedOn) = (SignatureState.Confirmed, _day);
    }

    /// <param name="how">0 only looks, 1 starts, 2 says "I posted it" twice, 3 gives a link, which every eighth has copied from somebody.</param>
    private async Task PostAsync(CrowdPerson person, Step step, string word, Channel channel, int how)
    {
        var browser = person.Browser;
        var path = $"/c/{SlugOf(person)}/act/{word}";
        await browser.OpenAsync(person.State is null && person.Source != "" ? $"{path}?{(person.By is { } by ? $"via={by.Path["/go/".Length..]}" : $"source={person.Source}")}" : path);
        var (target, variant) = (ToOf(browser), VariantOf(browser));
        Note(person, step, channel, Rung.Shown, target, variant);
        if (person.Number % 10 == 3)
        {
            await browser.PressAsync($"/act/{word}", "another");
            (target, variant) = (ToOf(browser), VariantOf(browser));
            Note(person, step, channel, Rung.Shown, target, variant);
        }
        if (how == 0) return;

        var text = browser.Value("Text")!;
        if (LinkIn(text) is { } link) person.Links.Add(new CrowdLink(link, channel, step, person.Generation + 1, person.State is null ? null : person, variant));
        var own = step is Step.FacebookComment && person.Number % 7 == 1 ? CrowdWords.Another : CrowdWords.AsOffered;
        var fields = browser.Fields($"/act/{word}", "start");
        if (own is CrowdWords.Another) fields = [.. fields.Where(field => field.Key != "Text"), new("Text", $"{OwnWords(person.Number)} {text}")];
        await browser.PressAsync($"/act/{word}", "start", ("Text", own is CrowdWords.Another ? $"{OwnWords(person.Number)} {text}" : text));
        // A second tab, a double press: the same once more.
        if (person.Number % 3 == 0) await browser.Client.PostAsync(path, new FormUrlEncodedContent(fields));
        Note(person, step, channel, Rung.Started, target, variant, own);
        if (how == 1) return;

        var posted = browser.Fields("/posted", "yes");
        await browser.PressAsync("/posted", "yes");
        await browser.Client.PostAsync($"{path}/posted", new FormUrlEncodedContent(posted));
        Note(person, step, channel, Rung.SelfReported, target, variant);
        if (how == 2) return;

        var owner = person.Number % 8 == 3 ? 11 : person.Number;
        var proof = channel is Channel.X ? $"https://x.com/person{owner}/status/{1_000_000 + owner}" : $"https://www.facebook.com/person{owner}/posts/{1_000_000 + owner}";
        await browser.PressAsync("/link", null, ("Link", proof));
        if (_pasted.Add(proof)) Note(person, step, channel, Rung.Proved, target, variant);
    }

    private async Task WriteAsync(CrowdPerson person)
    {
        var browser = person.Browser;
        await browser.OpenAsync($"/c/{SlugOf(person)}/act/email");
        var variant = VariantOf(browser);
        foreach (var target in (int[])[1, 2]) Note(person, Step.EmailTarget, Channel.Email, Rung.Shown, target, variant);
        if (person.Number % 12 == 5) return;
        await browser.PressAsync("/act/email", "start", ("Text", $"{browser.Value("Text")} I am P{person.Number}."));
        foreach (var target in (int[])[1, 2])
        {
            Note(person, Step.EmailTarget, Channel.Email, Rung.Started, target, variant, CrowdWords.Added);
            Letters.Add(new CrowdLetter(person, target, variant, _day));
        }
    }

    /// <summary>Within the ten minutes, one after the other.</summary>
    private async Task TakeLettersBackAsync(CrowdPerson person)
    {
        foreach (var letter in Letters.Where(letter => letter.Who == person))
        {
            await person.Browser.OpenAsync($"/c/{SlugOf(person)}/act/email");
            OfferedOnceMore(person);
            await person.Browser.PressAsync("/take-back", null, ("To", letter.Target.ToString(CultureInfo.InvariantCulture)));
            OfferedOnceMore(person);
            letter.IsCancelled = true;
        }
    }

    /// <summary>Whoever has taken a letter back finds the form again: with a fresh text it is a showing, with their own words it is not.</summary>
    private void OfferedOnceMore(CrowdPerson person)
    {
        if (person.Browser.Value("Text") is not { } text || text.Contains("I am P", StringComparison.Ordinal)) return;
        foreach (var to in person.Browser.Page.QuerySelectorAll("input[name=To]").Where(input => input.ParentElement?.QuerySelector("textarea") is not null))
            Note(person, Step.EmailTarget, Channel.Email, Rung.Shown, int.Parse(to.GetAttribute("value")!, CultureInfo.InvariantCulture), VariantOf(person.Browser));
    }

    private async Task ShareAsync(CrowdPerson person)
    {
        var browser = person.Browser;
        var path = $"/c/{SlugOf(person)}/act/share";
        await browser.OpenAsync(path);
        var variant = VariantOf(browser);
        Note(person, Step.Share, Channel.Link, Rung.Shown, variant: variant);
        if (LinkIn(browser.Value("mine") ?? browser.Page.QuerySelector("#mine")?.GetAttribute("value") ?? "") is { } own)
            person.Links.Add(new CrowdLink(own, Channel.Link, Step.Share, person.Generation + 1, person, null)); // one's own link goes with any words
        Channel[] channels = (person.Number % 4) switch { 0 => [Channel.WhatsApp], 1 => [Channel.Bluesky, Channel.WhatsApp], 2 => [Channel.X], _ => [] };
        foreach (var channel in channels)
        {
            var word = channel.ToString().ToLowerInvariant();
            await browser.OpenAsync($"{path}?to={word}");
            await browser.OpenAsync($"{path}?to={word}"); // twice: the first composer was closed by mistake
            var sent = Uri.UnescapeDataString(browser.LeftTo ?? throw new InvalidOperationException($"{word} led nowhere: {(int)browser.Status} {browser.Path}"));
            if (LinkIn(sent) is { } link) person.Links.Add(new CrowdLink(link, channel, Step.Share, person.Generation + 1, person, variant));
            Note(person, Step.Share, channel, Rung.Started, variant: variant);
        }
        if (channels.Length == 0 || person.Number % 3 == 0) return;
        await browser.PressAsync("/act/share", "shared", ("Where", channels[0].ToString().ToLowerInvariant()));
        Note(person, Step.Share, channels[0], Rung.SelfReported, variant: variant);
        if (channels[0] is not Channel.Bluesky) return;
        await browser.PressAsync("/act/share", "prove", ("Link", $"https://bsky.app/profile/person{person.Number}.bsky.social/post/3k{person.Number:D6}abcde"));
        Note(person, Step.Share, channels[0], Rung.Proved, variant: variant);
    }

    /// <summary>Link previews and crawlers look at pages and links; none of it is anybody's.</summary>
    private async Task RobotsAsync()
    {
        foreach (var (link, at) in _people.SelectMany(person => person.Links.Select(each => (each, person))).Take(12).Select((each, at) => (each, at)))
        {
            var robot = TestBrowser.Of(app, at % 2 == 0 ? "facebookexternalhit/1.1" : "Mozilla/5.0 (compatible; bingbot/2.0)", $"10.250.{at}.1");
            await robot.OpenAsync(link.each.Path);
            await robot.OpenAsync($"{english.Path}/act/tweet");
            await robot.OpenAsync($"{english.Path}/act/share");
            Visits.Add((link.each, true, link.person.Language, _day));
        }
    }

    /// <summary>Accepted mail that comes back later, as the record of it will say: some letters, and some mails to signers.</summary>
    private async Task ComeBackAsync()
    {
        BouncedOn = _day;
        await using var db = app.Db();
        DateTimeOffset? now = app.Now;
        foreach (var letter in Letters.Where(letter => letter.IsSent && letter.Who.Number % 5 == 1))
        {
            letter.HasBounced = true;
            var target = await db.Targets.Where(t => t.CampaignId == english.Id && t.Position == letter.Target).Select(t => t.Id).SingleAsync();
            (await db.Deliveries.Where(d => d.Kind == DeliveryKind.LetterToTarget && d.TargetId == target && db.Signatures.Any(s => s.Id == d.SignatureId && s.Email == letter.Who.Email))
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.BouncedAt, now))).ShouldBe(1);
        }
        foreach (var person in _people.Where(person => person.Number % 11 == 4 && person.State is not null))
        {
            person.HasBounced = await db.Deliveries.Where(d => d.Kind == DeliveryKind.Confirmation && db.Signatures.Any(s => s.Id == d.SignatureId && s.Email == person.Email))
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.BouncedAt, now)) > 0;
        }
    }

    /// <summary>Some take their signature back on the second day, through the link in their mail.</summary>
    private async Task TakeBackAsync()
    {
        foreach (var person in _people.Where(person => person.Number % 13 == 6 && person.ConfirmPath is not null))
        {
            await person.Browser.OpenAsync(person.ConfirmPath!);
            await person.Browser.PressAsync($"{person.ConfirmPath}/not-me");
            person.State = SignatureState.Withdrawn;
        }
    }

    private void Note(CrowdPerson who, Step step, Channel channel, Rung rung, int? target = null, string? variant = null, CrowdWords own = CrowdWords.AsOffered) => Facts.Add(new CrowdFact(who, step, channel, rung, _day, target, variant, own));

    /// <summary>So long that a name and a sentence more leave it nearly the same.</summary>
    private const string AtLength = """
        please stop selling face recognition to the police of our towns before somebody is hurt by it. Your own papers say that it takes one
        face for another, most of all when people are dark or young. We have read the contracts that the city had to publish, and none of
        them says who is answerable when the wrong person is stopped. Tell us in public when you will end them, and what becomes of the pictures.
        """;

    /// <summary>Words that stand together in no other letter: a run of three always has a number in it.</summary>
    private static string OwnWords(int number) => string.Join(' ', Enumerable.Range(0, 30).Select(at => $"reason{at} of{number}")) + $" I am P{number}.";

    private string SlugOf(CrowdPerson person) => person.Language == "fr" ? frenchSlug : english.Slug;

    private static int? ToOf(TestBrowser page) =>
        (page.Page.QuerySelector("input[name=To][checked]") ?? page.Page.QuerySelector("input[name=To][type=hidden]"))?.GetAttribute("value") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : null;

    private static string? VariantOf(TestBrowser page) => Mark().Match(page.Value("Text") ?? "") is { Success: true } mark ? mark.Value : throw new InvalidOperationException($"{(int)page.Status} {page.Path} offers no text: {page.Page.QuerySelector("main")?.TextContent}");

    private static string? LinkIn(string text) => Link().Match(text) is { Success: true } link ? link.Value : null;

    [GeneratedRegex(@"/go/[0-9A-Za-z]{10}")]
    private static partial Regex Link();

    [GeneratedRegex("V[123] (en|fr)")]
    private static partial Regex Mark();
}
