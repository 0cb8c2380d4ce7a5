using System.Globalization;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Mistakes;

/// <summary>"Report a mistake": the answer is the same whether it was kept or came from a program.</summary>
[PublicEndpoint, LongForm, Route("c/{slug}/mistake")]
public sealed class MistakeController(PublicCampaigns campaigns, ReadPlaces places, ReportMistake report, FormTimer timer, Limits limits, IStringLocalizer<Texts> texts, TimeProvider clock) : CampaignController(campaigns)
{
    [HttpGet]
    public async Task<ViewResult> Form(CancellationToken ct) => View("Mistake", await PageAsync(new MistakeForm(), timer.Start(), ct));

    [HttpPost]
    public async Task<IActionResult> Report(MistakeForm form, CancellationToken ct)
    {
        var (textId, known) = await places.RunAsync(Campaign.TextVersionId, ct);
        if (form.Problems(known, texts) is { Count: > 0 } errors) return Wrong(StatusCodes.Status400BadRequest, await PageAsync(form, form.Shown ?? "", ct) with { Errors = errors });
        if (!string.IsNullOrEmpty(form.Website) || timer.WasTooFast(form.Shown)) return Thanks();
        if (await FullUntilAsync(ct) is { } until)
        {
            Response.Headers.RetryAfter = until.ToString("R", CultureInfo.InvariantCulture);
            return Wrong(StatusCodes.Status429TooManyRequests, await PageAsync(form, form.Shown ?? "", ct) with { TryAfter = Dates.TimeFrom(Campaign.Campaign.TimeZone, clock.GetUtcNow(), until) });
        }
        await report.RunAsync(Campaign, textId, form, ct);
        return Thanks();
    }

    [HttpGet("thanks")]
    public async Task<ViewResult> Thanked(CancellationToken ct) => View("MistakeThanks", await PageAsync(new MistakeForm(), "", ct));

    /// <summary>Nobody outside sees a campaign in test mode, and what is tried there is no report.</summary>
    protected override Task<IActionResult?> BeginAsync(CancellationToken ct)
    {
        if (!Campaign.Campaign.IsTest) return base.BeginAsync(ct);
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.FromResult<IActionResult?>(View("NotFound"));
    }

    private async Task<DateTimeOffset?> FullUntilAsync(CancellationToken ct) =>
        await limits.TakeAsync(LimitNames.MistakeReports, NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress), ct)
        ?? await limits.TakeAsync(LimitNames.CampaignMistakes, Campaign.Campaign.Id.ToString(), ct, isAddress: false);

    private SeeOtherResult Thanks() => new($"{Campaign.Path}/mistake/thanks");

    private ViewResult Wrong(int status, MistakePage page)
    {
        Response.StatusCode = status;
        return View("Mistake", page);
    }

    private async Task<MistakePage> PageAsync(MistakeForm form, string shown, CancellationToken ct) => new()
    {
        Slug = Campaign.Slug, Headline = Campaign.Headline, Places = (await places.RunAsync(Campaign.TextVersionId, ct)).Places, Form = form, Shown = shown,
    };
}
