using System.Security.Cryptography;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Testing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Reports;

/// <summary>Rows made by hand, so that a test knows the truth that a report must tell.</summary>
internal sealed class ReachSeed(CampaignsApp app, SeededCampaign campaign)
{
    private readonly Dictionary<Step, Guid> _messages = [];
    private int _people;

    public SeededCampaign Campaign => campaign;

    public static async Task<ReachSeed> NewAsync(CampaignsApp app, Action<Campaign, DateTimeOffset>? then = null) => new(app, await new TestCampaign { Then = then }.AddToAsync(app));

    public async Task<Signature> PersonAsync(SignatureState state = SignatureState.Confirmed, bool isTest = false, Guid? link = null, int generation = 0, string source = "", string language = "en", TimeSpan ago = default, TimeSpan? changedAgo = null)
    {
        var email = $"p{_people++}@example.org";
        var details = new SignatureDetails(campaign.Id, campaign.VersionId, language, SHA256.HashData(Encoding.UTF8.GetBytes(email)), email, "Ana Sousa", "PT", null, null, false, false, null)
        {
            IsTest = isTest, ShareLinkId = link, Generation = generation, Source = source,
        };
        return await AddAsync(Signature.Restore(Guid.CreateVersion7(), details, state, null, app.Now - ago, app.Now - (changedAgo ?? ago), null));
    }

    /// <summary>Their address was confirmed today, whatever became of the signature since.</summary>
    public async Task ConfirmAsync(Signature person)
    {
        await using var db = app.Db();
        DateTimeOffset? now = app.Now;
        await db.Signatures.Where(s => s.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.ConfirmedAt, now));
    }

    public async Task<SupporterAction> ActionAsync(Signature? person, Step step = Step.Tweet, Rung rung = Rung.Started, Channel? channel = null, Guid? message = null, bool isCustomised = false, string? text = null,
        bool isTest = false, string source = "", int generation = 0, string language = "en", TimeSpan ago = default, Guid? target = null)
    {
        var through = channel ?? step switch { Step.Tweet => Channel.X, Step.FacebookComment => Channel.Facebook, Step.EmailTarget => Channel.Email, _ => Channel.WhatsApp };
        var action = new SupporterAction(campaign.Id, person?.Id, step, through, step is Step.Share ? null : target ?? campaign.TargetId, language, app.Now - ago) { Source = source, Generation = generation, IsTest = isTest };
        action.Write(message, null, text ?? "Stop it.", isCustomised);
        if (rung >= Rung.SelfReported) action.Report(app.Now - ago);
        if (rung >= Rung.Proved) action.Prove(app.Now - ago);
        return await AddAsync(action);
    }

    public async Task<Delivery> LetterAsync(Signature person, SupporterAction action, DeliveryState state, TimeSpan ago, bool hasBounced = false, bool isTest = false)
    {
        var delivery = await AddAsync(new Delivery(Guid.CreateVersion7(), DeliveryKind.LetterToTarget, $"letter:{Guid.NewGuid()}", $"<{Guid.NewGuid()}@campaigns.test>", new byte[32], "northwind.example", app.Now - ago)
        {
            CampaignId = campaign.Id, SignatureId = person.Id, ActionId = action.Id, TargetId = action.TargetId, IsTest = isTest,
        });
        await EndAsync(delivery, state, ago, hasBounced);
        return delivery;
    }

    /// <summary>A mail to the signer that came back.</summary>
    public async Task BouncedConfirmationAsync(Signature person, bool isTest = false)
    {
        var delivery = await AddAsync(new Delivery(Guid.CreateVersion7(), DeliveryKind.Confirmation, $"confirm:{Guid.NewGuid()}", $"<{Guid.NewGuid()}@campaigns.test>", person.EmailKey, "example.org", app.Now)
        {
            CampaignId = campaign.Id, SignatureId = person.Id, IsTest = isTest,
        });
        await EndAsync(delivery, DeliveryState.Sent, TimeSpan.Zero, hasBounced: true);
    }

    public Task<ShareLink> LinkAsync(Channel channel, Signature? sharer = null, int generation = 1, Guid? message = null, bool isTest = false) =>
        AddAsync(new ShareLink(Guid.NewGuid().ToString("n")[..10], campaign.Id, "en", channel, sharer?.Id, message, null, generation, isTest, app.Now));

    /// <summary>As they are counted: on the link, and in its hour.</summary>
    public async Task VisitsAsync(ShareLink link, int people, int robots, TimeSpan ago = default)
    {
        await using (var db = app.Db())
            await db.ShareLinks.Where(l => l.Id == link.Id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Visits, people).SetProperty(l => l.RobotVisits, robots));
        if (link.IsTest) return;
        var at = app.Now - ago;
        await AddAsync(new ShareVisit(campaign.Id, new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero), link.Channel, link.Language, link.Generation, people, robots));
    }

    public Task<ReachCount> ReachAsync(Step step, Rung rung, int number, Channel? channel = null, Guid? target = null, Guid? message = null, string language = "en", string source = "", int generation = 0, TimeSpan ago = default)
    {
        var at = app.Now - ago;
        var hour = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);
        return AddAsync(new ReachCount(campaign.Id, hour, step, channel ?? (step is Step.Tweet ? Channel.X : Channel.Link), rung, target ?? Guid.Empty, message ?? Guid.Empty, language, source, generation, number));
    }

    public async Task<Message> MessageAsync(Step step, string text = "Stop selling it. {link}", string language = "en")
    {
        var message = await AddAsync(new Message(campaign.Id, step, language, null, text));
        _messages[step] = message.Id;
        return message;
    }

    /// <summary>The newest one, or null.</summary>
    public Guid? MessageOf(Step step) => _messages.TryGetValue(step, out var id) ? id : null;

    public Task<TimelineEntry> EntryAsync(TimelineKind kind, DateOnly day, string? source = "https://northwind.example/reply", int number = 1) =>
        AddAsync(new TimelineEntry(campaign.TextId, number, kind, day, "Northwind answers", "Text.", null, source) { TargetId = campaign.TargetId });

    public async Task<CampaignReport> ReportAsync(ReportFilter? filter = null)
    {
        await using var db = app.Db();
        return (await new CampaignReportQuery(db, app.Clock).RunAsync(campaign.Id, filter ?? new ReportFilter(), CancellationToken.None))!;
    }

    /// <returns>The figure beside "Did you post it?".</returns>
    public async Task<int> PeopleWhoSayAsync(Step step)
    {
        await using var db = app.Db();
        return await new CampaignReportQuery(db, app.Clock).PeopleWhoSayAsync(campaign.Id, step, CancellationToken.None);
    }

    public async Task<T> AddAsync<T>(T row) where T : class
    {
        await using var db = app.Db();
        db.Add(row);
        await db.SaveChangesAsync();
        return row;
    }

    private async Task EndAsync(Delivery delivery, DeliveryState state, TimeSpan ago, bool hasBounced)
    {
        await using var db = app.Db();
        DateTimeOffset? at = app.Now - ago, now = app.Now;
        await db.Deliveries.Where(d => d.Id == delivery.Id).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, state).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null)
            .SetProperty(d => d.SentAt, state is DeliveryState.Sent ? at : null).SetProperty(d => d.BouncedAt, hasBounced ? now : null));
    }
}
