using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using static Campaigns.Web.Outside.MailOutcomeKind;

namespace Campaigns.UnitTests.Outside.Mail;

public sealed class SmtpReplyRulesTests
{
    [Theory]
    // Goes on.
    [InlineData("Hello", 220, null, null)]
    [InlineData("Hello", 250, null, null)]
    [InlineData("Auth", 235, "2.7.0", null)]
    [InlineData("Mail", 250, "2.1.0", null)]
    [InlineData("Recipient", 250, "2.1.5", null)]
    [InlineData("Recipient", 251, null, null)]
    [InlineData("Data", 354, null, null)]
    [InlineData("Body", 250, "2.0.0", Accepted)]
    [InlineData("Body", 250, "5.1.1", Accepted)]
    // Sent means 250 and nothing else.
    [InlineData("Body", 251, null, Ambiguous)]
    [InlineData("Body", 354, null, Ambiguous)]
    // 421 at any stage.
    [InlineData("Hello", 421, "4.3.2", NotConnected)]
    [InlineData("Auth", 421, null, NotConnected)]
    [InlineData("Mail", 421, null, NotConnected)]
    [InlineData("Recipient", 421, "4.7.0", NotConnected)]
    [InlineData("Data", 421, null, NotConnected)]
    [InlineData("Body", 421, "4.4.2", NotConnected)]
    // Before a session stands nothing is said about a message.
    [InlineData("Hello", 450, null, NotConnected)]
    [InlineData("Hello", 454, "4.7.0", NotConnected)]
    [InlineData("Auth", 454, "4.7.0", NotConnected)]
    // Not now.
    [InlineData("Mail", 450, null, Deferred)]
    [InlineData("Mail", 452, "4.3.1", Deferred)]
    [InlineData("Recipient", 450, "4.2.0", Deferred)]
    [InlineData("Recipient", 450, null, Deferred)]
    [InlineData("Recipient", 451, "4.7.1", Deferred)]
    [InlineData("Recipient", 452, "4.2.2", Deferred)]
    [InlineData("Recipient", 499, null, Deferred)]
    [InlineData("Data", 451, null, Deferred)]
    [InlineData("Body", 452, null, Deferred)]
    [InlineData("Body", 450, "4.7.26", Deferred)]
    // The two codes contradict each other: the milder is believed.
    [InlineData("Recipient", 450, "5.1.1", Deferred)]
    [InlineData("Recipient", 550, "4.2.2", Deferred)]
    // No such address.
    [InlineData("Recipient", 550, "5.1.1", BadRecipient)]
    [InlineData("Recipient", 550, null, BadRecipient)]
    [InlineData("Recipient", 551, null, BadRecipient)]
    [InlineData("Recipient", 553, null, BadRecipient)]
    [InlineData("Recipient", 556, "5.1.10", BadRecipient)]
    [InlineData("Recipient", 556, null, BadRecipient)]
    [InlineData("Recipient", 550, "5.2.1", BadRecipient)]
    [InlineData("Recipient", 554, "5.1.1", BadRecipient)]
    [InlineData("Recipient", 501, "5.1.3", BadRecipient)]
    [InlineData("Body", 550, "5.1.1", BadRecipient)]
    [InlineData("Data", 554, "5.1.0", BadRecipient)]
    // Full.
    [InlineData("Recipient", 552, null, MailboxFull)]
    [InlineData("Recipient", 550, "5.2.2", MailboxFull)]
    [InlineData("Recipient", 552, "5.2.2", MailboxFull)]
    [InlineData("Body", 552, null, MailboxFull)]
    [InlineData("Body", 554, "5.2.2", MailboxFull)]
    // Policy says nothing about the address.
    [InlineData("Recipient", 550, "5.7.1", PolicyRefused)]
    [InlineData("Recipient", 554, "5.7.1", PolicyRefused)]
    [InlineData("Data", 550, "5.7.1", PolicyRefused)]
    [InlineData("Body", 550, "5.7.26", PolicyRefused)]
    [InlineData("Body", 552, "5.7.0", PolicyRefused)]
    // Ours to mend.
    [InlineData("Hello", 554, null, OurFault)]
    [InlineData("Hello", 550, "5.7.1", OurFault)]
    [InlineData("Auth", 535, "5.7.8", OurFault)]
    [InlineData("Auth", 504, null, OurFault)]
    [InlineData("Mail", 550, "5.7.1", OurFault)]
    [InlineData("Mail", 530, "5.7.0", OurFault)]
    [InlineData("Mail", 553, null, OurFault)]
    [InlineData("Recipient", 530, "5.7.1", OurFault)]
    [InlineData("Recipient", 534, "5.7.9", OurFault)]
    [InlineData("Recipient", 535, null, OurFault)]
    [InlineData("Recipient", 550, "5.1.8", OurFault)]
    [InlineData("Recipient", 553, "5.1.7", OurFault)]
    [InlineData("Body", 550, "5.1.8", OurFault)]
    // This message.
    [InlineData("Mail", 552, "5.3.4", MessageRefused)]
    [InlineData("Mail", 552, null, MessageRefused)]
    [InlineData("Recipient", 554, null, MessageRefused)]
    [InlineData("Recipient", 550, "5.4.1", MessageRefused)]
    [InlineData("Data", 554, null, MessageRefused)]
    [InlineData("Data", 550, null, MessageRefused)]
    [InlineData("Body", 554, null, MessageRefused)]
    [InlineData("Body", 550, null, MessageRefused)]
    [InlineData("Body", 552, "5.3.4", MessageRefused)]
    [InlineData("Body", 554, "5.6.0", MessageRefused)]
    [InlineData("Body", 550, "5.2.1", MessageRefused)]
    // An answer that fits no question.
    [InlineData("Mail", 354, null, NotConnected)]
    [InlineData("Data", 250, null, NotConnected)]
    [InlineData("Hello", 334, null, NotConnected)]
    public void A_reply_has_one_outcome(string stage, int code, string? enhanced, MailOutcomeKind? outcome) =>
        SmtpReplyRules.Classify(Enum.Parse<SmtpStage>(stage), code, enhanced).ShouldBe(outcome);

    [Fact]
    public void No_refusal_of_any_code_is_ever_taken_for_acceptance()
    {
        foreach (var stage in Enum.GetValues<SmtpStage>())
            for (var code = 400; code < 600; code++)
                foreach (var enhanced in (string?[])[null, "2.0.0", "4.2.2", "5.0.0", "5.1.1", "5.2.2", "5.7.1"])
                {
                    var outcome = SmtpReplyRules.Classify(stage, code, enhanced);
                    outcome.ShouldNotBeNull();
                    outcome.ShouldNotBe(Accepted);
                    outcome.ShouldNotBe(Ambiguous);
                }
    }

    [Fact]
    public void Only_a_recipient_or_a_5_1_code_condemns_an_address()
    {
        foreach (var stage in Enum.GetValues<SmtpStage>())
            for (var code = 400; code < 600; code++)
                foreach (var enhanced in (string?[])[null, "4.1.1", "5.0.0", "5.2.1", "5.3.4", "5.4.1", "5.7.1"])
                    if (stage != SmtpStage.Recipient || code < 500)
                        SmtpReplyRules.Classify(stage, code, enhanced).ShouldNotBe(BadRecipient);
    }
}
