using Campaigns.Core.Content;

namespace Campaigns.Core.Acting;

/// <summary>Which prewritten message the next person is offered.</summary>
public static class MessageChoice
{
    /// <summary>Those that fit: of the step and language; for the network and the target where there are any, else those for all.</summary>
    /// <param name="messages">All of a campaign.</param>
    /// <param name="isSigned">False for a visitor: a message that says that its sender has signed is none for them.</param>
    public static IReadOnlyList<Message> Fitting(IEnumerable<Message> messages, Step step, string language, bool isSigned, Channel? channel = null, Guid? targetId = null)
    {
        var fit = messages.Where(message => Takes(message) && message.Step == step && message.Language == language && (isSigned || !Placeholders.IsForSigners(message.Text))
            && (message.Channel is null || message.Channel == channel) && (message.TargetId is null || message.TargetId == targetId)).ToList();
        if (fit.Exists(message => message.Channel is not null)) fit.RemoveAll(message => message.Channel is null);
        if (fit.Exists(message => message.TargetId is not null)) fit.RemoveAll(message => message.TargetId is null);
        return fit;
    }

    /// <summary>The variant of the lowest uses-to-weight ratio, ties at random. One that is off or weighs nothing is never chosen.</summary>
    /// <param name="variants">Of one channel and language: see <see cref="Fitting"/>.</param>
    /// <param name="uses">How often a message was offered.</param>
    /// <param name="not">The one offered now: another is chosen if there is one.</param>
    /// <returns>Null when there is none to choose.</returns>
    public static Message? Pick(IReadOnlyList<Message> variants, Func<Guid, int> uses, Random random, Guid? not = null)
    {
        var open = variants.Where(Takes).ToList();
        if (open.Exists(message => message.Id != not)) open.RemoveAll(message => message.Id == not);
        if (open.Count == 0) return null;

        var ratios = open.ConvertAll(message => (message, ratio: uses(message.Id) / (double)message.Weight));
        var lowest = ratios.Min(each => each.ratio);
        var equal = ratios.FindAll(each => each.ratio <= lowest);
        return equal[random.Next(equal.Count)].message;
    }

    private static bool Takes(Message message) => message is { IsOn: true, Weight: > 0 };
}
