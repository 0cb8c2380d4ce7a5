using System.Data.Common;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Http.Features;

namespace Campaigns.Web.Features.Reports;

/// <summary>
/// Counts loads of the campaign page and accepted sign forms. It stands before the page cache, touches neither request nor answer, and
/// finds the campaign in memory; whatever goes wrong here is no concern of the person who reads the page.
/// </summary>
public sealed partial class CountSignPages(RequestDelegate next, ReachCounter counter, PublicCampaigns campaigns, Arrivals arrivals, ILogger<CountSignPages> log)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<CountsSignAttribute>() is { } counts ? CountAsync(context, counts.Rung) : next(context);

    private async Task CountAsync(HttpContext context, Rung rung)
    {
        await next(context);
        if (!Happened(context, rung) || Robots.Sent(context.Request)) return;
        try
        {
            if (await campaigns.FindAsync((string)context.GetRouteValue("slug")!, CancellationToken.None) is not { Campaign: { IsTest: false, Id: var id } } campaign) return;
            var arrival = await arrivals.OfAsync(id, Value(context, "via"), Value(context, "source"), CancellationToken.None);
            counter.Count(new ReachKey(id, Step.Sign, Channel.Link, rung, Guid.Empty, Guid.Empty, campaign.Language, arrival.Source, arrival.Generation));
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException) { NotCounted(e.GetType().Name); }
    }

    /// <summary>An older version is read, not signed; a form that comes back with errors was not posted yet; one that is accepted leads on.</summary>
    private static bool Happened(HttpContext context, Rung rung) => context.Response.StatusCode switch
    {
        StatusCodes.Status200OK or StatusCodes.Status304NotModified => rung is Rung.Shown && !context.Request.Query.ContainsKey("version"),
        StatusCodes.Status303SeeOther => rung is Rung.Started,
        _ => false,
    };

    private static string? Value(HttpContext context, string name) =>
        context.Features.Get<IFormFeature>()?.Form is { } form && form.TryGetValue(name, out var typed) ? typed[0] : context.Request.Query[name];

    [LoggerMessage(Level = LogLevel.Debug, Message = "A page of a campaign was not counted: {Error}")]
    private partial void NotCounted(string error);
}
