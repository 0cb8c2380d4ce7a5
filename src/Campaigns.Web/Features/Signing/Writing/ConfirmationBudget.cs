using Campaigns.Core.Limits;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>
/// The hourly budget of confirmations of each campaign, shared by all nodes. Places in it are taken from the shared counter a block at a time:
/// a row touched by every batch would be the one that all of them wait for.
/// </summary>
internal sealed class ConfirmationBudget(Limits limits, LimitRules rules, TimeProvider clock)
{
    /// <summary>A block is this part of the budget; what a node has taken and not used when it stops is lost until the window is over.</summary>
    private const int Blocks = 20;

    private readonly Dictionary<Guid, Queue<Places>> _held = [];

    /// <returns>By campaign, a place for each request, should all of them come to a mail.</returns>
    public async Task<Dictionary<Guid, ConfirmationSlots>> TakeAsync(IReadOnlyList<SigningRequest> requests, CancellationToken ct)
    {
        var taken = new Dictionary<Guid, ConfirmationSlots>();
        foreach (var campaign in requests.CountBy(request => request.Details.CampaignId))
            taken[campaign.Key] = await TakeAsync(campaign.Key, campaign.Value, ct);
        return taken;
    }

    /// <summary>Takes back the places of requests that came to no mail: forms that count for nothing must not push those of others into later hours.</summary>
    public void GiveBack(Dictionary<Guid, ConfirmationSlots> taken)
    {
        lock (_held)
            foreach (var (campaign, slots) in taken)
                foreach (var places in slots.Left) Held(campaign).Enqueue(places);
    }

    private async Task<ConfirmationSlots> TakeAsync(Guid campaign, int number, CancellationToken ct)
    {
        var rule = rules[LimitNames.CampaignConfirmations];
        var slots = new ConfirmationSlots(rule);
        var missing = number - TakeHeld(campaign, number, slots);
        if (missing == 0) return slots;

        var size = Math.Max(missing, rule.Burst / Blocks);
        var counted = await limits.CountAsync(rule.Name, campaign.ToString(), day: null, size, ct);
        var block = new Places(counted.BurstUntil, counted.Burst - size, size);
        slots.Add(block with { Left = missing });
        lock (_held) Held(campaign).Enqueue(block.After(missing));
        return slots;
    }

    /// <returns>How many there were.</returns>
    private int TakeHeld(Guid campaign, int number, ConfirmationSlots slots)
    {
        lock (_held)
        {
            var (held, taken) = (Held(campaign), 0);
            while (taken < number && held.TryDequeue(out var places))
            {
                if (places.Until <= clock.GetUtcNow()) continue; // with the window its places are over
                var now = Math.Min(number - taken, places.Left);
                slots.Add(places with { Left = now });
                taken += now;
                if (now < places.Left) held.Enqueue(places.After(now));
            }
            return taken;
        }
    }

    private Queue<Places> Held(Guid campaign) => _held.TryGetValue(campaign, out var held) ? held : _held[campaign] = [];
}

/// <summary>Consecutive places in the budget of one window.</summary>
/// <param name="Until">When the window is over.</param>
/// <param name="Used">Places of the window that come before these.</param>
internal readonly record struct Places(DateTimeOffset Until, int Used, int Left)
{
    public Places After(int taken) => new(Until, Used + taken, Left - taken);
}

/// <summary>The places that one batch may use for one campaign.</summary>
internal sealed class ConfirmationSlots(LimitRule rule)
{
    private readonly Queue<Places> _places = [];
    private Places _current;

    /// <summary>What was not used.</summary>
    public IEnumerable<Places> Left => _places.Prepend(_current).Where(places => places.Left > 0);

    public void Add(Places places) => _places.Enqueue(places);

    /// <summary>
    /// When the next mail leaves: at once, or, where the campaign outruns its budget, in one of the following hours in turn,
    /// instead of flooding the mail server.
    /// </summary>
    public DateTimeOffset Next(DateTimeOffset now)
    {
        while (_current.Left == 0) _current = _places.Dequeue();
        var windows = _current.Used / rule.Burst;
        _current = _current.After(1);
        return windows == 0 ? now : _current.Until.AddSeconds((double)(windows - 1) * rule.BurstSeconds);
    }
}
