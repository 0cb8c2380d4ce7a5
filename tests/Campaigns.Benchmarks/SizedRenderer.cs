using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Deliveries.Emails;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.Benchmarks;

/// <summary>The program's renderer with a template of a given size: name, link and date still differ from message to message.</summary>
internal sealed class SizedRenderer(EmailTexts texts, SampleMail samples, LetterWriter letters, MimeWriter mime, InstallationKeys keys, Organisation organisation, IOptions<SiteOptions> site, IOptions<MailOptions> options, CurrentMail mail, int length)
    : EmailRenderer(texts, samples, letters, mime, keys, organisation, site, options, mail)
{
    private const int Headers = 730; // of a message with next to no text
    private const string Sentence = "The council meets on Tuesday, and your voice was heard there by all of them. ";

    /// <summary>Bytes of the message rendered last.</summary>
    public int LastSize { get; private set; }

    public override OutgoingMail Render(LoadedDelivery delivery, DateTimeOffset now)
    {
        var mail = base.Render(delivery, now);
        LastSize = mail.Message.Length;
        return mail;
    }

    protected override EmailTemplate Compile(DeliveryKind kind, string headline, string language, DeliveryThanks? thanks)
    {
        var lines = Math.Max(0, (length - Headers - 320) / 2 / (Sentence.Length + 12));
        var text = $"Hello {EmailSlot.Name},\n{EmailSlot.Link}\n{string.Concat(Enumerable.Repeat(Sentence + "\n", lines))}";
        var html = $"<p>{EmailSlot.Name}<p><a href=\"{EmailSlot.Link}\">Confirm</a>\n{string.Concat(Enumerable.Repeat($"<p>{Sentence}\n", lines))}";
        return new("Confirm your signature", text, html, "en");
    }
}
