namespace Campaigns.Web.Features.Reports;

/// <summary>Why the dashes of one table stand there: each reason once under it, with a mark that its cells carry.</summary>
public sealed class ReachNotes
{
    private readonly List<string> _reasons = [];

    public IEnumerable<(char Mark, string Reason)> All => _reasons.Select((reason, at) => ((char)('a' + at), reason));

    public char MarkOf(string reason)
    {
        if (!_reasons.Contains(reason)) _reasons.Add(reason);
        return (char)('a' + _reasons.IndexOf(reason));
    }
}
