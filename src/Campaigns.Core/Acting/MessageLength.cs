namespace Campaigns.Core.Acting;

/// <summary>How long the message of a step may be when it leaves.</summary>
public static class MessageLength
{
    public const int MostSubject = 200, MostLetter = 10_000, MostComment = 8_000;

    public static int MostOf(Step step) => step switch { Step.Tweet => XLength.Most, Step.FacebookComment => MostComment, _ => MostLetter };

    /// <summary>As the step's network counts.</summary>
    public static int Of(Step step, string text) => step is Step.Tweet ? XLength.Of(text) : text.Length;
}
