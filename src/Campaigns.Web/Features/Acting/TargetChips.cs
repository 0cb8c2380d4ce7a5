using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Acting;

/// <param name="Number">What forms and addresses call the target.</param>
/// <param name="IsDone">The person has begun a message to it before.</param>
public sealed record Chip(int Number, PublicTarget Target, bool IsChosen, bool IsDone);

/// <summary>Up to three targets to choose from, in an order that is random for each person and the same whenever they come back.</summary>
public sealed record TargetChips(IReadOnlyList<Chip> Shown, bool HasMore, int Seed, int Page)
{
    public const int AtOnce = 3;

    public Chip? Chosen => Shown.FirstOrDefault(chip => chip.IsChosen);

    /// <param name="asked">Number of the target that the address or the form names; made-up ones count as none.</param>
    public static TargetChips Of(IReadOnlyList<Numbered> reachable, int seed, int page, int? asked, IReadOnlySet<Guid> done)
    {
        if (reachable.Count == 0) return new([], false, seed, 0);
        var order = reachable.ToArray();
        new Random(seed).Shuffle(order);
        // Those who have a message already come last.
        order = [.. order.OrderBy(each => done.Contains(each.Target.Id))];
        var pages = (order.Length + AtOnce - 1) / AtOnce;
        page = ((page % pages) + pages) % pages;
        var shown = order.Skip(page * AtOnce).Take(AtOnce).ToList();
        var chosen = Array.Find(order, each => each.Number == asked) ?? shown[0];
        if (!shown.Contains(chosen)) shown[^1] = chosen;
        return new([.. shown.Select(each => new Chip(each.Number, each.Target, each == chosen, done.Contains(each.Target.Id)))], pages > 1, seed, page);
    }

    /// <summary>The targets that a step can reach, those with the same handle, page or mailbox once.</summary>
    public static IReadOnlyList<Numbered> Reachable(PublicCampaign campaign, Step step)
    {
        var all = campaign.Targets.Select(target => new Numbered(target.Number, target));
        return step switch
        {
            Step.Tweet => [.. all.Where(each => each.Target.XHandle is { Length: > 0 }).DistinctBy(each => each.Target.XHandle, StringComparer.OrdinalIgnoreCase)],
            Step.FacebookComment => [.. all.Where(each => FacebookPage(each.Target) is not null).DistinctBy(each => each.Target.FacebookUrl)],
            _ => [.. all.Where(each => each.Target.TakesMail).DistinctBy(each => Convert.ToHexString(each.Target.EmailKey!))],
        };
    }

    /// <returns>Only what begins with https; null without such a page.</returns>
    public static string? FacebookPage(PublicTarget target) =>
        Uri.TryCreate(target.FacebookUrl, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps ? page.AbsoluteUri : null;

    /// <returns><c>facebook.com/northwind</c>: the page may be another's than the person that is addressed.</returns>
    public static string PageName(PublicTarget target) =>
        FacebookPage(target) is { } page && new Uri(page) is var uri ? (uri.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.Host[4..] : uri.Host) + uri.AbsolutePath.TrimEnd('/') : "Facebook";
}

/// <param name="Number">What forms and addresses call the target.</param>
public sealed record Numbered(int Number, PublicTarget Target);
