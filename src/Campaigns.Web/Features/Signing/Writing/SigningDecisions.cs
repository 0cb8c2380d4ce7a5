using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>
/// The rule of a signing, apart from any database: first, repeated, limited or suspicious, each comes to other rows
/// while the person's screen stays the same.
/// </summary>
internal sealed class SigningDecisions(LimitRules limits)
{
    /// <summary>A repeat this soon is the same act (a double press, a reload, a resend out of impatience): it mails nothing more.</summary>
    public static readonly TimeSpan SameAct = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan LinkLife = Shared.LinkLife.Confirm;

    public SigningWrites Decide(IReadOnlyList<SigningRequest> requests, SigningFacts facts, IReadOnlyDictionary<Guid, ConfirmationSlots> slots, DateTimeOffset now)
    {
        var writes = new SigningWrites();
        foreach (var request in requests) Decide(request, facts, slots[request.Details.CampaignId], writes, now);
        foreach (var (person, key) in requests.Select(r => (facts.Persons[SigningFacts.Key(r.Details.EmailKey)], r.Details.EmailKey)).DistinctBy(p => p.Item1))
            if (person.Mails != person.CountedMails) writes.PersonMails.Add((key, person.Mails));
        return writes;
    }

    private void Decide(SigningRequest request, SigningFacts facts, ConfirmationSlots slots, SigningWrites writes, DateTimeOffset now)
    {
        var details = request.Details;
        var personKey = SigningFacts.Key(details.EmailKey);
        var person = facts.Persons[personKey];
        var suspicion = SuspicionOf(request, facts, person);
        var place = (details.CampaignId, personKey);

        if (!facts.Signatures.TryGetValue(place, out var signed))
        {
            var state = suspicion is null ? SignatureState.Pending : SignatureState.Fraudulent;
            facts.Signatures[place] = signed = new Signed(request.SignatureId, state);
            writes.Signatures.Add(new NewSignature(request.SignatureId, Guid.CreateVersion7(now), request, state, suspicion));
            if (suspicion is null) Mail(DeliveryKind.Confirmation, request, signed, person, slots, writes, now);
            return;
        }

        // Taken back and signed again is a new act, however soon.
        if (suspicion is not null || (signed.State is not SignatureState.Withdrawn && now - signed.LastMailAt < SameAct)) return;
        switch (signed.State)
        {
            case SignatureState.Withdrawn:
                signed.State = SignatureState.Pending;
                writes.Again.Add(new NewSignature(signed.Id, Guid.CreateVersion7(now), request, SignatureState.Pending, null));
                Mail(DeliveryKind.Confirmation, request, signed, person, slots, writes, now);
                break;
            case SignatureState.Pending:
                Mail(DeliveryKind.Confirmation, request, signed, person, slots, writes, now);
                break;
            case SignatureState.Confirmed:
                Mail(DeliveryKind.AlreadySigned, request, signed, person, slots, writes, now);
                break;
        }
    }

    private string? SuspicionOf(SigningRequest request, SigningFacts facts, Person person)
    {
        // Every counter moves on, whichever of them decides.
        var address = limits.Exceeds(LimitNames.SigningAddress, facts.Counters[request.AddressKey].Next());
        var range = limits.Exceeds(LimitNames.SigningRange, facts.Counters[request.RangeKey].Next());
        var actions = person.NextAction();
        return request.Suspicion
            ?? (address ? LimitNames.SigningAddress : null)
            ?? (range ? LimitNames.SigningRange : null)
            ?? (limits.Exceeds(LimitNames.PersonActions, (actions, actions)) ? LimitNames.PersonActions : null);
    }

    private void Mail(DeliveryKind kind, SigningRequest request, Signed signed, Person person, ConfirmationSlots slots, SigningWrites writes, DateTimeOffset now)
    {
        if (!request.SendsMail) return;
        var suppressed = limits.Exceeds(LimitNames.PersonMails, (person.Mails + 1, person.Mails + 1));
        if (!suppressed) person.Mails++;
        (signed.LastMailAt, signed.Mails) = (now, signed.Mails + 1);

        writes.Mails.Add(new NewMail(Guid.CreateVersion7(now), kind, signed.Id, request, signed.Mails, suppressed ? LimitNames.PersonMails : null, suppressed ? now : slots.Next(now)));
    }
}
