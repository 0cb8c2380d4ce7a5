using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.IntegrationTests.Features.Reports;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Campaigns.IntegrationTests.Site;

/// <summary>Every word of the interface comes from the texts, so that another language needs no change of code.</summary>
public sealed partial class PseudoLanguageTests(PseudoLanguageTests.PseudoApps apps) : IClassFixture<PseudoLanguageTests.PseudoApps>
{
    /// <summary>All that these tests put into the database, the settings and the forms; <c>Lorem</c> stands for whatever an organiser writes.</summary>
    private static readonly HardCodedTexts HardCoded = new(
    [
        "Lorem", "lorem", Headline, Summary, "The contracts are public.", "It still sells the tool.", "Why it stands as it stands.",
        "Dana Whitlock", "Chief executive", "Northwind", "Contracts of the city", "City of Port Ellery", "Open Square", "Name of mira", "Name of vera",
        "Ana Sousa", "Ana S.", "Ana", "zz", "One-line purpose", "facebook.com", "unknown", // the network of whoever asks without one
    ]);

    private const string Headline = "Stop selling face recognition to police", Summary = "A cloud company sells it and praises civil rights. We ask it to stop.";

    private readonly List<string> _found = [];
    private int _pages;

    public sealed class PseudoApps : Apps
    {
        internal PseudoLanguage Language { get; } = new();

        protected override void Configure(AppSetup setup)
        {
            setup.Environment = "Development"; // the developer's mailbox is a page too
            setup.Settings["Mail:Transport"] = "Folder";
            setup.Settings["Staff:SecondFactor"] = "Required";
            (setup.Settings["Site:About"], setup.Settings["Site:Address"], setup.Settings["Site:ContactEmail"]) = ("Lorem.", "Lorem 1", "hello@opensquare.example");
            setup.Services = services => services.AddSingleton<IStringLocalizerFactory>(Language);
        }
    }

    [Fact]
    public void A_hard_coded_word_is_found_wherever_it_stands()
    {
        string[] pages =
        [
            "<p>⟦Signed⟧ online</p>", "<title>Thanks - Open Square</title>", "<img alt='Picture'>", "<input placeholder='Name'>", "<nav aria-label='Pages'></nav>",
            "<svg><title>Chart</title></svg>", "<iframe title='Mail'></iframe>", "<select><option>All</select>", "<meta name='description' content='Words'>", "<p>⟦Ask: ⟧nobody⟦⟧</p>",
        ];
        foreach (var page in pages) HardCoded.In(page).ShouldHaveSingleItem(page);
        HardCoded.In("<p title='⟦Next goal: ⟧2,000⟦⟧'>⟦Signed on⟧ 3 May 2026, Open Square, b…@example.org <code>ABCD</code></p>").ShouldBeEmpty();
    }

    [Fact]
    public async Task Campaign_pages_take_their_words_from_the_texts()
    {
        var app = await StartAsync();
        var browser = app.Client();
        await LookAsync(browser.GetAsync("/"));
        var full = await AddFullCampaignAsync(app);
        await LookAsync(browser.GetAsync(full.Path));
        await LookAsync(browser.GetAsync($"{full.Path}?version=1"));
        foreach (var status in Enum.GetValues<CampaignStatus>())
        foreach (var goal in (int?[])[null, 5000])
        {
            var campaign = await new TestCampaign { Online = 90, Paper = goal is null ? 3 : 0, IsDraft = status is CampaignStatus.Scheduled or CampaignStatus.Draft, Then = (row, now) => Bring(row, status, goal, now) }.AddToAsync(app);
            foreach (var path in (string[])[campaign.Path, $"/embed/{campaign.Slug}"]) await LookAsync(browser.GetAsync(path), status is CampaignStatus.Draft ? 404 : 200);
        }
        await LookAsync(browser.GetAsync((await new TestCampaign { Then = (row, now) => row.Remove("Lorem.", now) }.AddToAsync(app)).Path), 410);
        foreach (var path in (string[])["/", "/?q=zz", "/?status=won", "/?language=fr&status=closed", "/help", "/privacy"]) await LookAsync(browser.GetAsync(path));
        await LookAsync(browser.GetAsync("/c/nowhere"), 404);
        using var figures = JsonDocument.Parse(await browser.GetStringAsync(full.JsonPath));
        foreach (var figure in figures.RootElement.GetProperty("text").EnumerateObject())
            if (HardCoded.IsHardCoded(figure.Value.GetString()!)) _found.Add($"{full.JsonPath}: {figure}");
        Conclude(atLeast: 22);
    }

    [Fact]
    public async Task Signing_takes_its_words_from_the_texts()
    {
        var app = await StartAsync();
        var campaign = await AddFullCampaignAsync(app);
        var browser = app.Client();
        await LookAsync(browser.GetAsync(campaign.SignPath));
        foreach (var (field, value) in ((string, string)[])
            [
                ("Name", ""), ("Name", new string('x', 121)), ("Name", "=lorem"), ("Name", "lorem\u202Elorem"), ("Name", "https://lorem.example"),
                ("Email", "lorem"), ("Email", "chief@northwind.example"), ("Email", "lorem@gmial.com"), ("Country", ""), ("Updates", ""), ("Postcode", ""), ("Comment", string.Concat(Enumerable.Repeat("lorem ", 90))), ("Comment", "lorem\u202Elorem"),
            ])
            await LookAsync(browser.SignAsync(campaign, new(Form()) { [field] = value }), 400);
        await LookAsync(browser.GetAsync($"{campaign.Path}/thanks"));
        await LookAsync(browser.SignAsync(campaign, Form("ana@gmail.com")), 303);
        foreach (var path in (string[])["/thanks", "/thanks?sent=again", "/thanks/address", ""]) await LookAsync(browser.GetAsync(campaign.Path + path));
        foreach (var email in (string[])["lorem", "chief@northwind.example"])
            await LookAsync(browser.PostAsync($"{campaign.Path}/thanks/address", new FormUrlEncodedContent([KeyValuePair.Create("email", email)])), 400);
        await SendAsync(app);
        var link = Mails(app).ShouldHaveSingleItem().ConfirmPath;
        await using (var db = app.Db())
        {
            var signed = await db.Signatures.SingleAsync(s => s.Email == "ana@gmail.com");
            var letter = new SupporterAction(campaign.Id, signed.Id, Step.EmailTarget, Channel.Email, campaign.TargetId, "en", app.Now);
            letter.Write(null, "Lorem", "Lorem.", isCustomised: true);
            db.Add(letter);
            await db.SaveChangesAsync();
        }
        (await browser.GetStringAsync(link)).ShouldContain("<details>");
        await LookAsync(browser.GetAsync(link));
        await LookAsync(browser.PostAsync($"{link}/not-me", null), 303);
        await LookAsync(browser.GetAsync(link));
        await LookAsync(browser.PostAsync(link, null), 303);
        await app.RunAsync<CountSignatures>();
        foreach (var path in (string[])[link, $"{campaign.Path}/thanks", campaign.Path]) await LookAsync(browser.GetAsync(path));
        Conclude(atLeast: 26);
    }

    [Fact]
    public async Task Coming_back_and_self_service_take_their_words_from_the_texts()
    {
        var app = await StartAsync();
        var (first, second, third) = (await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app));
        var browser = app.Client();
        await browser.SignAsync(first, SigningPost.Form("ana@gmail.com"));
        await SendAsync(app);
        await browser.PostAsync(Mails(app).ShouldHaveSingleItem().ConfirmPath, null);
        await app.RunAsync<CountSignatures>();
        await LookAsync(browser.GetAsync($"{first.Path}/thanks"));
        await LookAsync(Post($"{first.Path}/thanks/remember"), 303);
        foreach (var path in (string[])[$"{first.Path}/thanks?done=remembered", second.Path, second.SignPath, first.Path, $"{second.SignPath}?as=other&done=cap"]) await LookAsync(browser.GetAsync(path));
        await LookAsync(Post($"{second.SignPath}/known"), 400);
        await LookAsync(Post($"{second.SignPath}/known", ("Updates", "yes")), 303);
        foreach (var path in (string[])[$"{second.Path}/thanks", $"{second.Path}/act/email"]) await LookAsync(browser.GetAsync(path));
        await LookAsync(Post("/mine", ("email", "lorem")), 400);
        await LookAsync(Post("/mine", ("email", "ana@gmail.com")), 303);
        foreach (var path in (string[])["/mine", "/mine?sent=link"]) await LookAsync(browser.GetAsync(path));
        await SendAsync(app);
        foreach (var mail in Mails(app))
        {
            Look("mail", mail.Html);
            _found.AddRange(mail.Text.Split('\n').Append(mail.Subject).Where(HardCoded.IsHardCoded).Select(line => $"mail: {line}"));
        }

        await using var db = app.Db();
        var keys = app.Services.GetRequiredService<InstallationKeys>();
        var signed = await db.Signatures.SingleAsync(row => row.CampaignId == first.Id);
        foreach (var (step, channel) in ((Step, Channel)[])[(Step.EmailTarget, Channel.Email), (Step.Tweet, Channel.X), (Step.FacebookComment, Channel.Facebook), (Step.Share, Channel.Qr), (Step.Share, Channel.Link), (Step.Share, Channel.Email)])
        {
            var action = new SupporterAction(first.Id, signed.Id, step, channel, step is Step.Share ? null : first.TargetId, "en", app.Now);
            action.Write(null, "Lorem", "Lorem.", isCustomised: true);
            db.Add(action);
        }
        await db.SaveChangesAsync();
        string To(string start, DeliveryKind kind, LinkPurpose purpose) => $"/{start}/{keys.LinkToken(db.Deliveries.Single(d => d.Kind == kind).Id, purpose)}";
        var (me, press, stop) = (To("me", DeliveryKind.ManageLink, LinkPurpose.Manage), To("s", DeliveryKind.OnePress, LinkPurpose.Confirm), To("u", DeliveryKind.ManageLink, LinkPurpose.Unsubscribe));
        await LookAsync(Post($"{me}/name", ("campaign", first.Slug), ("name", "")), 400);
        foreach (var path in (string[])[me, press, stop, $"{me}/erase", $"{me}/withdraw?campaign={first.Slug}", .. ((string[])["name", "updates", "withdrawn", "mail", "device", "link", "stale", "letter", "too-late"]).Select(done => $"{me}?done={done}")]) await LookAsync(browser.GetAsync(path));
        await LookAsync(Post($"{press}/not-me"), 303);
        await LookAsync(Post($"{third.Path}/forget-device"), 303);
        foreach (var path in (string[])[press, me, $"{third.SignPath}?done=forgotten"]) await LookAsync(browser.GetAsync(path));
        foreach (var scope in (string[])["campaign", "all"])
        {
            await LookAsync(Post($"{stop}/stop", ("scope", scope)), 303);
            foreach (var path in (string[])[stop, me]) await LookAsync(browser.GetAsync(path));
        }
        await LookAsync(Post($"{stop}/undo"), 303);
        await LookAsync(browser.GetAsync($"{stop}?undone=1"));
        app.Clock.Advance(TimeSpan.FromHours(2));
        await LookAsync(browser.GetAsync(me));
        app.Clock.Advance(TimeSpan.FromDays(366));
        await LookAsync(browser.GetAsync(me));
        await LookAsync(browser.GetAsync("/me/guess"), 404);
        Conclude(atLeast: 40);

        Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => browser.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
    }

    [Fact]
    public async Task Sharing_takes_its_words_from_the_texts()
    {
        var app = await StartAsync();
        var campaign = await new TestCampaign().AddToAsync(app);
        await using (var db = app.Db())
        {
            db.Add(new Message(campaign.Id, Campaigns.Core.Acting.Step.Share, "en", "⟦Lorem⟧", "⟦Lorem⟧ {link}"));
            db.Add(new Message(campaign.Id, Campaigns.Core.Acting.Step.Share, "en", "⟦Lorem⟧", "⟦Ipsum⟧ {link}"));
            foreach (var channel in (Channel[])[Channel.WhatsApp, Channel.Email]) db.Add(new Message(campaign.Id, Campaigns.Core.Acting.Step.Share, "en", "⟦Lorem⟧", "⟦Dolor⟧ {link}") { Channel = channel });
            await db.SaveChangesAsync();
        }
        var step = $"{campaign.Path}/act/share";
        var (visitor, browser) = (app.Client(), app.Client());
        await browser.SignAsync(campaign);
        foreach (var person in (HttpClient[])[visitor, browser])
            foreach (var query in (string[])["", "?to=email", "?to=mastodon", "?ready=x", "?ready=facebook", "?ready=whatsapp", "?ready=email"]) await LookAsync(person.GetAsync(step + query));
        await LookAsync(visitor.GetAsync($"{step}?to=lorem"), 404);
        foreach (var (button, field, value) in ((string, string, string)[])
            [
                ("", "Text", ""), ("", "Text", string.Concat(Enumerable.Repeat("lorem ", 90))), ("", "Text", string.Concat(Enumerable.Repeat("lorem ", 50))), ("", "Text", "lorem\u202Elorem"), ("server", "Server", "localhost"), ("shared", "Where", ""), ("prove", "Link", "https://lorem.example/"),
            ])
            await LookAsync(Post(("Do", button), (field, value), ("Where", button == "prove" ? "x" : ""), ("To", button == "" ? "x" : "")), button == "prove" ? 303 : 400);
        await LookAsync(Post(("To", "x"), ("Text", "⟦Lorem lorem⟧")), 303);
        await LookAsync(browser.GetAsync($"{step}?ready=x"));
        await LookAsync(Post(("Do", "server"), ("Server", "lorem.lorem")), 303);
        await LookAsync(browser.GetAsync($"{step}?ready=mastodon"));
        await LookAsync(Post(("Do", "shared"), ("Where", "x")), 303);
        await LookAsync(browser.GetAsync($"{step}?asked=x"));
        await LookAsync(Post(("Do", "prove"), ("Where", "x"), ("Link", "https://lorem.example/")), 400);
        await LookAsync(Post(("Do", "prove"), ("Where", "x"), ("Link", "https://x.com/lorem/status/1")), 303);
        await LookAsync(browser.GetAsync($"{step}?asked=x"));
        await LookAsync(browser.GetAsync("/go/lorem"), 404);
        Conclude(atLeast: 27);

        Task<HttpResponseMessage> Post(params (string Name, string Value)[] fields) =>
            browser.PostAsync(step, new FormUrlEncodedContent(fields.DistinctBy(field => field.Name).Select(field => KeyValuePair.Create(field.Name, field.Value))));
    }

    [Fact]
    public async Task Links_that_lead_nowhere_any_more_take_their_words_from_the_texts()
    {
        var app = await StartAsync();
        var (late, closed) = (await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app));
        var browser = app.Client();
        foreach (var campaign in (SeededCampaign[])[late, closed]) await browser.SignAsync(campaign);
        await SendAsync(app);
        var links = Mails(app).Select(mail => mail.ConfirmPath).ToList();
        await using (var db = app.Db())
        {
            (await db.Campaigns.FindAsync(closed.Id))!.Close(app.Now);
            await db.SaveChangesAsync();
        }
        foreach (var link in links) await LookAsync(browser.GetAsync(link));
        foreach (var at in (SeededCampaign[])[await AddAsync(app, CampaignStatus.Closed), await AddAsync(app, CampaignStatus.Paused), await AddAsync(app, CampaignStatus.Scheduled)]) await LookAsync(browser.SignAsync(at), 409);
        app.Clock.Advance(TimeSpan.FromDays(15));
        foreach (var link in links) await LookAsync(browser.GetAsync($"{link}?sent=new"));
        await LookAsync(browser.GetAsync("/s/guess"), 404);
        for (var i = 0; i < 30; i++) await browser.GetAsync($"/s/guess{i}");
        await LookAsync(browser.GetAsync("/s/guess"), 429);
        Conclude(atLeast: 9);
    }

    [Fact]
    public async Task All_mails_and_the_developers_mailbox_take_their_words_from_the_texts()
    {
        var app = await StartAsync();
        var browser = app.Client();
        await LookAsync(browser.GetAsync("/dev/mail"));
        var campaign = await new TestCampaign().AddToAsync(app);
        await browser.SignAsync(campaign);
        await SendAsync(app);
        await browser.PostAsync(Mails(app)[^1].ConfirmPath, null);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await browser.SignAsync(campaign);
        await SendAsync(app);

        var mails = Mails(app);
        mails.Count.ShouldBe(3); // confirm, counted, signed already
        mails.ShouldContain(mail => mail.Subject.Contains("already"));
        foreach (var mail in mails)
        {
            Look("mail", mail.Html);
            _found.AddRange(mail.Text.Split('\n').Append(mail.Subject).Where(HardCoded.IsHardCoded).Select(line => $"mail: {line}"));
        }
        await LookAsync(browser.GetAsync("/dev/mail"));
        foreach (var file in Directory.GetFiles(MailFolder(app), "*.eml")) await LookAsync(browser.GetAsync($"/dev/mail/{Path.GetFileNameWithoutExtension(file)}"));
        Conclude(atLeast: 6);
    }

    [Fact]
    public async Task The_staff_area_takes_its_words_from_the_texts()
    {
        var app = await StartAsync();
        var guest = app.Client();
        await LookAsync(guest.GetAsync("/setup"));
        foreach (var (name, password) in ((string, string)[])[("", "short"), ("Lorem", ""), ("Lorem", "lorem@lorem.example"), ("Lorem", "Password123456!"), ("Lorem", "aaaaaaaaaaaaaaaa")])
            await LookAsync(guest.PostStaffFormAsync("/setup", "/setup", new() { ["Name"] = name, ["Email"] = "lorem@lorem.example", ["Password"] = password }), 422);
        await LookAsync(guest.PostStaffFormAsync("/setup", "/setup", new() { ["Email"] = "lorem" }), 422);
        await LookAsync(guest.GetAsync("/sign-in"));
        await LookAsync(guest.SignInAsync("", ""), 422);
        await LookAsync(guest.SignInAsync("lorem@lorem.example"), 422);

        var admin = await app.StaffClientAsync("mira@opensquare.example", Roles.Admin);
        await LookAsync(admin.GetAsync("/admin/second-factor"));
        await LookAsync(admin.PostStaffFormAsync("/admin/second-factor", "/admin/second-factor", new() { ["Code"] = "000000" }), 422);
        var key = Key().Match(await admin.GetStringAsync("/admin/second-factor")).Groups[1].Value;
        await LookAsync(admin.PostStaffFormAsync("/admin/second-factor", "/admin/second-factor", new() { ["Code"] = StaffAccounts.Totp(key, DateTimeOffset.UtcNow) }));
        await LookAsync(admin.GetAsync("/admin/second-factor"));
        await guest.SignInAsync("mira@opensquare.example");
        await LookAsync(guest.GetAsync("/sign-in/code"));
        await LookAsync(guest.PostStaffFormAsync("/sign-in/code", "/sign-in/code", new() { ["Code"] = "000000" }), 422);

        await LookAsync(admin.GetAsync("/admin"));
        var campaign = await AddFullCampaignAsync(app);
        foreach (var status in Enum.GetValues<CampaignStatus>()) await AddAsync(app, status);
        var desk = $"/admin/campaigns/{campaign.Id}";
        foreach (var path in (string[])["/admin", "/admin/deliveries", "/admin/campaigns", "/admin/campaigns?scope=shared", "/admin/campaigns?q=zz", "/admin/account", "/admin/account?done=ended", desk, $"{desk}?state=invalidated", $"{desk}?state=confirmed"]) await LookAsync(admin.GetAsync(path));
        await AddReachAsync(app, campaign);
        foreach (var query in (string[])["", "?from=2026-01-01&to=2026-01-02", "?from=2026-01-01", "?to=2099-01-01", "?channel=share", "?source=(none)&language=en"]) await LookAsync(admin.GetAsync($"{desk}/reach{query}"));
        await LookAsync(admin.PostStaffFormAsync(desk, $"{desk}/supporters.csv", new() { ["Purpose"] = "" }), 422);
        await LookAsync(admin.PostStaffFormAsync(desk, $"{desk}/addresses", []));
        await LookAsync(admin.GetAsync($"/admin/campaigns/{Guid.Empty}"), 404);
        await LookAtEditorAsync(app, admin, desk);

        foreach (var path in (string[])["/admin/people", "/forgot-password", "/admin/settings/mail", "/admin/settings", "/admin/setup/organisation", "/admin/setup/mail", "/admin/setup/campaign"]) await LookAsync(admin.GetAsync(path));
        await LookAsync(admin.GetAsync($"/invite/{new string('A', 22)}"), 404);
        await LookAsync(admin.PostStaffFormAsync("/admin/settings/mail", "/admin/settings/mail/test", new() { ["To"] = "lorem" }), 422);
        await LookAsync(admin.PostStaffFormAsync("/admin/people", "/admin/people/invite", new() { ["Email"] = "lorem" }), 422);
        foreach (var path in (string[])["/admin/settings", "/admin/setup/organisation"])
            await LookAsync(admin.PostStaffFormAsync(path, path, new() { ["ContactEmail"] = "lorem", ["PrivacyUrl"] = "lorem", ["BrandColour"] = "lorem", ["TimeZone"] = "lorem" }), 422);
        await LookAsync(admin.PostStaffFormAsync("/admin/settings", "/admin/settings", new() { ["BrandColour"] = "#ffdd00", ["Languages"] = "en", ["Language"] = "en", ["TimeZone"] = "Europe/Lisbon", ["Revision"] = "7" }), 409);
        await admin.PostStaffFormAsync("/admin", "/admin/first-steps/hide", []);
        await LookAsync(admin.GetAsync("/admin/settings"));
        var viewer = await app.StaffClientAsync("vera@opensquare.example", Roles.Viewer);
        foreach (var path in (string[])["/admin/second-factor", desk]) await LookAsync(viewer.GetAsync(path));
        await LookAsync(viewer.PostStaffFormAsync("/admin", $"{desk}/supporters.csv", new() { ["Purpose"] = "One-line purpose" }), 403);
        for (var i = 0; i < 100 && (int)(await guest.SignInAsync("lorem@lorem.example")).StatusCode is 422; i++) { }
        await LookAsync(guest.SignInAsync("lorem@lorem.example"), 429);
        Conclude(atLeast: 33);
    }

    [Fact]
    public async Task Pages_of_failures_take_their_words_from_the_texts()
    {
        var app = await StartAsync();
        var stranger = app.Client(sendsFetchSite: false);
        stranger.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        await LookAsync(stranger.PostAsync("/language", new FormUrlEncodedContent([])), 403);
        foreach (var status in (int[])[400, 403, 404, 405, 410, 413, 415, 429, 500, 502, 503])
        {
            await using var scope = app.Services.CreateAsyncScope();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Response = { Body = new MemoryStream() } };
            context.Request.Method = "POST";
            context.Request.Form = new FormCollection(new() { ["Name"] = "Ana Sousa" });
            context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new PublicEndpointAttribute()), null));
            await FailurePages.ShowAsync(context, status, reference: "0123abcd");
            context.Response.ContentType.ShouldNotBeNull().ShouldStartWith("text/html");
            context.Response.Body.Position = 0;
            Look($"failure {status}", await new StreamReader(context.Response.Body).ReadToEndAsync());
        }
        Conclude(atLeast: 12);
    }

    private async Task<CampaignsApp> StartAsync()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await app.EmptyAsync(); // of the administrator that Development begins with
        if (Directory.Exists(MailFolder(app))) Directory.Delete(MailFolder(app), recursive: true);
        return app;
    }

    private async Task LookAsync(Task<HttpResponseMessage> request, int status = 200, HardCodedTexts? texts = null)
    {
        var answer = await request;
        var what = $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery}";
        var html = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, $"{what}\n{html}");
        if (status is not 303) Look($"{what} {status}", html, texts);
    }

    private void Look(string what, string html, HardCodedTexts? texts = null)
    {
        WebUtility.HtmlDecode(html).ShouldContain("⟦", Case.Sensitive, what);
        _found.AddRange((texts ?? HardCoded).In(html).Select(found => $"{what}: {found}"));
        _pages++;
    }

    /// <summary>No hard-coded word was found, and each sentence that was asked for is said in French.</summary>
    private void Conclude(int atLeast)
    {
        _pages.ShouldBeGreaterThanOrEqualTo(atLeast);
        var french = XDocument.Load(Path.Combine(Repository.Root, "src/Campaigns.Web/Resources/Texts.fr.resx")).Root!.Elements("data").Select(entry => entry.Attribute("name")!.Value).ToHashSet();
        _found.AddRange(apps.Language.Asked.Where(sentence => !french.Contains(sentence)).Select(sentence => $"not in French: {sentence}"));
        _found.Distinct().ShouldBeEmpty();
    }

    private static Dictionary<string, string> Form(string email = "ana@example.org") => new(SigningPost.Form(email)) { ["Postcode"] = "1000-001", ["Comment"] = "Lorem" };

    private static Task SendAsync(CampaignsApp app) => app.RunAsync<DrainDeliveries>();

    private static string MailFolder(CampaignsApp app) => Path.Combine(Path.GetDirectoryName(app.ConnectionString["Data Source=".Length..])!, "mail");

    private static List<ReceivedMail> Mails(CampaignsApp app) =>
        Directory.Exists(MailFolder(app)) ? [.. Directory.GetFiles(MailFolder(app), "*.eml").Order(StringComparer.Ordinal).Select(file => new ReceivedMail("", "", File.ReadAllBytes(file)))] : [];

    private static Task<SeededCampaign> AddAsync(CampaignsApp app, CampaignStatus status) =>
        new TestCampaign { IsDraft = status is CampaignStatus.Scheduled or CampaignStatus.Draft, Then = (row, now) => Bring(row, status, null, now) }.AddToAsync(app);

    /// <summary>Something on each rung and in each part of the reach page.</summary>
    private static async Task AddReachAsync(CampaignsApp app, SeededCampaign campaign)
    {
        var seed = new ReachSeed(app, campaign);
        var person = await seed.PersonAsync(source: "zz");
        await seed.BouncedConfirmationAsync(await seed.PersonAsync(source: "embed:lorem"));
        foreach (var step in (Step[])[Step.Tweet, Step.FacebookComment, Step.EmailTarget, Step.Share])
        {
            var message = await seed.MessageAsync(step, "Lorem");
            await seed.ReachAsync(step, Rung.Shown, 30, message: message.Id);
            foreach (var channel in step is Step.Share ? Enum.GetValues<Channel>() : [step is Step.Tweet ? Channel.X : step is Step.FacebookComment ? Channel.Facebook : Channel.Email])
            {
                await seed.ReachAsync(step, Rung.Started, 9, channel, message: message.Id);
                await seed.ActionAsync(person, step, Rung.Proved, channel, message.Id, text: "Lorem");
                await seed.ActionAsync(null, step, Rung.SelfReported, channel, message.Id, text: "Lorem");
            }
        }
        var letter = await seed.ActionAsync(await seed.PersonAsync(), Step.EmailTarget, text: "Lorem");
        await seed.LetterAsync(person, letter, DeliveryState.Failed, TimeSpan.Zero);
        await seed.ReachAsync(Step.Sign, Rung.Shown, 90, source: ReachCount.OtherSources);
        var link = await seed.LinkAsync(Channel.WhatsApp, person);
        await seed.VisitsAsync(link, 9, 2);
        await seed.PersonAsync(link: link.Id, generation: 1, source: "share-whatsapp");
        await seed.AddAsync(new ReachDrift(campaign.Id, new DateOnly(2026, 3, 1), Step.Tweet, 3, 2, app.Now));
    }

    /// <summary>Everything that a page can show about a campaign, once.</summary>
    private static async Task<SeededCampaign> AddFullCampaignAsync(CampaignsApp app)
    {
        var campaign = await new TestCampaign { Online = 900, Paper = 80, Then = (row, now) =>
        {
            row.AskForComments(true, now);
            row.ChooseTargets(TargetChoice.ByArea, AreaFallback.General, now);
        } }.AddToAsync(app);
        var day = new DateOnly(2026, 3, 1);
        await using var db = app.Db();
        var text = (await db.CampaignTexts.FindAsync(campaign.TextId))!;
        (text.Picture, text.PictureAlt, text.PictureCredit, text.GoalReason, text.WhatHappensNext) = ("lorem.jpg", "Lorem", "Lorem", "Lorem", "Lorem.");
        text.Press = new PressContact { Name = "Lorem", Role = "lorem", Email = "press@lorem.example", Phone = "+351 1", Hours = "Lorem", Background = "Lorem.", PicturesUrl = "https://lorem.example" };
        (await db.Targets.FindAsync(campaign.TargetId))!.Area = "Lorem";
        db.Add(new TextVersion(campaign.TextId, 2, Headline, Summary, "Lorem.[^contracts][^Research]\n\n==Lorem.=={sells}\n\n==Lorem.=={answered}", TextChange.Wording, "Lorem.", app.Now));
        foreach (var kind in Enum.GetValues<SourceKind>()) db.Add(new Source(campaign.TextId, $"{kind}", "Lorem", "https://lorem.example", "Lorem", day, kind, "https://archive.example/lorem"));
        var gone = new Source(campaign.TextId, "gone", "Lorem", "https://lorem.example", "Lorem", day, SourceKind.News);
        gone.Remove("Lorem.", day);
        var entries = Enum.GetValues<TimelineKind>().Select((kind, at) => new TimelineEntry(campaign.TextId, at + 1, kind, day, "Lorem", "Lorem.", kind is TimelineKind.Correction ? "Lorem." : null, "https://lorem.example")).ToList();
        var answered = new Claim(campaign.TextId, "answered");
        answered.Ask(campaign.TargetId, day, "lorem");
        answered.RecordAnswer(day, "Lorem.", entries.Single(entry => entry.Kind is TimelineKind.Reply).Id);
        var french = new CampaignText(campaign.Id, "fr", $"{campaign.Slug}-fr", app.Now);
        db.AddRange([gone, answered, french, new TextVersion(french.Id, 1, "Lorem", "Lorem.", "Lorem.", TextChange.First, null, app.Now), .. entries]);
        foreach (var state in Enum.GetValues<SignatureState>())
        {
            var details = new SignatureDetails(campaign.Id, campaign.VersionId, "en", Guid.NewGuid().ToByteArray(), "lorem@example.org", "Lorem", "FR", null, null, ShowName: true, WantsUpdates: state is SignatureState.Confirmed, Network: null);
            db.Add(Signature.Restore(Guid.CreateVersion7(app.Now), details, state, null, app.Now, app.Now, supporterNumber: null));
        }
        await db.SaveChangesAsync();
        return campaign;
    }

    private static void Bring(Campaign campaign, CampaignStatus status, int? goal, DateTimeOffset now)
    {
        if (goal is null) campaign.AllowEmbedding("https://ally.example", now);
        campaign.SetGoal(goal, now);
        if (status is CampaignStatus.Scheduled) campaign.Schedule(now.AddDays(40), now);
        if (status is CampaignStatus.Paused) campaign.Pause(now);
        if (status is CampaignStatus.Won) campaign.Win(now);
        if (status is CampaignStatus.Closed or CampaignStatus.Archived) campaign.Close(now);
        if (status is CampaignStatus.Archived) campaign.Archive("https://campaigns.test/c/next", redirects: false, now);
    }

    [GeneratedRegex("<code dir=\"ltr\">([A-Z2-7 ]+)</code>")]
    private static partial Regex Key();
}
