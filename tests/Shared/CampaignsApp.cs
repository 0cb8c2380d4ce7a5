using Campaigns.Core;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Jobs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Campaigns.Testing;

/// <summary>
/// The whole program in this process, on a fresh database, with a mail server and a clock of its own.
/// It has no worker: a test runs the job it is about (<see cref="RunAsync{TJob}"/>), so nothing happens behind its back.
/// </summary>
public sealed class CampaignsApp : WebApplicationFactory<Program>
{
    public const string PublicUrl = "https://campaigns.test";

    private readonly AppSetup _setup;
    private readonly string _connectionString;
    private readonly string _folder = Directory.CreateTempSubdirectory("campaigns-test-").FullName;
    private string? _emptying;

    private CampaignsApp(TestDatabase database, AppSetup setup, string connectionString, int port)
    {
        (Database, _setup, Port) = (database, setup, port);
        _connectionString = connectionString == "" ? $"Data Source={_folder}/campaigns.db" : connectionString;
        Address = setup.Listens ? $"http://localhost:{port}" : PublicUrl;
        if (setup.Listens) UseKestrel(port);
        ClientOptions.BaseAddress = new Uri(Address);
    }

    public TestDatabase Database { get; }
    public TestMailServer Mail { get; } = new();
    public TestClock Clock { get; } = TestClock.Running();
    public CapturedLogs Logs { get; } = new();
    /// <summary>What people type: scheme, host, port.</summary>
    public string Address { get; }
    public int Port { get; }
    public string ConnectionString => _connectionString;
    public DateTimeOffset Now => Clock.Now;

    public static async Task<CampaignsApp> StartAsync(TestDatabase database, AppSetup? setup = null)
    {
        var connectionString = database is TestDatabase.Postgres ? await (await TestPostgres.ClusterAsync()).CreateDatabaseAsync() : "";
        var app = new CampaignsApp(database, setup ?? new AppSetup(), connectionString, PostgresCluster.FreePort());
        app.StartServer();
        return app;
    }

    /// <summary>A browser without script: keeps cookies, follows no redirect, says Sec-Fetch-Site: same-origin as browsers do.</summary>
    public HttpClient Client(bool followsRedirects = false, bool sendsFetchSite = true)
    {
        var cookies = new Microsoft.AspNetCore.Mvc.Testing.Handlers.CookieContainerHandler();
        DelegatingHandler[] handlers = followsRedirects ? [new Microsoft.AspNetCore.Mvc.Testing.Handlers.RedirectHandler(), cookies] : [cookies];
        var client = CreateDefaultClient(new Uri(Address), handlers);
        if (sendsFetchSite) client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    /// <summary>A new context; dispose it.</summary>
    public CampaignsDb Db() => Services.GetRequiredService<IDbContextFactory<CampaignsDb>>().CreateDbContext();

    /// <summary>Runs a job once, as the host would.</summary>
    public async Task RunAsync<TJob>(CancellationToken ct = default) where TJob : class, IJob
    {
        await using var scope = Services.CreateAsyncScope();
        await ActivatorUtilities.GetServiceOrCreateInstance<TJob>(scope.ServiceProvider).RunAsync(ct);
    }

    /// <summary>Runs every job of the program once, but those named.</summary>
    public async Task RunAllAsync(params Type?[] but)
    {
        foreach (var job in Services.GetRequiredService<JobTable>().Entries.Select(entry => entry.Job).Except(but.OfType<Type>()))
        {
            await using var scope = Services.CreateAsyncScope();
            await ((IJob)scope.ServiceProvider.GetRequiredService(job)).RunAsync(CancellationToken.None);
        }
    }

    /// <summary>Away with everything that tests wrote; what migrations seed and the installation's secrets stay.</summary>
    public async Task EmptyAsync()
    {
        await using var db = Db();
        _emptying ??= EmptyingSql(db);
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync(_emptying);
        // The process remembers whom it met and which places of an hour it holds; on another day it has met nobody.
        Clock.Advance(TimeSpan.FromDays(1));
        await Services.GetRequiredService<Campaigns.Web.Startup.Organisation>().ReadAsync(CancellationToken.None);
        Mail.Empty();
        Logs.Empty();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_setup.Environment);
        // Outside Development a build that was not published finds its compressed files only when told so.
        builder.ConfigureAppConfiguration((context, _) => StaticWebAssetsLoader.UseStaticWebAssets(context.HostingEnvironment, context.Configuration));
        var settings = DefaultSettings();
        foreach (var (key, value) in _setup.Settings) settings[key] = value;
        foreach (var (key, value) in settings.Where(setting => setting.Value is not null)) builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<TimeProvider>();
            services.AddSingleton<TimeProvider>(Clock);
            _setup.Services?.Invoke(services);
        });
    }

    /// <summary>Every setting that the program needs; see also <see cref="AppSetup.Settings"/>.</summary>
    public Dictionary<string, string?> DefaultSettings() => new()
    {
        ["ConnectionStrings:Campaigns"] = _connectionString,
        ["Site:PublicUrl"] = Address,
        ["Site:Organisation"] = "Open Square",
        ["Roles"] = "web",
        ["Mail:Transport"] = "Smtp",
        ["Mail:From"] = "Open Square <hello@opensquare.example>",
        ["Mail:Folder"] = Path.Combine(_folder, "mail"),
        ["Smtp:Host"] = "127.0.0.1",
        ["Smtp:Port"] = Mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Smtp:Security"] = "None",
        ["Smtp:Connections"] = "4",
        ["Staff:SecondFactor"] = "Optional",
        ["Demo:Seed"] = "false",
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Mail.DisposeAsync();
        if (Database is TestDatabase.Sqlite) Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string EmptyingSql(CampaignsDb db)
    {
        string[] kept = ["limit_rule", "email_domain_rule", "installation_secret", "data_protection_key", "lane", "staff_role", "consent_wording"];
        var tables = db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Distinct().Except(kept).Order(StringComparer.Ordinal).ToList();
        var deletes = string.Concat(tables.Select(table => $"DELETE FROM {table};\n"));
        return db.Database.IsNpgsql()
            ? $"BEGIN; SET LOCAL session_replication_role = replica;\n{deletes}COMMIT;"
            : $"PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;\n{deletes}COMMIT; PRAGMA foreign_keys = ON;";
    }
}

/// <summary>The one PostgreSQL of a test run, started when the first test asks and stopped after the last.</summary>
public sealed class TestPostgres : IAsyncLifetime
{
    private static readonly Lazy<Task<PostgresCluster>> Started = new(() => PostgresCluster.StartAsync());

    public static Task<PostgresCluster> ClusterAsync() => Started.Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (!Started.IsValueCreated) return;
        Npgsql.NpgsqlConnection.ClearAllPools();
        await (await Started.Value).DisposeAsync();
    }
}
