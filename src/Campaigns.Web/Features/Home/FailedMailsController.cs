using System.Globalization;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Home;

/// <summary>Mails that could not be sent, why, and another try.</summary>
[Route("admin/deliveries")]
public sealed class FailedMailsController(FailedMails failed, SendAgain again, WhoMay whoMay) : Controller
{
    [RequiresPermission(Permission.ReadCampaigns), HttpGet]
    public async Task<ViewResult> Show(Guid? campaign, string? sent, CancellationToken ct)
    {
        var groups = await failed.RunAsync(User, ct, campaign);
        var lines = new List<FailedPart>();
        foreach (var group in groups) lines.Add(new(group, await failed.LinesAsync(User, group, ct)));
        return View("FailedMails", new FailedMailsPage
        {
            Campaign = campaign, Parts = lines, Sent = int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            Ask = groups.Count == 0 || Permission.IsGranted(Permission.RetryDeliveries, User.IsInRole) ? null : await whoMay.RunAsync(Permission.RetryDeliveries, ct),
        });
    }

    [RequiresPermission(Permission.RetryDeliveries), HttpPost("again")]
    public async Task<SeeOtherResult> SendAll(AgainForm form, Guid? shown, CancellationToken ct) => Back(shown, await again.RunAsync(form, only: null, HttpContext, ct));

    [RequiresPermission(Permission.RetryDeliveries), HttpPost("{deliveryId:guid}/again")]
    public async Task<SeeOtherResult> SendOne(Guid deliveryId, AgainForm form, Guid? shown, CancellationToken ct) => Back(shown, await again.RunAsync(form, deliveryId, HttpContext, ct));

    private static SeeOtherResult Back(Guid? shown, int number) => new($"/admin/deliveries?{(shown is { } campaign ? $"campaign={campaign}&" : "")}sent={number}");
}

public sealed record FailedMailsPage
{
    /// <summary>The one campaign that is shown; null for all.</summary>
    public required Guid? Campaign { get; init; }
    public required IReadOnlyList<FailedPart> Parts { get; init; }
    /// <summary>How many left again by the press before.</summary>
    public required int? Sent { get; init; }
    /// <summary>Null for whoever may send again.</summary>
    public required WhoMayLine? Ask { get; init; }
}

public sealed record FailedPart(FailedGroup Group, IReadOnlyList<FailedLine> Lines);
