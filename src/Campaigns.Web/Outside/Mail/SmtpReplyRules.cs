namespace Campaigns.Web.Outside.Mail;

/// <summary>From a server's reply to an outcome: the whole table, and nowhere else.</summary>
internal static class SmtpReplyRules
{
    /// <summary>
    /// The outcome of a reply that ends the message; null when the reply is the one hoped for at that stage, so that
    /// the conversation goes on. The enhanced code (RFC 3463) outranks the basic one.
    /// </summary>
    public static MailOutcomeKind? Classify(SmtpStage stage, int code, string? enhanced)
    {
        if (code == 421)
            return MailOutcomeKind.NotConnected; // the server is closing; it says nothing about this message
        return code switch
        {
            >= 200 and < 400 => Positive(stage, code),
            >= 400 and < 500 => stage is SmtpStage.Hello or SmtpStage.Auth ? MailOutcomeKind.NotConnected : MailOutcomeKind.Deferred,
            >= 500 and < 600 => Permanent(stage, code, enhanced),
            _ => NotUnderstood(stage),
        };
    }

    private static MailOutcomeKind? Positive(SmtpStage stage, int code) => stage switch
    {
        SmtpStage.Body => code == 250 ? MailOutcomeKind.Accepted : MailOutcomeKind.Ambiguous,
        SmtpStage.Data => code == 354 ? null : MailOutcomeKind.NotConnected,
        _ => code < 300 ? null : NotUnderstood(stage),
    };

    private static MailOutcomeKind Permanent(SmtpStage stage, int code, string? enhanced)
    {
        // RFC 2034 wants both codes of one class; where they differ the milder one is believed, since the other
        // would suppress an address for good.
        if (enhanced?.StartsWith("4.", StringComparison.Ordinal) == true && stage > SmtpStage.Auth)
            return MailOutcomeKind.Deferred;

        // 530, 534 and 535 always come with 5.7.x, so they are looked at first.
        if (stage is SmtpStage.Hello or SmtpStage.Auth || code is 530 or 534 or 535 || enhanced is "5.1.7" or "5.1.8")
            return MailOutcomeKind.OurFault;
        if (stage == SmtpStage.Mail)
            return code == 552 || enhanced == "5.3.4" ? MailOutcomeKind.MessageRefused : MailOutcomeKind.OurFault; // too big (RFC 1870), or our sender

        if (enhanced?.StartsWith("5.", StringComparison.Ordinal) == true)
        {
            if (enhanced.StartsWith("5.1.", StringComparison.Ordinal))
                return MailOutcomeKind.BadRecipient;
            if (enhanced.StartsWith("5.7.", StringComparison.Ordinal))
                return MailOutcomeKind.PolicyRefused;
            if (enhanced == "5.2.2")
                return MailOutcomeKind.MailboxFull;
            return enhanced == "5.2.1" && stage == SmtpStage.Recipient ? MailOutcomeKind.BadRecipient : MailOutcomeKind.MessageRefused;
        }
        if (code == 552)
            return MailOutcomeKind.MailboxFull;
        return stage == SmtpStage.Recipient && code is 550 or 551 or 553 or 556 ? MailOutcomeKind.BadRecipient : MailOutcomeKind.MessageRefused;
    }

    /// <summary>Garbage counts as a broken connection: before the body nothing has been sent, after it nobody knows.</summary>
    private static MailOutcomeKind NotUnderstood(SmtpStage stage) =>
        stage == SmtpStage.Body ? MailOutcomeKind.Ambiguous : MailOutcomeKind.NotConnected;
}
