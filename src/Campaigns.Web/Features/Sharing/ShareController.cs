using Campaigns.Core.Acting;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Sharing;

/// <summary>
/// The share step. A network's button posts what stands in the form and leads to the text that is ready, whose link opens the network: the content
/// policy lets no form lead to another site. What leaves is what was shown, and it leaves to a fixed list of hosts.
/// </summary>
[PublicEndpoint, LongForm, Route("c/{slug}/act/share")]
public sealed class ShareController(
    PublicCampaigns campaigns, Sharers sharers, StepList stepList, ReadShare readShare, ShareWords shareWords, StartShare startShare, ReportShare reportShare,
    ShareLinks links, ShareCookie cookie, Limits limits, ReachCounter reach, IStringLocalizer<Texts> texts) : CampaignController(campaigns)
{
    private string Path => StepPaths.Of(Campaign.Slug, Step.Share);

    protected override async Task<IActionResult?> BeginAsync(CancellationToken ct) => Campaign.Campaign.Steps.Contains(Step.Share) ? null : await NoStepAsync(stepList, ct);

    /// <param name="to">A network to be led to, as links in mails name it.</param>
    /// <param name="ready">A network whose text is shown before it is opened.</param>
    [HttpGet("")]
    public async Task<IActionResult> Share(string? to, string? ready, string? asked, string? via, string? source, CancellationToken ct)
    {
        var share = await readShare.CaseAsync(Request, Campaign, await sharers.OfAsync(Request, Campaign, via, source, ct), ct);
        if ((to ?? ready) is { } word) return await OpenAsync(share, word, isReady: to is null, ct);

        if (!Robots.Sent(Request))
        {
            cookie.Write(HttpContext, share.Memory);
            // What follows a press on the step itself is no further showing of it.
            if (!Campaign.Campaign.IsTest && asked is null) reach.Count(new ReachKey(Campaign.Campaign.Id, Step.Share, Channel.Link, Rung.Shown, Guid.Empty, share.Offer.MessageId ?? Guid.Empty, Campaign.Language, share.Sharer.Arrival.Source, share.Sharer.Arrival.Generation));
        }
        return await PageAsync(share, ct, asked: asked);
    }

    [HttpPost("")]
    public async Task<IActionResult> Share(ShareForm form, CancellationToken ct)
    {
        var sharer = await sharers.OfAsync(Request, Campaign, form.Via, form.Source, ct);
        var share = await readShare.CaseAsync(Request, Campaign, sharer, ct, another: form.Do == "another");
        switch (form.Do)
        {
            case null or "above" when form.To is { } word:
                return await PressAsync(share, word, form, ct);
            case "another":
                cookie.Write(HttpContext, share.Memory.With(words: null));
                return Back(share);
            case "server":
                if (MastodonServer.Normalise(form.Server) is not { } server)
                    return await WrongAsync(share, new("server", texts["Enter the name of your server, like mastodon.social"]), ct, page => page with { Ready = AskingForServer(form.Server) });
                ServerCookie.Write(HttpContext, server);
                return await MakeReadyAsync(share, Channel.Mastodon, ct);
            case "copied":
                var copied = shareWords.ProblemOf(form.Words, share.Offer.Text) is null ? Typed(share, form) : share;
                await StartAsync(copied, await shareWords.ForAsync(copied, Channel.Link, isShown: false, ct), ct);
                return Back(share);
            case "shared" or "prove" when sharer.SignatureId is { } signature:
                return ShareChannels.Named(form.Where) is { } channel ? await ReportAsync(share, signature, channel, form, ct)
                    : await WrongAsync(share, new("where", texts["Select where you shared it"]), ct);
            default:
                return Back(share);
        }
    }

    /// <summary>A network's button takes along what stands in the form.</summary>
    private async Task<IActionResult> PressAsync(ShareCase share, string word, ShareForm form, CancellationToken ct)
    {
        if (form.Text is not null) share = Typed(share, form);
        if (Composer(word) is not { } channel) return await UnknownAsync(share, ct);
        if (form.Do == "above") share = share with { Memory = share.Memory.With(channel, Guid.Empty) };
        if (share.Memory.Words is { } words && shareWords.ProblemOf(words, share.Offer.Text) is { } problem) return await WrongAsync(share, new("text", problem), ct);
        if (channel is not Channel.Mastodon || ServerCookie.Read(Request) is not null) return await MakeReadyAsync(share, channel, ct);
        cookie.Write(HttpContext, share.Memory);
        return BackToReady(share, channel);
    }

    private async Task<IActionResult> MakeReadyAsync(ShareCase share, Channel channel, CancellationToken ct)
    {
        var words = await shareWords.ForAsync(share, channel, isShown: true, ct);
        if (shareWords.ProblemOf(words) is { } problem) return await WrongAsync(share, new("text", problem), ct);
        await StartAsync(share, words, ct);
        return BackToReady(share, channel);
    }

    private async Task<IActionResult> OpenAsync(ShareCase share, string word, bool isReady, CancellationToken ct)
    {
        if (Composer(word) is not { } channel) return await UnknownAsync(share, ct);
        var server = channel is Channel.Mastodon ? ServerCookie.Read(Request) : null;
        if (channel is Channel.Mastodon && server is null) return await PageAsync(share, ct, page => page with { Ready = AskingForServer(null) });

        var isShown = isReady || ShareChannels.AsksFirst(channel);
        var words = await shareWords.ForAsync(share, channel, isShown, ct);
        if (shareWords.ProblemOf(words) is { } problem) return await WrongAsync(share, new("text", problem), ct);
        words = await StartAsync(share, words, ct, isReady);
        if (!isShown) return Redirect(Networks.ComposerUrl(channel, words.Text, words.LinkUrl));
        return await PageAsync(share, ct, page => page with { Ready = ReadyOf(channel, words, server) });
    }

    private ReadyShare AskingForServer(string? typed) => new(Channel.Mastodon, ShareChannels.NameOf(Channel.Mastodon, texts), null, null, typed, [], IsOfNetwork: false);

    private ReadyShare ReadyOf(Channel channel, SharedWords words, string? server)
    {
        var name = ShareChannels.NameOf(channel, texts);
        ReadyLink[] opens = channel is not Channel.Email ? [new(server ?? name, Networks.ComposerUrl(channel, words.Text, words.LinkUrl, server: server))] :
        [
            new(texts["your mail app"], Networks.MailUrl(MailProgram.Own, null, words.Subject, words.Whole)),
            new("Gmail", Networks.MailUrl(MailProgram.Gmail, null, words.Subject, words.Whole)),
            new("Outlook", Networks.MailUrl(MailProgram.Outlook, null, words.Subject, words.Whole)),
        ];
        return new(channel, name, channel is Channel.Email ? words.Subject : null, words.Whole, server, opens, words.IsOfNetwork);
    }

    private async Task<IActionResult> ReportAsync(ShareCase share, Guid signature, Channel channel, ShareForm form, CancellationToken ct)
    {
        if (form.Do == "shared")
        {
            // Whoever copied the link without a script begins here.
            await StartAsync(share, await shareWords.ForAsync(share, channel, isShown: false, ct), ct);
            await reportShare.RunAsync(signature, channel, ct);
        }
        else if (form.Link?.Trim() is { Length: > 0 } typed && await reportShare.ProveAsync(signature, channel, typed, ServerCookie.Read(Request), ct) is { } problem)
            return await WrongAsync(share, new("link", problem), ct, asked: form.Where, typed: typed);
        return Back(share, $"asked={ShareChannels.WordOf(channel)}", "#asked");
    }

    /// <param name="isAgain">The page that a press led to: what began with the press begins no second time.</param>
    /// <returns>What may leave: where nothing is written, the campaign's plain address stands for the share link.</returns>
    private async Task<SharedWords> StartAsync(ShareCase share, SharedWords words, CancellationToken ct, bool isAgain = false)
    {
        var isStarted = share.Memory.Started.Contains(words.Link.Channel);
        var isRobot = HttpMethods.IsHead(Request.Method) || (HttpMethods.IsGet(Request.Method) && Robots.Sent(Request)); // robots press no buttons
        if (share.Sharer.Act is null)
        {
            if (isRobot || (!(isStarted && links.IsKept(words.Link)) && await limits.TakeAsync(LimitNames.VisitorActions, NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress), ct) is not null))
            {
                if (!isRobot) cookie.Write(HttpContext, share.Memory);
                return words.LinkingTo(share.ShownLink);
            }
        }
        // Some networks' own browsers look like robots: the link that a signer is handed there must work, even though it is not counted.
        if (isRobot || (isAgain && isStarted))
        {
            if (!HttpMethods.IsHead(Request.Method)) await links.KeepAsync(words.Link, ct);
            return words;
        }
        await startShare.RunAsync(Campaign, share.Sharer, words, isStarted, ct);
        var memory = share.Memory.With(words.Link.Channel);
        cookie.Write(HttpContext, words is { IsOfNetwork: true, Link.MessageId: { } variant } ? memory.With(words.Link.Channel, variant) : memory);
        return words;
    }

    private static Channel? Composer(string word) => ShareChannels.Named(word) is { } channel && Networks.Composers.Contains(channel) ? channel : null;

    private async Task<IActionResult> UnknownAsync(ShareCase share, CancellationToken ct)
    {
        var unknown = await WrongAsync(share, new("networks", texts["We do not know this network. Choose one of these"]), ct);
        Response.StatusCode = StatusCodes.Status404NotFound;
        return unknown;
    }

    /// <summary>With what was typed instead of what was kept.</summary>
    private static ShareCase Typed(ShareCase share, ShareForm form) => share with { Memory = share.Memory.With(form.Words == share.Offer.Text ? null : form.Words) };

    private SeeOtherResult Back(ShareCase share, string? query = null, string? place = null) =>
        new($"{Arrivals.Carry(query is null ? Path : $"{Path}?{query}", share.Sharer.Via, share.Sharer.Source)}{place}");

    private SeeOtherResult BackToReady(ShareCase share, Channel channel) => Back(share, $"ready={ShareChannels.WordOf(channel)}", "#ready");

    private async Task<IActionResult> WrongAsync(ShareCase share, FieldError error, CancellationToken ct, Func<SharePage, SharePage>? with = null, string? asked = null, string? typed = null)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await PageAsync(share, ct, page => (with?.Invoke(page) ?? page) with { Errors = [error] }, asked, typed);
    }

    private async Task<IActionResult> PageAsync(ShareCase share, CancellationToken ct, Func<SharePage, SharePage>? with = null, string? asked = null, string? typed = null)
    {
        var page = await readShare.PageAsync(share, writes: !HttpMethods.IsHead(Request.Method), ct);
        page = page with { Asked = await readShare.AskedAsync(share.Sharer, asked, typed, ct) };
        return View("Share", with?.Invoke(page) ?? page);
    }
}
