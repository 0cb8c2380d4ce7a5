using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Signing.Writing;
using Campaigns.Web.Startup;
using Shouldly;

namespace Campaigns.UnitTests.Signing;

/// <summary>The rule of a signing without a database: what each kind of request comes to.</summary>
public sealed class SigningDecisionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Campaign = Guid.NewGuid();
    private readonly LimitRules _limits = new(null!, TimeProvider.System);
    private readonly SigningDecisions _decisions;
    private readonly SigningFacts _facts = new();

    public SigningDecisionsTests()
    {
        var limits = _limits;
        limits.Use(new[] { LimitNames.SigningAddress, LimitNames.SigningRange, LimitNames.CampaignConfirmations, LimitNames.PersonMails, LimitNames.PersonActions }
            .Select(name => new LimitRule(name, name switch { LimitNames.SigningAddress => 20, LimitNames.PersonMails => 5, LimitNames.PersonActions => 30, _ => 300 }, TimeSpan.FromHours(1), 300, TimeSpan.FromHours(24))));
        _decisions = new SigningDecisions(limits);
    }

    [Fact]
    public void A_first_signature_is_pending_and_mailed_once()
    {
        var writes = _decisions.Decide([Request()], Facts(), Slots(), Now);

        writes.Signatures.ShouldHaveSingleItem().State.ShouldBe(SignatureState.Pending);
        var mail = writes.Mails.ShouldHaveSingleItem();
        (mail.Kind, mail.SuppressedBy, mail.NextAttemptAt).ShouldBe((DeliveryKind.Confirmation, null, Now));
        writes.PersonMails.ShouldBeEmpty("the one mail of a new person was counted in advance");
    }

    [Fact]
    public void The_same_person_twice_in_one_batch_is_one_signature_and_one_mail()
    {
        var writes = _decisions.Decide([Request(), Request()], Facts(inBatch: 2), Slots(), Now);

        writes.Signatures.Count.ShouldBe(1);
        writes.Mails.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(SignatureState.Pending, DeliveryKind.Confirmation)]
    [InlineData(SignatureState.Confirmed, DeliveryKind.AlreadySigned)]
    public void A_repeat_gets_the_mail_that_fits_its_state(SignatureState state, DeliveryKind kind)
    {
        var writes = _decisions.Decide([Request()], Facts(signed: new Signed(Guid.NewGuid(), state) { Mails = 1, LastMailAt = Now.AddHours(-1) }), Slots(), Now);

        writes.Signatures.ShouldBeEmpty();
        var mail = writes.Mails.ShouldHaveSingleItem();
        (mail.Kind, mail.Number).ShouldBe((kind, 2));
        writes.PersonMails.ShouldHaveSingleItem().Mails.ShouldBe(1);
    }

    [Theory]
    [InlineData(SignatureState.Fraudulent)]
    [InlineData(SignatureState.Invalidated)]
    public void A_repeat_of_what_does_not_count_mails_nobody(SignatureState state) =>
        _decisions.Decide([Request()], Facts(signed: new Signed(Guid.NewGuid(), state)), Slots(), Now).Mails.ShouldBeEmpty();

    [Fact]
    public void A_repeat_within_a_minute_is_the_same_act() =>
        _decisions.Decide([Request()], Facts(signed: new Signed(Guid.NewGuid(), SignatureState.Pending) { LastMailAt = Now.AddSeconds(-59) }), Slots(), Now).Mails.ShouldBeEmpty();

    [Fact]
    public void A_withdrawn_signature_starts_anew()
    {
        var id = Guid.NewGuid();
        var writes = _decisions.Decide([Request()], Facts(signed: new Signed(id, SignatureState.Withdrawn)), Slots(), Now);

        writes.Again.ShouldHaveSingleItem().Id.ShouldBe(id);
        writes.Mails.ShouldHaveSingleItem().Kind.ShouldBe(DeliveryKind.Confirmation);
    }

    [Theory]
    [InlineData(20, SignatureState.Pending)]
    [InlineData(21, SignatureState.Fraudulent)]
    public void The_twenty_first_from_one_address_is_taken_silently(int counted, SignatureState state)
    {
        var writes = _decisions.Decide([Request()], Facts(addressCount: counted), Slots(), Now);

        writes.Signatures.ShouldHaveSingleItem().State.ShouldBe(state);
        writes.Mails.Count.ShouldBe(state is SignatureState.Pending ? 1 : 0);
        if (state is SignatureState.Fraudulent) writes.PersonMails.ShouldHaveSingleItem().Mails.ShouldBe(0, "the mail counted in advance was not sent");
    }

    [Fact]
    public void A_sixth_mail_of_the_day_is_written_down_but_does_not_leave()
    {
        var writes = _decisions.Decide([Request()], Facts(personMails: 5), Slots(), Now);

        writes.Mails.ShouldHaveSingleItem().SuppressedBy.ShouldBe(LimitNames.PersonMails);
        writes.Signatures.ShouldHaveSingleItem().State.ShouldBe(SignatureState.Pending);
    }

    [Theory]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    [InlineData(900, 2)]
    public void Confirmations_beyond_a_campaigns_hour_wait_for_the_next(int counted, int hours) =>
        _decisions.Decide([Request()], Facts(), Slots(counted - 1), Now).Mails.ShouldHaveSingleItem().NextAttemptAt.ShouldBe(hours == 0 ? Now : Now.AddMinutes(-10).AddHours(hours));

    private static readonly byte[] Person1 = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly Guid Address1 = Guid.NewGuid(), Range1 = Guid.NewGuid();

    private static SigningRequest Request() => new(Guid.CreateVersion7(), new SignatureDetails(Campaign, Guid.NewGuid(), "en", Person1, "ana@example.org", "Ana", "PT", null, null, false, true, "192.0.2.0/24"),
        new byte[32], "/c/x", Address1, Range1, null);

    /// <param name="used">Places of the campaign's hour used before; the hour began ten minutes ago.</param>
    private Dictionary<Guid, ConfirmationSlots> Slots(int used = 0)
    {
        var slots = new ConfirmationSlots(_limits[LimitNames.CampaignConfirmations]);
        slots.Add(new Places(Now.AddMinutes(50), used, 5));
        return new() { [Campaign] = slots };
    }

    private SigningFacts Facts(Signed? signed = null, int addressCount = 1, int? personMails = null, int inBatch = 1)
    {
        _facts.Counters[Address1] = new Counted(Math.Max(addressCount, inBatch), Math.Max(addressCount, inBatch), inBatch);
        _facts.Counters[Range1] = Counted.FarFromLimit(inBatch);
        var isNew = signed is null && personMails is null;
        _facts.Persons[SigningFacts.Key(Person1)] = new Person(personMails ?? (isNew ? 1 : 0), inBatch, inBatch, isNew);
        if (signed is not null) _facts.Signatures[(Campaign, SigningFacts.Key(Person1))] = signed;
        return _facts;
    }
}
