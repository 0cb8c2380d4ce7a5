using System.Globalization;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>
/// A supporter's letter to a target, as plain text: their words, name and place, and who sends it for them. It comes from an address of ours
/// that stands for this delivery, since a person's own local part before our @ could become anybody's; answers go to the supporter.
/// </summary>
internal sealed class LetterWriter(IStringLocalizer<Texts> t, MimeWriter mime, LetterEnding ending, InstallationKeys keys, SendingDomain domain, Organisation organisation, CurrentMail mail)
{
    public const string TestPrefix = "[TEST] ";
    private static readonly CultureInfo Fallback = CultureInfo.GetCultureInfo("en");

    /// <exception cref="UnsendableMailException">There is nothing to say or nobody to say it to, or a header would hold what it must not.</exception>
    public OutgoingMail Write(LoadedDelivery delivery, DeliverySigner signer, DeliveryCampaign campaign, DateTimeOffset now)
    {
        var (row, isTest) = (delivery.Claimed, LetterRules.IsTest(delivery));
        var letter = delivery.Letter ?? throw new UnsendableMailException("The letter is gone.");
        // A test goes to its tester whatever stands with the target, and a letter of a campaign in test mode to nobody else.
        var recipient = isTest ? signer.Email
            : letter.IsCampaignInTest ? throw new UnsendableMailException("The campaign is in test mode.")
            : letter.TargetEmail?.Trim() ?? throw new UnsendableMailException("The target has no address.");

        var culture = Localisation.Languages.FirstOrDefault(known => known.Name == letter.Language) ?? Fallback;
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = culture;
        try
        {
            var subject = letter.Subject is { Length: > 0 } own ? own : campaign.Headline;
            var bytes = mime.Write(new MailContent
            {
                MessageId = row.MessageId,
                Date = now,
                From = new($"act+{keys.AddressToken(row.Id, LinkPurpose.Letter)}@{domain.Name}", t["{0} via {1}", signer.Name, organisation.Now.Name]),
                To = new(recipient, letter.TargetName),
                ReplyTo = new(signer.Email, signer.Name),
                Subject = isTest ? TestPrefix + subject : subject,
                Text = TextOf(letter, signer, campaign),
                Html = null,
                Language = letter.Language,
            });
            return new(row.Id, ReturnPathOf(row.Id), recipient, bytes);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>Its own where the installation has a domain for what comes back, so that a bounce can name its letter.</summary>
    private string ReturnPathOf(Guid delivery) =>
        mail.Now.ReturnPathDomain is { Length: > 0 } back ? $"b+{keys.AddressToken(delivery, LinkPurpose.Bounce)}@{back}" : mail.Now.FromAddress;

    private string TextOf(DeliveryLetter letter, DeliverySigner signer, DeliveryCampaign campaign) =>
        $"{letter.Text!.ReplaceLineEndings("\n").TrimEnd()}\n\n{ending.Of(signer.Name, signer.Email, letter.Country, letter.Postcode, campaign.Headline, campaign.Slug)}";
}
