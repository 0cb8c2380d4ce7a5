namespace Campaigns.Web.Development;

/// <summary>The demonstration campaign, seeded when <c>Demo:Seed</c> is on and the database holds no campaign.</summary>
public static class DemoData
{
    public static Task SeedAsync(IServiceProvider services, CancellationToken ct) => Task.CompletedTask;
}
