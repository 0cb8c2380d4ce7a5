using System.Collections.Concurrent;
using System.Globalization;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>Makes the bytes of a message from a loaded row. Words are looked up once per kind, campaign text and language.</summary>
internal class EmailRenderer(EmailTexts texts, SampleMail samples, LetterWriter letters, MimeWriter mime, InstallationKeys keys, Organisation organisation, IOptions<SiteOptions> site, IOptions<MailOptions> options, CurrentMail mail)
{
    private const int MostTemplates = 1000;
    private static readonly CultureInfo Fallback = CultureInfo.GetCultureInfo("en");

    private readonly ConcurrentDictionary<(DeliveryKind Kind, string Headline, string Language, string Variant, OrganisationFacts From), EmailTemplate> _templates = new();
    /// <summary>The queue is not drained while there is no sender.</summary>
    private MailAddressLine From => mail.Now.From ?? throw new InvalidOperationException("There is no sender.");

    /// <exception cref="UnsendableMailException">The row lacks what its message says, or a header would hold what it must not.</exception>
    public virtual OutgoingMail Render(LoadedDelivery delivery, DateTimeOffset now)
    {
        var (row, from) = (delivery.Claimed, From);
        if (row.Kind is DeliveryKind.Account) return RenderAccount(row, delivery.Staff ?? throw new UnsendableMailException("The account is gone."), now);
        var signer = delivery.Signer ?? throw new UnsendableMailException("The delivery has no signature to write to.");
        var campaign = delivery.Campaign ?? throw new UnsendableMailException("The campaign has no text.");

        if (row.Kind is DeliveryKind.LetterToTarget) return letters.Write(delivery, signer, campaign, now);
        var template = TemplateOf(delivery, signer, campaign);
        var values = ValuesOf(delivery, signer, campaign, template.Language);
        var isListMail = row.Kind is DeliveryKind.Update or DeliveryKind.Reminder or DeliveryKind.TextChanged;
        var bytes = mime.Write(new MailContent
        {
            MessageId = row.MessageId,
            Date = now,
            From = from,
            To = new(signer.Email, signer.Name),
            Subject = row.IsTest || signer.IsTest ? LetterWriter.TestPrefix + template.Subject(values) : template.Subject(values),
            Text = template.Text(values),
            Html = template.Html(values),
            Language = template.Language,
            AutoSubmitted = true,
            ListId = isListMail ? $"<{campaign.Slug}.{SendingDomain.Of(from.Address)}>" : null,
            UnsubscribeUrl = isListMail ? UrlOf("u", row.Id, LinkPurpose.Unsubscribe) : null,
            UnsubscribeMailto = isListMail && options.Value.UnsubscribeTo is { Length: > 0 } to ? $"{to}?subject={keys.LinkToken(row.Id, LinkPurpose.Unsubscribe)}" : null,
        });
        return new(row.Id, from.Address, signer.Email, bytes);
    }

    private EmailTemplate TemplateOf(LoadedDelivery delivery, DeliverySigner signer, DeliveryCampaign campaign) => delivery.Claimed.Kind switch
    {
        DeliveryKind.TextChanged => TemplateOf(delivery.Change ?? throw new UnsendableMailException("There is no changed text to tell of."), signer.Language),
        DeliveryKind.LetterOutcome => CompileOutcome(delivery.Outcomes, campaign.Headline, signer.Language),
        // Words in another language than the mail's would be no help.
        var kind => TemplateOf(kind, campaign.Language == signer.Language ? campaign : campaign with { Mails = MailWords.None }, signer.Language, delivery.Thanks),
    };

    private OutgoingMail RenderAccount(ClaimedDelivery row, DeliveryStaff staff, DateTimeOffset now)
    {
        var from = From;
        if (staff.Sample is { } sample) return RenderSample(row, staff, sample, from, now);
        var (parts, link) = staff.Mail switch
        {
            StaffMail.Invitation => ((Func<EmailParts>)(() => texts.Accounts.Invitation(EmailSlot.Clean(staff.Inviter ?? ""), organisation.Now)), UrlOf("invite", row.Id, LinkPurpose.Invite)),
            StaffMail.SecondStepReset => (() => texts.Accounts.SecondStepReset(organisation.Now), $"{site.Value.Url}/sign-in"),
            StaffMail.MistakeReported => (() => texts.Accounts.MistakeReported(EmailSlot.Clean(staff.Headline ?? "")), $"{site.Value.Url}/admin/campaigns/{row.CampaignId}/mistakes"),
            _ => (() => texts.Accounts.NewPassword(organisation.Now), UrlOf("new-password", row.Id, LinkPurpose.Reset)),
        };
        var template = Compile(parts, staff.Language);
        var values = new EmailValues(staff.Name, link, "", "");
        var bytes = mime.Write(new MailContent
        {
            MessageId = row.MessageId, Date = now, From = from, To = new(staff.Email, staff.Name), Language = template.Language, AutoSubmitted = true,
            Subject = template.Subject(values), Text = template.Text(values), Html = template.Html(values),
        });
        return new(row.Id, from.Address, staff.Email, bytes);
    }

    private OutgoingMail RenderSample(ClaimedDelivery row, DeliveryStaff staff, DeliverySample sample, MailAddressLine from, DateTimeOffset now)
    {
        var mail = samples.Of(this, sample.Mail, sample.Campaign, staff.Name);
        var bytes = mime.Write(new MailContent
        {
            MessageId = row.MessageId, Date = now, From = from, To = new(staff.Email, staff.Name), Language = mail.Language, AutoSubmitted = true,
            Subject = LetterWriter.TestPrefix + mail.Subject, Text = mail.Text, Html = mail.Html,
        });
        return new(row.Id, from.Address, staff.Email, bytes);
    }

    /// <summary>Written in the interface language closest to the supporter's.</summary>
    protected virtual EmailTemplate Compile(DeliveryKind kind, string headline, string language, DeliveryThanks? thanks) =>
        Compile(() => texts.Signatures.Of(kind, EmailSlot.Clean(headline), organisation.Now, thanks), language);

    /// <summary>Names targets, so it is put together for each mail.</summary>
    private EmailTemplate CompileOutcome(IReadOnlyList<DeliveryOutcome> outcomes, string headline, string language) =>
        outcomes.Count == 0 ? throw new UnsendableMailException("There is no letter to tell about.")
        : Compile(() => texts.Letters.Of([.. outcomes.Select(outcome => outcome with { Target = outcome.Target is { } target ? EmailSlot.Clean(target) : null })], EmailSlot.Clean(headline)), language);

    private EmailTemplate Compile(Func<EmailParts> write, string language)
    {
        var (subject, text, html, name) = Written(write, language);
        return new(subject, text, html, name);
    }

    private (string Subject, string Text, string Html, string Language) Written(Func<EmailParts> write, string language)
    {
        var culture = Localisation.Languages.FirstOrDefault(known => known.Name == language) ?? Fallback;
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = culture;
        try
        {
            var now = organisation.Now;
            var parts = texts.Frame.Around(write(), now);
            var html = EmailHtml.Write(parts, now, culture.Name, culture.TextInfo.IsRightToLeft);
            return (parts.Subject, EmailText.Write(parts), html, culture.Name);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private EmailTemplate TemplateOf(DeliveryKind kind, DeliveryCampaign campaign, string language, DeliveryThanks? thanks)
    {
        var words = OwnMails.Of(kind) is { } own ? OwnWords.VariantOf(own, campaign.Mails) : "";
        // The words that only some of a campaign's mails hold: whether there is a number, which steps are left, what happens next, what an organiser wrote.
        var variant = thanks is null ? words : $"{thanks.Number is not null} {string.Join(' ', thanks.Left.Select(step => $"{step.Path} {step.Target}"))} {thanks.WhatHappensNext} {words}";
        var key = (kind, campaign.Headline, language, variant, organisation.Now);
        if (_templates.TryGetValue(key, out var known)) return known;
        if (_templates.Count >= MostTemplates) _templates.Clear(); // old headlines go with it
        return _templates[key] = words.Length == 0 ? Compile(kind, campaign.Headline, language, thanks) : Compile(() => PartsOf(kind, campaign, thanks), language);
    }

    private EmailParts PartsOf(DeliveryKind kind, DeliveryCampaign campaign, DeliveryThanks? thanks)
    {
        var ours = texts.Signatures.Of(kind, EmailSlot.Clean(campaign.Headline), organisation.Now, thanks);
        return OwnMails.Of(kind) is { } mail ? OwnWords.Put(ours, mail, campaign.Mails, campaign.Headline, hasNumber: thanks?.Number is not null) : ours;
    }

    /// <summary>A mail as it would read, for whoever writes its words.</summary>
    public (string Subject, string Text, string Html, string Language) Sample(OwnMail mail, DeliveryCampaign campaign, DeliveryThanks? thanks, Func<CultureInfo, EmailValues> valuesIn)
    {
        var (subject, text, html, language) = Written(() => PartsOf(mail.Kind, campaign, thanks), campaign.Language);
        var values = valuesIn(CultureInfo.GetCultureInfo(language));
        return (EmailTemplate.Filled(subject, values, inHtml: false), EmailTemplate.Filled(text, values, inHtml: false), EmailTemplate.Filled(html, values, inHtml: true), language);
    }

    private EmailTemplate TemplateOf(DeliveryTextChange change, string language)
    {
        var key = (DeliveryKind.TextChanged, change.New.Headline, language, $"{change.OldId} {change.NewId}", organisation.Now);
        if (_templates.TryGetValue(key, out var known)) return known;
        if (_templates.Count >= MostTemplates) _templates.Clear();
        return _templates[key] = Compile(() => texts.Changes.Of(change, organisation.Now), language);
    }

    private EmailValues ValuesOf(LoadedDelivery delivery, DeliverySigner signer, DeliveryCampaign campaign, string language)
    {
        var (row, culture) = (delivery.Claimed, CultureInfo.GetCultureInfo(language));
        var toOwnData = row.Kind is DeliveryKind.ManageLink or DeliveryKind.AlreadySigned or DeliveryKind.Confirmed or DeliveryKind.LetterOutcome or DeliveryKind.TextChanged;
        return new(
            signer.Name,
            toOwnData ? UrlOf("me", row.Id, LinkPurpose.Manage) : UrlOf("s", row.Id, LinkPurpose.Confirm),
            toOwnData ? Day(row.CreatedAt + LinkLife.Manage, culture) : row.ExpiresAt is { } expires ? Day(expires, culture) : "",
            Day(signer.SignedAt, culture))
        {
            Number = delivery.Thanks?.Number?.ToString("N0", culture) ?? "",
            ShareLink = delivery.Thanks?.ShareUrl ?? "",
            CampaignLink = $"{site.Value.Url}/c/{campaign.Slug}",
        };
    }

    private string UrlOf(string page, Guid delivery, LinkPurpose purpose) => $"{site.Value.Url}/{page}/{keys.LinkToken(delivery, purpose)}";

    internal static string Day(DateTimeOffset at, CultureInfo culture) => at.UtcDateTime.ToString(culture.Name == "en" ? "d MMMM yyyy" : culture.DateTimeFormat.LongDatePattern.Replace("dddd", "").Trim(' ', ','), culture);
}
