using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Campaigns.IntegrationTests.Features.Deliveries;

/// <summary>The program with a scripted way out instead of a mail server.</summary>
public sealed class QueueApps : Apps
{
    public ScriptedTransport Transport { get; } = new();

    protected override void Configure(AppSetup setup) => setup.Services = services =>
    {
        services.RemoveAll<IMailTransport>();
        services.AddSingleton<IMailTransport>(Transport);
    };
}

/// <summary>What the tests of the queue share: rows as the signature writer makes them, and a look at what became of them.</summary>
public abstract class QueueTest(QueueApps apps) : IClassFixture<QueueApps>
{
    protected ScriptedTransport Transport => apps.Transport;

    protected async Task<CampaignsApp> StartAsync(TestDatabase database)
    {
        var app = await apps.On(database);
        Transport.Reset();
        await using var db = app.Db();
        await db.Lanes.ExecuteUpdateAsync(set => set
            .SetProperty(l => l.ConnectFailures, 0).SetProperty(l => l.OurFaults, 0).SetProperty(l => l.OpenUntil, (DateTimeOffset?)null)
            .SetProperty(l => l.PausedAt, (DateTimeOffset?)null).SetProperty(l => l.PausedReason, (string?)null));
        await app.Services.GetRequiredService<MailLane>().ReadAsync(default);
        return app;
    }

    internal static async Task<List<Guid>> AddAsync(CampaignsApp app, int count = 1, DeliveryKind kind = DeliveryKind.Confirmation, DateTimeOffset? expiresAt = null,
        string name = "Ana Silva", string language = "en", Func<int, string>? address = null, Guid? campaignId = null)
    {
        var start = app.Now;
        campaignId ??= (await new TestCampaign { Language = language }.AddToAsync(app)).Id;
        await using var db = app.Db();
        var versionId = await db.TextVersions.Select(v => v.Id).FirstAsync();
        var keys = app.Services.GetRequiredService<InstallationKeys>();
        List<Guid> ids = [];
        for (var n = 0; n < count; n++)
        {
            var now = start.AddMilliseconds(n - count); // each a little older than the next
            var email = address?.Invoke(n) ?? $"person{n}.{Guid.NewGuid():n}@example.org";
            var key = keys.Emails.KeyOf(email);
            var signature = new Signature(Guid.CreateVersion7(now), new(campaignId.Value, versionId, language, key, email, name, "PT", null, null, false, false, null), SignatureState.Pending, null, now);
            var id = Guid.CreateVersion7(now);
            db.Add(signature);
            db.Add(new Delivery(id, kind, $"test:{id}", $"<{id}@campaigns.test>", key, "example.org", now) { CampaignId = campaignId, SignatureId = signature.Id, ExpiresAt = expiresAt ?? start.AddDays(14) });
            ids.Add(id);
        }
        await db.SaveChangesAsync();
        return ids;
    }

    protected static async Task<Delivery> ReadAsync(CampaignsApp app, Guid id)
    {
        await using var db = app.Db();
        return await db.Deliveries.AsNoTracking().SingleAsync(d => d.Id == id);
    }

    protected static async Task<List<DeliveryAttempt>> AttemptsAsync(CampaignsApp app, Guid id)
    {
        await using var db = app.Db();
        return await db.DeliveryAttempts.AsNoTracking().Where(a => a.DeliveryId == id).OrderBy(a => a.At).ToListAsync();
    }

    protected static Task DrainAsync(CampaignsApp app, CancellationToken ct = default) => app.RunAsync<DrainDeliveries>(ct);

    /// <summary>Makes a row due now, as if its time had come.</summary>
    protected static async Task MakeDueAsync(CampaignsApp app, Guid id)
    {
        await using var db = app.Db();
        var now = app.Now.AddSeconds(-1);
        await db.Deliveries.Where(d => d.Id == id).ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, now));
    }
}
