using Campaigns.Testing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Signing;

/// <summary>A limit with another burst until the end of a test: the rules stay in the database when its rows are cleared.</summary>
internal sealed class ChangedRule : IAsyncDisposable
{
    private readonly CampaignsApp _app;
    private readonly string _name;
    private readonly int _before;

    private ChangedRule(CampaignsApp app, string name, int before) => (_app, _name, _before) = (app, name, before);

    public static async Task<ChangedRule> SetAsync(CampaignsApp app, string name, int burst)
    {
        await using var db = app.Db();
        var changed = new ChangedRule(app, name, await db.LimitRules.Where(rule => rule.Name == name).Select(rule => rule.Burst).SingleAsync());
        await changed.SetAsync(burst);
        return changed;
    }

    public async ValueTask DisposeAsync() => await SetAsync(_before);

    private async Task SetAsync(int burst)
    {
        await using var db = _app.Db();
        await db.LimitRules.Where(rule => rule.Name == _name).ExecuteUpdateAsync(set => set.SetProperty(rule => rule.Burst, burst));
        _app.Clock.Advance(TimeSpan.FromMinutes(1)); // the program reads its rules again
    }
}
