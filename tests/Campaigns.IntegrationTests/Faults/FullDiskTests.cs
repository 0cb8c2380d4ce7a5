using System.Data.Common;
using System.Net;
using Campaigns.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Campaigns.IntegrationTests.Faults;

/// <summary>SQLite may not grow its file by one more page, which it reports as it reports a full disk.</summary>
public sealed class FullDiskTests(FullDiskTests.SmallDiskApps apps) : IClassFixture<FullDiskTests.SmallDiskApps>
{
    private const int MostThatFits = 400;

    [Fact]
    public async Task On_a_full_disk_nobody_is_thanked_nothing_is_half_written_and_it_recovers()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await new TestCampaign().AddToAsync(app);
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        apps.Disk.IsFull = true;
        var (signed, refused) = (1, (HttpResponseMessage?)null);
        for (var i = 0; refused is null && i < MostThatFits; i++) // what is left of the pages fills up first
        {
            var answer = await app.Client().SignAsync(campaign, SigningPost.Form($"person{i}@example.org"));
            if (answer.StatusCode is HttpStatusCode.SeeOther) signed++;
            else refused = answer;
        }

        refused.ShouldNotBeNull("the disk was to be full by now");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        refused.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Nothing you typed is lost.");
        (await app.Client().GetAsync(campaign.Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldHoldAsync(app, signed);

        apps.Disk.IsFull = false;
        (await app.Client().SignAsync(campaign, SigningPost.Form("later@example.org"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await ShouldHoldAsync(app, signed + 1);
    }

    private static async Task ShouldHoldAsync(CampaignsApp app, int signed)
    {
        await using var db = app.Db();
        (await db.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync()).ShouldBe(["ok"]);
        (await db.Signatures.CountAsync()).ShouldBe(signed);
        (await db.Deliveries.Select(d => d.SignatureId).Distinct().CountAsync()).ShouldBe(signed);
        (await db.Consents.Select(c => c.SignatureId).Distinct().CountAsync()).ShouldBe(signed);
    }

    public sealed class SmallDiskApps : Apps
    {
        internal Disk Disk { get; } = new();

        protected override void Configure(AppSetup setup) => setup.Services = services =>
        {
            services.ConfigureDbContext<CampaignsDb>(options => options.AddInterceptors(Disk));
            var usual = services.Single(service => service.ServiceType == typeof(DbDataSource)).ImplementationFactory!;
            services.Replace(ServiceDescriptor.Singleton<DbDataSource>(provider => new DiskSource((DbDataSource)usual(provider), Disk)));
        };
    }

    /// <summary>How large the file may grow, told to each connection when it is opened: not at all, or as ever.</summary>
    internal sealed class Disk : DbConnectionInterceptor
    {
        public bool IsFull { get; set; }

        public void Tell(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            // Below its present size the limit becomes the present size.
            command.CommandText = $"PRAGMA max_page_count = {(IsFull ? 1 : 1_000_000_000)}";
            command.ExecuteNonQuery();
        }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Tell(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Tell(connection);
            return Task.CompletedTask;
        }
    }

    private sealed class DiskSource(DbDataSource usual, Disk disk) : DbDataSource
    {
        public override string ConnectionString => usual.ConnectionString;

        protected override DbConnection CreateDbConnection()
        {
            var connection = usual.CreateConnection();
            connection.StateChange += (_, change) =>
            {
                if (change.CurrentState is System.Data.ConnectionState.Open) disk.Tell(connection);
            };
            return connection;
        }
    }
}
