using Campaigns.Core.Signing;
using Shouldly;

namespace Campaigns.UnitTests.Signing;

/// <summary>States of a signature, and what may follow what.</summary>
public sealed class SignatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Confirming_works_once_repeats_as_success_and_wins_over_an_earlier_withdrawal()
    {
        var signature = New();
        signature.Confirm(SigningAnswer.Open, Now).ShouldBe(ConfirmOutcome.Confirmed);
        signature.Confirm(SigningAnswer.Closed, Now).ShouldBe(ConfirmOutcome.AlreadyConfirmed);
        signature.Withdraw("this was not me", Now).ShouldBeTrue();
        signature.Withdraw("this was not me", Now).ShouldBeFalse();
        signature.WantsUpdates.ShouldBeFalse();
        signature.Confirm(SigningAnswer.Open, Now).ShouldBe(ConfirmOutcome.Confirmed);
    }

    [Fact]
    public void A_signature_given_before_a_pause_may_be_confirmed_but_not_after_the_end()
    {
        New().Confirm(SigningAnswer.Paused, Now).ShouldBe(ConfirmOutcome.Confirmed);
        New().Confirm(SigningAnswer.Closed, Now).ShouldBe(ConfirmOutcome.CampaignClosed);
    }

    [Fact]
    public void A_fraudulent_signature_stays_what_it_is()
    {
        var signature = New(SignatureState.Fraudulent);
        signature.Confirm(SigningAnswer.Open, Now).ShouldBe(ConfirmOutcome.SilentlyKept);
        signature.Withdraw("this was not me", Now).ShouldBeFalse();
        signature.State.ShouldBe(SignatureState.Fraudulent);
    }

    private static Signature New(SignatureState state = SignatureState.Pending) => new(Guid.NewGuid(),
        new SignatureDetails(Guid.NewGuid(), Guid.NewGuid(), "en", new byte[32], "ana@example.org", "Ana", "PT", null, null, false, true, null), state, null, Now);
}
