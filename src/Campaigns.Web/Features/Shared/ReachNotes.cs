namespace Campaigns.Web.Features.Shared;

/// <summary>Why the dashes of one table stand there: each reason once under it, with a mark that its cells carry.</summary>
public sealed class ReachNotes
{
    private static readonly string[] Marks = ["*", "†", "‡", "§", "‖", "¶"];
    private readonly List<string> _reasons = [];

    public IEnumerable<(string Mark, string Reason)> All => _reasons.Select((reason, at) => (Mark(at), reason));

    public string MarkOf(string reason)
    {
        if (!_reasons.Contains(reason)) _reasons.Add(reason);
        return Mark(_reasons.IndexOf(reason));
    }

    private static string Mark(int at) => string.Concat(Enumerable.Repeat(Marks[at % Marks.Length], (at / Marks.Length) + 1));
}
