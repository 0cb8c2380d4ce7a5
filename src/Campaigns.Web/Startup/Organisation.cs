using Campaigns.Core;
using Campaigns.Core.Operating;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>
/// Who runs this installation, for every page and mail: kept in memory, so that no request asks the database.
/// A save shows on its own node at once; the others look every few seconds.
/// </summary>
public sealed class Organisation(IOptions<SiteOptions> site, IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages)
{
    private volatile OrganisationFacts _now = OrganisationFacts.Of(site.Value, null);

    public OrganisationFacts Now => _now;

    /// <summary>Reads the row; when it is another one than before, the cached pages go.</summary>
    public async Task ReadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await db.Organisation.AsNoTracking().SingleOrDefaultAsync(ct);
        var read = OrganisationFacts.Of(site.Value, row, await LogoAsync(db, row?.LogoId, ct));
        if (read == _now) return;
        _now = read;
        await pages.EvictAllAsync(ct);
    }

    /// <returns>Null where there is none, or its file is gone.</returns>
    public static async Task<OrganisationLogo?> LogoAsync(CampaignsDb db, Guid? id, CancellationToken ct) =>
        id is { } known && await db.MediaFiles.AsNoTracking().SingleOrDefaultAsync(file => file.Id == known && file.CampaignId == null, ct) is { Width: { } width, Height: { } height } file
            ? new OrganisationLogo(file.Id, $"/{file.Path}", width, height)
            : null;
}

/// <summary>Looks for a change that another node wrote, in every process: what a page or a mail says is this process's own.</summary>
public sealed partial class ReadOrganisationLoop(Organisation organisation, ILogger<ReadOrganisationLoop> log) : BackgroundService
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Each);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { await organisation.ReadAsync(stoppingToken); }
                // What was read before holds until the database is back.
                catch (Exception e) when (e is not OperationCanceledException) { NotRead(e.GetType().Name); }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The organisation's settings could not be read ({Error}); the ones before stay")]
    private partial void NotRead(string error);
}
