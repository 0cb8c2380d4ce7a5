using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core;
using Campaigns.Testing;
using Campaigns.Web.Features.Deliveries.Emails;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Campaigns.Benchmarks;

/// <summary>
/// P3: the queue itself (claim, load, render, fence, send, complete) on PostgreSQL with fsync, beside <c>smtp-source -d</c>
/// with as many sessions, messages of the same size, into the same sink.
/// </summary>
internal static class DrainBenchmark
{
    /// <summary>The JIT compiles the hot methods anew while they are used.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(40);

    /// <param name="only"><c>15</c>, <c>1</c> or <c>dkim</c>; empty for all three.</param>
    public static async Task<int> RunAsync(int rounds, int count, string only, int sessions)
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        foreach (var (name, length, signs) in new[] { ("15", 15 * 1024, false), ("1", 1024, false), ("dkim", 15 * 1024, true) })
        {
            if (only.Length > 0 && only != name) continue;
            using var app = await BuildAsync(await cluster.CreateDatabaseAsync("p3"), sink.Port, length, signs, sessions);
            await WarmAsync(app, count);
            var (figures, costs, size) = await MeasureAsync(app, sink, rounds, count, length, sessions);
            Console.WriteLine(figures.Line("P3", "drain", "limit", string.Create(CultureInfo.InvariantCulture, $"({size / 1024.0:0.0} KB{(signs ? " with DKIM" : "")}, {sessions} connections)")));
            Console.WriteLine($"   {costs}");
        }
        return 0;
    }

    private static async Task WarmAsync(IHost app, int count)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Warm;)
        {
            await FillAsync(app, count);
            await DrainAsync(app, count);
        }
    }

    private static async Task<(Figures, DrainCosts, int Size)> MeasureAsync(IHost app, SmtpSink sink, int rounds, int count, int length, int sessions)
    {
        var (figures, costs) = (new Figures(), new DrainCosts());
        for (var round = 0; round < rounds; round++)
        {
            await FillAsync(app, count);
            var ours = await costs.MeasureAsync(count, () => DrainAsync(app, count));
            figures.Add(ours, await sink.SourceAsync(sessions, count, length));
        }
        return (figures, costs, app.Services.GetRequiredService<SizedRenderer>().LastSize);
    }

    private static async Task<double> DrainAsync(IHost app, int count)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var watch = Stopwatch.StartNew();
        await scope.ServiceProvider.GetRequiredService<DrainDeliveries>().RunAsync(CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;

        var db = scope.ServiceProvider.GetRequiredService<CampaignsDb>();
        var sent = await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent);
        if (sent != count) throw new InvalidOperationException($"{sent} of {count} mails were sent.");
        return count / seconds;
    }

    private static async Task<IHost> BuildAsync(string connectionString, int port, int length, bool signs, int sessions)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Campaigns"] = connectionString,
            ["Site:PublicUrl"] = "https://campaigns.example",
            ["Site:Organisation"] = "Open Square",
            ["Mail:Transport"] = "Smtp",
            ["Mail:From"] = "Open Square <hello@opensquare.example>",
            ["Smtp:Host"] = "127.0.0.1",
            ["Smtp:Port"] = $"{port}",
            ["Smtp:Security"] = "None",
            ["Smtp:Connections"] = $"{sessions}",
        };
        if (signs)
        {
            using var rsa = RSA.Create(2048);
            var key = Path.GetTempFileName();
            await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem());
            settings["Mail:Dkim:Domain"] = "opensquare.example";
            settings["Mail:Dkim:Selector"] = "bench";
            settings["Mail:Dkim:KeyFile"] = key;
        }

        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Development });
        builder.WebHost.UseKestrelCore(); // asked for by the builder; it is never started
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddCampaignsOptions();
        builder.Services.AddCampaignsDatabase(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton<InstallationKeys>();
        builder.Services.AddInterfaceLanguages();
        builder.Services.AddMail(builder.Configuration);
        builder.Services.AddJobs();
        builder.Services.AddDeliveries();
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SizedRenderer>(provider, length));
        builder.Services.Replace(ServiceDescriptor.Singleton<EmailRenderer>(provider => provider.GetRequiredService<SizedRenderer>()));
        var app = builder.Build();

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CampaignsDb>();
        await db.Database.MigrateAsync();
        await app.Services.GetRequiredService<InstallationKeys>().LoadAsync(db, DateTimeOffset.UtcNow, default);
        var campaign = new Campaign("Europe/Lisbon", DateTimeOffset.UtcNow);
        var text = new CampaignText(campaign.Id, "en", "bench", DateTimeOffset.UtcNow) { IsOriginal = true };
        db.AddRange(campaign, text, new TextVersion(text.Id, 1, "Stop selling face recognition to police", "Short.", "Long.", TextChange.First, null, DateTimeOffset.UtcNow));
        await db.SaveChangesAsync();
        return app;
    }

    /// <summary>
    /// A fresh backlog of confirmations, each with its signature, and nothing left over from the round before. Their ids begin with a time, as
    /// those of the program do (version 7).
    /// </summary>
    private static async Task FillAsync(IHost app, int count)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CampaignsDb>();
        var campaign = await db.Campaigns.Select(c => c.Id).SingleAsync();
        var version = await db.TextVersions.Select(v => v.Id).SingleAsync();
        await db.Database.ExecuteSqlRawAsync("TRUNCATE delivery, delivery_attempt, signature");
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO signature (id, campaign_id, text_version_id, language, email_key, email, name, country, show_name, wants_updates, state, created_at, state_changed_at)
            SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint + n / 4), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid, {campaign}, {version}, 'en', sha256(n::text::bytea), 'person' || n || '@example.org', 'Ana Silva', 'PT', false, false, 'Pending', now(), now()
            FROM generate_series(1, {count}) n
            """);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO delivery (id, channel, kind, priority, idempotency_key, campaign_id, signature_id, is_test, recipient_key, recipient_domain, state, attempts, resends, policy_refusals, lease_losses, created_at, next_attempt_at, expires_at, message_id)
            SELECT s.id, 'Mail', 'Confirmation', 10, 'confirm:' || s.id || ':1', s.campaign_id, s.id, false, s.email_key, 'example.org', 'Pending', 0, 0, 0, 0, now(), now(), now() + interval '14 days', '<' || s.id || '@opensquare.example>'
            FROM signature s
            """);
        await db.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE) delivery");
        await db.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE) signature");
        await db.Database.ExecuteSqlRawAsync("CHECKPOINT");
    }
}
