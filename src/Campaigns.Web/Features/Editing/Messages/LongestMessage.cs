using System.Globalization;
using Campaigns.Core.Acting;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Editing.Messages;

/// <param name="Length">As the network counts.</param>
/// <param name="Most">What the network takes.</param>
/// <param name="Channel">The network, for shares; null for what is no share.</param>
/// <param name="TargetName">With whom it is that long; null where that makes no difference.</param>
public sealed record LongestMessage(int Length, int Most, Channel? Channel, string? TargetName)
{
    public bool IsTooLong => Length > Most;
}

/// <summary>How long a message can become when its placeholders are filled: with the longest handle or name, country and link that a person may have.</summary>
public static class LongestMessages
{
    /// <summary>A first name of so many letters is taken for the longest; who has a longer one shortens the text.</summary>
    public const int FirstNameLength = 20;
    /// <summary>As long as X allows; stands in while no target has one.</summary>
    private const string AnyHandle = "fifteen_letters";
    private static readonly Channel[] Limited = [Channel.X, Channel.Bluesky, Channel.Threads, Channel.Mastodon];

    /// <param name="siteUrl">Public address of the installation: links begin with it.</param>
    /// <returns>One for each network that sets a limit; for a tweet, a comment or a letter one.</returns>
    public static IReadOnlyList<LongestMessage> Of(Step step, Channel? channel, Guid? targetId, string language, string text, IReadOnlyList<Target> targets, string siteUrl)
    {
        var link = $"{siteUrl}/go/{new string('x', 10)}";
        var country = Countries.All(CultureInfo.GetCultureInfo(language)).MaxBy(each => XLength.Of(each.Name))!.Name;
        var present = targets.Where(target => target.RemovedAt is null).ToList();
        var reached = present.Where(target => (targetId is null || target.Id == targetId) && (step is not Step.Tweet || target.XHandle is not null)).ToList();
        (string? Name, string? Handle)[] whom = step is Step.Share ? [(present.FirstOrDefault()?.Name, present.Find(target => target.XHandle is not null)?.XHandle)]
            : reached.Count > 0 ? [.. reached.Select(target => ((string?)target.Name, target.XHandle))] : [(null, AnyHandle)];
        var values = whom.SelectMany(to => (PlaceholderValues[])[new(new string('n', FirstNameLength), to.Name, to.Handle, link, country), new(null, to.Name, to.Handle, link, null)]).ToList();

        if (step is not Step.Share) return [Longest(filled => MessageLength.Of(step, filled), MessageLength.MostOf(step), null)];
        return [.. Limited.Where(network => channel is null || network == channel).Select(network => Longest(filled => ShareChannels.LengthOf(network, filled.Contains(link, StringComparison.Ordinal) ? filled : $"{filled} {link}"), ShareChannels.MostOf(network)!.Value, network))];

        LongestMessage Longest(Func<string, int> lengthOf, int most, Channel? network)
        {
            var all = values.ConvertAll(value => (value.Target, Length: lengthOf(Placeholders.Fill(text, value).ReplaceLineEndings("\n").Trim())));
            var (target, length) = all.MaxBy(each => each.Length);
            return new(length, most, network, all.GroupBy(each => each.Target).Any(of => of.Max(each => each.Length) < length) ? target : null);
        }
    }
}
