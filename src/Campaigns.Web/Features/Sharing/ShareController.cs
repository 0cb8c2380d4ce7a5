using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Sharing;

/// <summary>The share step. Its buttons are links, since the content policy lets no form lead to another site; they lead to a fixed list of hosts.</summary>
[PublicEndpoint, LongForm, Route("c/{slug}/act/share")]
public sealed class ShareController(
    PublicCampaigns campaigns, Sharers sharers, StepList stepList, ReadShare readShare, ShareWords shareWords, StartShare startShare, ReportShare reportShare,
    ShareLinks links, ShareCookie cookie, ReachCounter reach, IStringLocalizer<Texts> texts) : Controller
{
    private PublicCampaign _campaign = null!;

    private string Path => StepPaths.Of(_campaign.Slug, Step.Share);

    /// <summary>Finds the campaign and speaks its language before any action runs.</summary>
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        Response.Headers.CacheControl = "no-store";
        var slug = (string)RouteData.Values["slug"]!;
        if (await campaigns.FindAsync(slug, HttpContext.RequestAborted) is not { } campaign)
        {
            context.Result = await MissingAsync(slug);
            return;
        }
        _campaign = campaign;
        PageLanguage.Use(HttpContext, campaign.Language);
        if (campaign.Campaign.Steps.Contains(Step.Share)) await next();
        else context.Result = await NoStepAsync();
    }

    [HttpGet("")]
    public async Task<IActionResult> Share(string? to, string? asked, string? kept, string? via, string? source, CancellationToken ct)
    {
        var share = await readShare.CaseAsync(Request, _campaign, await sharers.OfAsync(Request, _campaign, via, source, ct), ct);
        if (to is not null) return await OpenAsync(share, to, ct);

        if (!Robots.Sent(Request))
        {
            cookie.Write(HttpContext, share.Memory);
            // What follows a press on the step itself is no further showing of it.
            if (!_campaign.Campaign.IsTest && asked is null && kept is null) reach.Count(new ReachKey(_campaign.Campaign.Id, Step.Share, Channel.Link, Rung.Shown, Guid.Empty, share.Offer.MessageId ?? Guid.Empty, _campaign.Language, share.Sharer.Arrival.Source, share.Sharer.Arrival.Generation));
        }
        return await PageAsync(share, ct, page => page with { IsKept = kept == "1" && share.Memory.Words is not null }, asked);
    }

    [HttpPost("")]
    public async Task<IActionResult> Share(ShareForm form, CancellationToken ct)
    {
        var sharer = await sharers.OfAsync(Request, _campaign, form.Via, form.Source, ct);
        var share = await readShare.CaseAsync(Request, _campaign, sharer, ct, another: form.Do == "another");
        switch (form.Do)
        {
            case "another":
                cookie.Write(HttpContext, share.Memory.With(words: null));
                return Back(share);
            case "keep":
                if (shareWords.ProblemOf(form.Words, share.Offer.Text) is { } problem) return await WrongAsync(Typed(share, form), new("text", problem), ct);
                cookie.Write(HttpContext, share.Memory.With(form.Words == share.Offer.Text ? null : form.Words));
                return Back(share, "kept=1", "#networks");
            case "server":
                if (MastodonServer.Normalise(form.Server) is not { } server)
                    return await WrongAsync(share, new("server", texts["Enter the name of your server, like mastodon.social"]), ct, page => page with { Ready = new ReadyShare(Channel.Mastodon, null, null, form.Server, []) });
                ServerCookie.Write(HttpContext, server);
                return Back(share, "to=mastodon", "#ready");
            case "copied":
                await StartAsync(shareWords.ProblemOf(form.Words, share.Offer.Text) is null ? Typed(share, form) : share, Channel.Link, ct);
                return Back(share);
            case "shared" or "prove" when sharer.SignatureId is { } signature:
                return ShareChannels.Named(form.Where) is { } channel ? await ReportAsync(share, signature, channel, form, ct)
                    : await WrongAsync(share, new("where", texts["Select where you shared it"]), ct);
            default:
                return Back(share);
        }
    }

    private async Task<IActionResult> OpenAsync(ShareCase share, string to, CancellationToken ct)
    {
        if (ShareChannels.Named(to) is not { } channel || !Networks.Composers.Contains(channel))
        {
            var unknown = await WrongAsync(share, new("networks", texts["We do not know this network. Choose one of these"]), ct);
            Response.StatusCode = StatusCodes.Status404NotFound;
            return unknown;
        }
        var server = channel is Channel.Mastodon ? ServerCookie.Read(Request) : null;
        if (channel is Channel.Mastodon && server is null) return await PageAsync(share, ct, page => page with { Ready = new ReadyShare(channel, null, null, null, []) });

        var words = await shareWords.ForAsync(_campaign, share.Sharer, channel, share.ShownLink, share.Offer, share.Memory.Words, ct);
        if (shareWords.ProblemOf(channel, words) is { } problem) return await WrongAsync(share, new("text", problem), ct);
        await StartAsync(share, words, ct);
        if (!ShareChannels.AsksFirst(channel)) return Redirect(Networks.ComposerUrl(channel, words.Text, words.LinkUrl));
        return await PageAsync(share, ct, page => page with { Ready = ReadyOf(channel, words, server) });
    }

    private ReadyShare ReadyOf(Channel channel, SharedWords words, string? server)
    {
        if (channel is Channel.Mastodon) return new(channel, null, words.Text, server, [new(server!, Networks.ComposerUrl(channel, words.Text, words.LinkUrl, server: server))]);
        var body = words.Text.Contains(words.LinkUrl, StringComparison.Ordinal) ? words.Text : $"{words.Text} {words.LinkUrl}";
        return new(channel, words.Subject, body, null,
        [
            new(texts["your mail app"], Networks.MailUrl(MailProgram.Own, null, words.Subject, body)),
            new("Gmail", Networks.MailUrl(MailProgram.Gmail, null, words.Subject, body)),
            new("Outlook", Networks.MailUrl(MailProgram.Outlook, null, words.Subject, body)),
        ]);
    }

    private async Task<IActionResult> ReportAsync(ShareCase share, Guid signature, Channel channel, ShareForm form, CancellationToken ct)
    {
        if (form.Do == "shared")
        {
            // Whoever copied the link without a script begins here.
            await StartAsync(share, channel, ct);
            await reportShare.RunAsync(signature, channel, ct);
        }
        else if (form.Link?.Trim() is { Length: > 0 } typed && await reportShare.ProveAsync(signature, channel, typed, ServerCookie.Read(Request), ct) is { } problem)
            return await WrongAsync(share, new("link", problem), ct, asked: form.Where, typed: typed);
        return Back(share, $"asked={ShareChannels.WordOf(channel)}", "#asked");
    }

    private async Task StartAsync(ShareCase share, Channel channel, CancellationToken ct) =>
        await StartAsync(share, await shareWords.ForAsync(_campaign, share.Sharer, channel, share.ShownLink, share.Offer, share.Memory.Words, ct), ct);

    private async Task StartAsync(ShareCase share, SharedWords words, CancellationToken ct)
    {
        if (HttpMethods.IsHead(Request.Method)) return;
        // Some networks' own browsers look like robots: what they are handed must work, even though it is not counted. Robots press no buttons.
        if (HttpMethods.IsGet(Request.Method) && Robots.Sent(Request)) await links.KeepAsync(words.Link, ct);
        else
        {
            await startShare.RunAsync(_campaign, share.Sharer, words, share.Memory.Started.Contains(words.Link.Channel), ct);
            cookie.Write(HttpContext, share.Memory.With(words.Link.Channel));
        }
    }

    /// <summary>With what was typed instead of what was kept.</summary>
    private static ShareCase Typed(ShareCase share, ShareForm form) => share with { Memory = share.Memory.With(form.Words == share.Offer.Text ? null : form.Words) };

    private SeeOtherResult Back(ShareCase share, string? query = null, string? place = null) =>
        new($"{Arrivals.Carry(query is null ? Path : $"{Path}?{query}", share.Sharer.Via, share.Sharer.Source)}{place}");

    private async Task<IActionResult> WrongAsync(ShareCase share, FieldError error, CancellationToken ct, Func<SharePage, SharePage>? with = null, string? asked = null, string? typed = null)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await PageAsync(share, ct, page => (with?.Invoke(page) ?? page) with { Errors = [error] }, asked, typed);
    }

    private async Task<IActionResult> PageAsync(ShareCase share, CancellationToken ct, Func<SharePage, SharePage> with, string? asked = null, string? typed = null)
    {
        var page = await readShare.PageAsync(share, writes: !HttpMethods.IsHead(Request.Method), ct);
        return View("Share", with(page with { Asked = await readShare.AskedAsync(share.Sharer, asked, typed, ct) }));
    }

    /// <summary>As the campaign's page answers: gone for good with the reason, or never there.</summary>
    private async Task<ViewResult> MissingAsync(string slug)
    {
        if (await campaigns.FindRemovedAsync(slug, HttpContext.RequestAborted) is not { } removed)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return View("NotFound");
        }
        Response.StatusCode = StatusCodes.Status410Gone;
        PageLanguage.Use(HttpContext, removed.Language);
        return View("Removed", removed.Reason);
    }

    private async Task<ViewResult> NoStepAsync()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("NoSuchStep", new NoSuchStepPage(_campaign.Slug, _campaign.Headline, await stepList.ReadAsync(_campaign, null, HttpContext.RequestAborted)));
    }
}
