using Campaigns.Web.Outside.Jobs;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.Testing;

/// <summary>
/// The class fixture of integration tests: the real application on either database, started when first asked for and emptied before every test.
/// <c>public sealed class SigningTests(Apps apps) : IClassFixture&lt;Apps&gt;</c>
/// </summary>
public class Apps : IAsyncLifetime
{
    private readonly Dictionary<TestDatabase, CampaignsApp> _started = [];

    /// <summary>Settings that differ from <see cref="CampaignsApp.DefaultSettings"/> for every test of the class.</summary>
    protected virtual void Configure(AppSetup setup) { }

    /// <returns>The application on this database: migrated, without campaigns, signatures, deliveries and mail.</returns>
    public async Task<CampaignsApp> On(TestDatabase database)
    {
        if (_started.TryGetValue(database, out var app))
        {
            await app.EmptyAsync();
            return app;
        }
        var setup = new AppSetup();
        Configure(setup);
        return _started[database] = await CampaignsApp.StartAsync(database, setup);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _started.Values) await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What a test class wants to have different.</summary>
public sealed class AppSetup
{
    /// <summary>Null takes a setting away.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Neither Development nor Production, unless a test is about one of them.</summary>
    public string Environment { get; set; } = "Test";

    /// <summary>Listens on a real socket of loopback, for browsers; otherwise requests stay in memory.</summary>
    public bool Listens { get; set; }

    /// <summary>
    /// Listens, with a worker beside it that has no nightly jobs. Those all run when a worker starts, in a race with the first test:
    /// a recount would take away a count that a test wrote without its signatures.
    /// </summary>
    public void ListenWithWorker()
    {
        Listens = true;
        Settings["Roles"] = "web,worker";
        Services = services =>
        {
            var table = (JobTable)services.Single(service => service.ServiceType == typeof(JobTable)).ImplementationInstance!;
            services.Replace(ServiceDescriptor.Singleton(new JobTable(table.Entries.Where(entry => entry.TimeOfDay is null))));
        };
    }

    /// <summary>Replaces or adds services, last.</summary>
    public Action<IServiceCollection>? Services { get; set; }
}
