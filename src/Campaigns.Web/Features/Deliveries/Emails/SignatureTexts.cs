using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>Mails about a signature, in the language of the current UI culture.</summary>
internal sealed class SignatureTexts(IStringLocalizer<Texts> t)
{
    /// <param name="headline">Of the campaign, without slots.</param>
    /// <param name="thanks">For a mail of kind Confirmed.</param>
    public EmailParts Of(DeliveryKind kind, string headline, OrganisationFacts site, DeliveryThanks? thanks = null) => kind switch
    {
        DeliveryKind.Confirmation => Confirmation(headline, site),
        DeliveryKind.AlreadySigned => AlreadySigned(headline, site),
        DeliveryKind.Reminder => Reminder(headline, site),
        DeliveryKind.Confirmed => Confirmed(headline, site, thanks),
        DeliveryKind.OnePress => OnePress(headline, site),
        DeliveryKind.ManageLink => ManageLink(site),
        _ => throw new NotSupportedException($"There is no mail of kind {kind} yet."),
    };

    private EmailParts Confirmation(string headline, OrganisationFacts site) => new()
    {
        Subject = Ours(DeliveryKind.Confirmation).Subject,
        Reason = t["You get this because you signed “{0}”.", headline],
        Paragraphs = [Ours(DeliveryKind.Confirmation).Text],
        Button = t["Confirm my signature"],
        Notes =
        [
            t["Didn’t sign? Open the link and press “This wasn’t me”. Your name then never counts, and this campaign stops writing to you."],
            t["The link is valid until {0}.", EmailSlot.Expires],
        ],
    };

    private EmailParts AlreadySigned(string headline, OrganisationFacts site) => new()
    {
        Subject = t["You have signed this already"],
        Reason = t["You get this because someone just signed “{0}” with your email address.", headline],
        Paragraphs = [t["You signed on {0}, and your signature counts. There is nothing left to do.", EmailSlot.SignedOn]],
        Button = t["See my signature"],
        Notes =
        [
            t["Wasn’t it you? Open the link and take the signature back. Your name then no longer counts, and this campaign stops writing to you."],
            t["The link is valid until {0}.", EmailSlot.Expires],
        ],
    };

    private EmailParts Reminder(string headline, OrganisationFacts site) => Confirmation(headline, site) with
    {
        Subject = Ours(DeliveryKind.Reminder).Subject,
        Paragraphs = [Ours(DeliveryKind.Reminder).Text],
    };

    private EmailParts Confirmed(string headline, OrganisationFacts site, DeliveryThanks? thanks)
    {
        var ours = Ours(DeliveryKind.Confirmed, thanks?.Number is null ? null : EmailSlot.Number);
        List<string> paragraphs = [ours.Text];
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
            Subject = ours.Subject,
            Reason = t["You get this because you signed “{0}”.", headline],
            Paragraphs = paragraphs,
            Ways = ways,
            Button = button.Words,
            ButtonUrl = button.Url,
            Notes =
            [
                t["Wasn’t it you? Open “{0}” and take the signature back. Your name then no longer counts, and this campaign stops writing to you.", own.Words],
                t["That link is for you alone: do not forward it. It is valid until {0}.", EmailSlot.Expires],
            ],
        };
    }

    private EmailParts OnePress(string headline, OrganisationFacts site) => new()
    {
        Subject = t["You signed “{0}”", headline],
        Reason = t["You get this because a device that remembers you signed “{0}” with one press.", headline],
        Paragraphs = [t["Your signature counts. If it was you, there is nothing left to do."]],
        Button = t["This wasn’t me"],
        Notes =
        [
            t["The link opens a page with the button. It takes the signature away, and every device that remembers you forgets you."],
            t["To write a letter in your name as well, open the same link and press “Yes, it was me”. That works until {0}.", EmailSlot.Expires],
        ],
    };

    /// <summary>What stands where no organiser wrote other words.</summary>
    private (string Subject, string Text) Ours(DeliveryKind kind, string? number = null) => OwnMails.Ours(OwnMails.Of(kind)!, t, number);

    private EmailParts ManageLink(OrganisationFacts site) => new()
    {
        Subject = t["Your link to what you signed"],
        Reason = t["You get this because someone asked {0} for it with your email address.", EmailSlot.Clean(site.Name)],
        Paragraphs = [t["Open this link to see which campaigns you signed, to change or take back a signature, to stop mail, and to download or erase what we keep about you."]],
        Button = t["See what I signed"],
        Notes =
        [
            t["Downloading and erasing work for one hour after this mail; after that you can have a new link sent."],
            t["Didn’t ask for it? Then leave it: nothing changes. Do not forward this mail, as the link shows your data."],
            t["The link is valid until {0}.", EmailSlot.Expires],
        ],
    };
}
