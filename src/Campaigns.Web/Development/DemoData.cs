using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Setup.Sample;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Development;

/// <summary>The demonstration campaigns, seeded when <c>Demo:Seed</c> is on and the database holds no campaign.</summary>
public static partial class DemoData
{
    private const int Days = 90, Online = 1_147, Pending = 41, Withdrawn = 9, Paper = 80;

    public static async Task SeedAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<CampaignsDb>();
        if (!services.GetRequiredService<IOptions<DemoOptions>>().Value.Seed || await db.Campaigns.AnyAsync(ct)) return;
        if (services.GetRequiredService<IHostEnvironment>().IsProduction())
            MadeUpInProduction(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DemoData)));

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var random = new Random(20_260_503);
        var keys = services.GetRequiredService<InstallationKeys>();
        var signatures = new DemoSignatures(keys, random);
        var people = DemoPeople.Make(Online + Pending + Withdrawn, random);

        var supporters = new Dictionary<string, Supporter>();
        var wording = DemoSignatures.Wording(now.AddDays(-Days));
        if (!await db.ConsentWordings.AnyAsync(known => known.Hash == wording.Hash, ct)) db.Add(wording);
        Northwind(db, services.GetRequiredService<ShareLinks>(), services.GetRequiredService<SendingDomain>(), keys, signatures, people, supporters, now);
        Won(db, signatures, [.. people.Skip(200).Take(339)], supporters, now);
        Closed(db, signatures, [.. people.Skip(600).Take(181)], supporters, now);
        Running(db, signatures, [.. people.Skip(800).Take(64)], supporters, now);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private static void Northwind(CampaignsDb db, ShareLinks links, SendingDomain domain, InstallationKeys keys, DemoSignatures signatures, IReadOnlyList<DemoPerson> people, Dictionary<string, Supporter> supporters, DateTimeOffset now)
    {
        var start = now.AddDays(-Days);
        var campaign = new Campaign("Europe/Brussels", start);
        campaign.Publish(start);
        campaign.SetSteps([Step.Tweet, Step.FacebookComment, Step.EmailTarget, Step.Share], start);
        campaign.SendLetters(LetterWay.OurServer, start);
        db.Add(campaign);
        var targets = NorthwindDraft.Targets(campaign.Id);
        db.AddRange(targets);

        var writer = new SampleWriter(db, campaign.Id, start, targets);
        var english = writer.Versions(NorthwindInEnglish.Text, isOriginal: true);
        var french = writer.Versions(NorthwindInFrench.Text, isOriginal: false);
        var paperFrom = start.AddDays(55);
        var shares = new DemoShares(links, writer.Messages, new Random(20_260_504));
        var given = signatures.Make(campaign.Id, people, Pending, Withdrawn, start, Days, now.AddMinutes(-3), new Dictionary<string, IReadOnlyList<Core.Content.TextVersion>> { ["en"] = english, ["fr"] = french }, (Paper, paperFrom), shares);
        new DemoReach(db, campaign.Id, targets, writer.Messages, shares, links, domain, keys.Emails, now, new Random(20_260_505)).Add(given);
        Add(db, given, supporters, "/c/northwind");

        db.Add(new PaperCount(campaign.Id, 52, DateOnly.FromDateTime(paperFrom.Date), "Market, Harrow Bay", "Tomas Riel", paperFrom));
        db.Add(new PaperCount(campaign.Id, Paper - 52, DateOnly.FromDateTime(paperFrom.Date), "Library, Port Ellery", "Joan Abara", paperFrom));
        db.Add(Counted(campaign.Id, given, Paper, now));

        var thousandth = given.Where(signature => signature.SupporterNumber >= 1_000).Min(signature => signature.ConfirmedAt)!.Value;
        writer.Rest(NorthwindInEnglish.Text, thousandth);
        writer.Rest(NorthwindInFrench.Text, thousandth);
    }

    private static void Won(CampaignsDb db, DemoSignatures signatures, IReadOnlyList<DemoPerson> people, Dictionary<string, Supporter> supporters, DateTimeOffset now) =>
        Ended(db, signatures, people, supporters, now, SmallCampaigns.Drones, new Target(Guid.Empty, 1, "Council of Harrow Bay"), begunDaysAgo: 150, lasted: 71, (campaign, at) => campaign.Win(at));

    private static void Closed(CampaignsDb db, DemoSignatures signatures, IReadOnlyList<DemoPerson> people, Dictionary<string, Supporter> supporters, DateTimeOffset now) =>
        Ended(db, signatures, people, supporters, now, SmallCampaigns.Cash, new Target(Guid.Empty, 1, "The board") { Organisation = "Harrow Bay Transit" }, begunDaysAgo: 80, lasted: 60, (campaign, at) => campaign.Close(at));

    private static void Ended(
        CampaignsDb db, DemoSignatures signatures, IReadOnlyList<DemoPerson> people, Dictionary<string, Supporter> supporters, DateTimeOffset now,
        SampleText text, Target to, int begunDaysAgo, int lasted, Action<Campaign, DateTimeOffset> end)
    {
        var start = now.AddDays(-begunDaysAgo);
        var ended = start.AddDays(lasted);
        var campaign = new Campaign("Europe/Brussels", start);
        campaign.Publish(start);
        end(campaign, ended);
        db.Add(campaign);
        var target = new Target(campaign.Id, 1, to.Name) { Organisation = to.Organisation, Role = to.Role, Email = "office@harrowbay.example" };
        db.Add(target);

        var writer = new SampleWriter(db, campaign.Id, start, [target]);
        var versions = writer.Versions(text, isOriginal: true);
        var given = signatures.Make(campaign.Id, people, pending: 0, withdrawn: 0, start, lasted, ended, new Dictionary<string, IReadOnlyList<Core.Content.TextVersion>> { [text.Language] = versions }, (0, ended));
        Add(db, given, supporters, $"/c/{text.Slug}");
        DemoReach.AddSigning(db, given);
        db.Add(Counted(campaign.Id, given, 0, ended));
        writer.Rest(text, thousandth: null);
    }

    private static void Running(CampaignsDb db, DemoSignatures signatures, IReadOnlyList<DemoPerson> people, Dictionary<string, Supporter> supporters, DateTimeOffset now)
    {
        const int since = 12;
        var start = now.AddDays(-since);
        var campaign = new Campaign("Europe/Brussels", start);
        campaign.Publish(start);
        campaign.SetSteps(NightBus.Steps, start);
        campaign.SendLetters(LetterWay.OwnProgram, start);
        campaign.ChooseTargets(TargetChoice.ByArea, AreaFallback.General, start);
        var targets = NightBus.Targets(campaign.Id);
        db.Add(campaign);
        db.AddRange(targets);

        var writer = new SampleWriter(db, campaign.Id, start, targets);
        var versions = writer.Versions(NightBus.Text, isOriginal: true);
        var given = signatures.Make(campaign.Id, people, pending: 3, withdrawn: 0, start, since, now.AddMinutes(-4), new Dictionary<string, IReadOnlyList<Core.Content.TextVersion>> { ["en"] = versions }, (0, now));
        Add(db, given, supporters, $"/c/{NightBus.Text.Slug}");
        DemoReach.AddSigning(db, given);
        db.Add(Counted(campaign.Id, given, 0, now));
        writer.Rest(NightBus.Text, thousandth: null);
    }

    private static void Add(CampaignsDb db, List<Signature> given, Dictionary<string, Supporter> supporters, string page)
    {
        db.AddRange(given);
        db.AddRange(DemoSignatures.ConsentsOf(given, page));
        foreach (var signature in given)
            if (supporters.TryAdd(signature.Email, new Supporter(signature.EmailKey, signature.CreatedAt))) db.Add(supporters[signature.Email]);
    }

    private static CampaignCount Counted(Guid campaignId, List<Signature> given, int paper, DateTimeOffset at)
    {
        var count = new CampaignCount(campaignId, at);
        count.Set(given.Count(signature => signature.State is SignatureState.Confirmed), paper, at);
        return count;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Demo:Seed is on in Production: campaigns with made-up signatures were written. Set Demo:Seed to false and start with an empty database before you go public")]
    private static partial void MadeUpInProduction(ILogger logger);
}
