using System.Globalization;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>The words of each kind of mail, in the language of the current UI culture.</summary>
internal sealed class EmailTexts(IStringLocalizer<Texts> t)
{
    /// <param name="headline">Of the campaign, without slots.</param>
    /// <param name="thanks">For a mail of kind Confirmed.</param>
    public EmailParts Of(DeliveryKind kind, string headline, SiteOptions site, DeliveryThanks? thanks = null) => kind switch
    {
        DeliveryKind.Confirmation => Confirmation(headline, site),
        DeliveryKind.AlreadySigned => AlreadySigned(headline, site),
        DeliveryKind.Reminder => Reminder(headline, site),
        DeliveryKind.Confirmed => Confirmed(headline, site, thanks),
        DeliveryKind.OnePress => OnePress(headline, site),
        DeliveryKind.ManageLink => ManageLink(site),
        _ => throw new NotSupportedException($"There is no mail of kind {kind} yet."),
    };

    private EmailParts Confirmation(string headline, SiteOptions site) => new()
    {
        Subject = t["One more step: confirm your signature"],
        Reason = t["You get this because you signed “{0}”.", headline],
        Greeting = t["Hello {0},", EmailSlot.Name],
        Paragraphs = [t["Your name counts once you open this link and press the button on the page."]],
        Button = t["Confirm my signature"],
        ButtonAsText = t["Confirm my signature"] + t[":"],
        PlainLinkLabel = t["Or copy this link into your browser:"],
        Notes =
        [
            t["Didn’t sign? Open the link and press “This wasn’t me”. Your name then never counts, and this campaign stops writing to you."],
            t["The link is valid until {0}.", EmailSlot.Expires],
        ],
        Footer = Footer(site),
    };

    private EmailParts AlreadySigned(string headline, SiteOptions site) => new()
    {
        Subject = t["You have signed this already"],
        Reason = t["You get this because someone just signed “{0}” with your email address.", headline],
        Greeting = t["Hello {0},", EmailSlot.Name],
        Paragraphs = [t["You signed on {0}, and your signature counts. There is nothing left to do.", EmailSlot.SignedOn]],
        Button = t["See my signature"],
        ButtonAsText = t["See my signature"] + t[":"],
        PlainLinkLabel = t["Or copy this link into your browser:"],
        Notes =
        [
            t["Wasn’t it you? Open the link and take the signature back. Your name then no longer counts, and this campaign stops writing to you."],
            t["The link is valid until {0}.", EmailSlot.Expires],
        ],
        Footer = Footer(site),
    };

    private EmailParts Reminder(string headline, SiteOptions site) => Confirmation(headline, site) with
    {
        Subject = t["Your signature is not counted yet"],
        Paragraphs = [t["Two days ago we sent you a link. Your name counts once you open it and press the button on the page."]],
    };

    private EmailParts Confirmed(string headline, SiteOptions site, DeliveryThanks? thanks)
    {
        List<string> paragraphs = [t["Thank you. Your signature counts."]];
        if (SafeMarkdown.ToText(thanks?.WhatHappensNext) is { Length: > 0 } next) paragraphs.Add($"{t["What happens next"]}{t[":"]} {EmailSlot.Clean(next)}");
        List<EmailWay> steps = [.. (thanks?.Left ?? []).Select(step => new EmailWay(StepPaths.TitleOf(step.Step, EmailSlot.Clean(step.Target), t), site.Url + step.Path))];
        var own = new EmailWay(t["See or change my signature"], EmailSlot.Link);
        // The first thing left to do is the button; with nothing left it is the person's own page.
        var button = steps.Count > 0 ? steps[0] : own;
        List<EmailWay> ways = [.. steps.Skip(1)];
        if (thanks is not null) ways.Add(new(t["Your own link to the campaign, for one more person"], EmailSlot.ShareLink));
        if (button != own)
        {
            paragraphs.Add(t["If you have a minute more, this helps next:"]);
            ways.Add(own);
        }
        return new()
        {
            Subject = thanks?.Number is null ? t["Your signature counts"] : t["You are supporter {0}", EmailSlot.Number],
            Reason = t["You get this because you signed “{0}”.", headline],
            Greeting = t["Hello {0},", EmailSlot.Name],
            Paragraphs = paragraphs,
            Ways = ways,
            Button = button.Words,
            ButtonUrl = button.Url,
            ButtonAsText = button.Words + t[":"],
            PlainLinkLabel = t["Or copy this link into your browser:"],
            Notes =
            [
                t["Wasn’t it you? Open “{0}” and take the signature back. Your name then no longer counts, and this campaign stops writing to you.", own.Words],
                t["That link is for you alone: do not forward it. It is valid until {0}.", EmailSlot.Expires],
            ],
            Footer = Footer(site),
        };
    }

    private EmailParts OnePress(string headline, SiteOptions site) => new()
    {
        Subject = t["You signed “{0}”", headline],
        Reason = t["You get this because a device that remembers you signed “{0}” with one press.", headline],
        Greeting = t["Hello {0},", EmailSlot.Name],
        Paragraphs = [t["Your signature counts. If it was you, there is nothing left to do."]],
        Button = t["This wasn’t me"],
        ButtonAsText = t["This wasn’t me"] + t[":"],
        PlainLinkLabel = t["Or copy this link into your browser:"],
        Notes =
        [
            t["The link opens a page with the button. It takes the signature away, and every device that remembers you forgets you."],
            t["To write a letter in your name as well, open the same link and press “Yes, it was me”. That works until {0}.", EmailSlot.Expires],
        ],
        Footer = Footer(site),
    };

    private EmailParts ManageLink(SiteOptions site) => new()
    {
        Subject = t["Your link to what you signed"],
        Reason = t["You get this because someone asked {0} for it with your email address.", EmailSlot.Clean(site.Organisation)],
        Greeting = t["Hello {0},", EmailSlot.Name],
        Paragraphs = [t["Open this link to see which campaigns you signed, to change or take back a signature, to stop mail, and to download or erase what we keep about you."]],
        Button = t["See what I signed"],
        ButtonAsText = t["See what I signed"] + t[":"],
        PlainLinkLabel = t["Or copy this link into your browser:"],
        Notes =
        [
            t["Downloading and erasing work for one hour after this mail; after that you can have a new link sent."],
            t["Didn’t ask for it? Then leave it: nothing changes. Do not forward this mail, as the link shows your data."],
            t["The link is valid until {0}.", EmailSlot.Expires],
        ],
        Footer = Footer(site),
    };

    /// <param name="inviter">Empty when that account is gone.</param>
    public EmailParts Invitation(string inviter, SiteOptions site)
    {
        var organisation = EmailSlot.Clean(site.Organisation);
        return new()
        {
            Subject = t["Your invitation to the campaigns of {0}", organisation],
            Reason = inviter.Length > 0 ? t["You get this because {0} invited you to work on the campaigns of {1}.", inviter, organisation] : t["You get this because you were invited to work on the campaigns of {0}.", organisation],
            Greeting = t["Hello,"],
            Paragraphs = [t["Open this link, enter your name and choose a password. After that you sign in with this email address."]],
            Button = t["Make my account"],
            ButtonAsText = t["Make my account"] + t[":"],
            PlainLinkLabel = t["Or copy this link into your browser:"],
            Notes = [t["The link works for 72 hours, once. After that, ask for a new invitation."], t["Not for you? Then leave it: no account is made."]],
            Footer = Footer(site),
        };
    }

    public EmailParts NewPassword(SiteOptions site) => new()
    {
        Subject = t["Your link to a new password"],
        Reason = t["You get this because someone asked {0} for it with your email address.", EmailSlot.Clean(site.Organisation)],
        Greeting = t["Hello {0},", EmailSlot.Name],
        Paragraphs = [t["Open this link and choose a new password for the staff area. You are then signed out everywhere, and the second step of your sign-in stays as it is."]],
        Button = t["Choose a new password"],
        ButtonAsText = t["Choose a new password"] + t[":"],
        PlainLinkLabel = t["Or copy this link into your browser:"],
        Notes = [t["The link works for one hour, once."], t["Didn’t ask for it? Then leave it: nothing changes."]],
        Footer = Footer(site),
    };

    /// <summary>What became of one letter, or of several that ended together.</summary>
    public EmailParts OfLetters(IReadOnlyList<DeliveryOutcome> letters, string headline, SiteOptions site)
    {
        var failed = letters.Any(letter => !letter.WasSent);
        List<string> said = [.. letters.Select(Said)];
        if (letters.Any(letter => letter.WasSent)) said.Add(t["Answers come straight to your address."]);
        if (failed) said.Add(t["What you can do: look at the campaign’s page for other ways to reach them, or write to them from your own mail program."]);
        return new()
        {
            Subject = letters switch
            {
                [{ Target: null, WasSent: var sent }] => sent ? t["Your letter was sent"] : t["Your letter could not be delivered"],
                [{ WasSent: true, Target: { } target }] => t["Your letter to {0} was sent", target],
                [{ Target: { } target }] => t["Your letter to {0} could not be delivered", target],
                _ when failed => t["Not all of your letters could be delivered"],
                _ => t["Your letters were sent"],
            },
            Reason = t["You get this because you wrote a letter for “{0}”.", headline],
            Greeting = t["Hello {0},", EmailSlot.Name],
            Paragraphs = said,
            Ways = [new(t["See the campaign"], EmailSlot.CampaignLink)],
            Button = t["See my letters"],
            ButtonAsText = t["See my letters"] + t[":"],
            PlainLinkLabel = t["Or copy this link into your browser:"],
            Notes = [t["The link is for you alone: do not forward it. It is valid until {0}.", EmailSlot.Expires]],
            Footer = Footer(site),
        };
    }

    /// <summary>Longer stories are cut in the mail; both stand in full behind its links.</summary>
    private const int MostStory = 8_000;

    /// <summary>The ask changed after this person signed: both texts, why, and the way to keep or withdraw.</summary>
    public EmailParts OfChange(DeliveryTextChange change, SiteOptions site)
    {
        List<string> paragraphs = [t["What this petition asks has changed since you signed it. Your signature stays with the text you signed; look at both and decide."]];
        if (change.Reason is { } reason) paragraphs.Add($"{t["Why it changed"]}{t[":"]} {EmailSlot.Clean(reason)}");
        paragraphs.Add($"{t["The text you signed"]}{t[":"]}");
        paragraphs.AddRange(Words(change.Old));
        paragraphs.Add($"{t["The text as it stands now"]}{t[":"]}");
        paragraphs.AddRange(Words(change.New));
        var page = $"{site.Url}/c/{change.Slug}";
        return new()
        {
            Subject = t["The petition you signed has changed: “{0}”", EmailSlot.Clean(change.New.Headline)],
            Reason = t["You get this because you signed “{0}”.", EmailSlot.Clean(change.Old.Headline)],
            Greeting = t["Hello {0},", EmailSlot.Name],
            Paragraphs = paragraphs,
            Ways = [new(t["The text you signed, in full"], $"{page}?version={change.Old.Number}"), new(t["The text as it stands now, in full"], page)],
            Button = t["Keep or withdraw my signature"],
            ButtonAsText = t["Keep or withdraw my signature"] + t[":"],
            PlainLinkLabel = t["Or copy this link into your browser:"],
            Notes =
            [
                t["If you do nothing, your signature stays."],
                t["The link is for you alone: do not forward it. It is valid until {0}.", EmailSlot.Expires],
            ],
            Footer = Footer(site),
        };
    }

    private static IEnumerable<string> Words(DeliveryWords words)
    {
        yield return EmailSlot.Clean(words.Headline);
        yield return EmailSlot.Clean(words.Summary);
        var room = MostStory;
        foreach (var paragraph in StoryMarks.Without(words.Story).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (SafeMarkdown.ToText(paragraph) is not { Length: > 0 } text) continue;
            if ((room -= text.Length) < 0)
            {
                yield return "…";
                yield break;
            }
            yield return EmailSlot.Clean(text);
        }
    }

    private string Said(DeliveryOutcome letter) => letter switch
    {
        { Target: null, WasSent: true } => t["The mail server of one of them accepted your letter."],
        { Target: null } => t["One letter was not sent: whom it was for is no longer part of this campaign."],
        { WasSent: true, Target: { } target } => t["The mail server of {0} accepted your letter.", target],
        { State: DeliveryState.Suppressed, Target: { } target } => t["Your letter to {0} was not sent: they no longer take letters through this campaign.", target],
        { Target: { } target } => t["Your letter did not reach {0}: their mail server refused it, or their address does not work.", target],
    };

    private IReadOnlyList<string> Footer(SiteOptions site)
    {
        List<string> lines = [site.Organisation];
        if (site.Address is { Length: > 0 } address) lines.Add(address);
        if (site.ContactEmail is { Length: > 0 } contact) lines.Add(t["Questions: {0}", contact]);
        return lines;
    }
}
