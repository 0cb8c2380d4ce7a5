using System.Text.RegularExpressions;

namespace Campaigns.Core.Content;

/// <summary>What differs between two texts, word by word: the longest common sequence stays, the rest went or came.</summary>
public static partial class WordDiff
{
    /// <summary>Above this product of differing words the middle is shown as one piece that went and one that came: a table would be too big, and nobody reads such a difference word by word.</summary>
    public const int MostCells = 4_000_000;

    /// <returns>Pieces in reading order; those that stay and came make up the new text, those that stay and went the old one.</returns>
    public static IReadOnlyList<DiffPiece> Between(string before, string after)
    {
        var (old, now) = (Words(before), Words(after));
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start]) start++;
        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)]) end++;

        var pieces = new List<DiffPiece>();
        Add(pieces, DiffKind.Same, old.AsSpan(0, start));
        Middle(pieces, old.AsSpan(start, old.Length - start - end), now.AsSpan(start, now.Length - start - end));
        Add(pieces, DiffKind.Same, old.AsSpan(old.Length - end));
        return Joined(pieces);
    }

    /// <summary>A space between two changed words is no common word: what changed in a row reads as one piece that went and one that came.</summary>
    private static List<DiffPiece> Joined(List<DiffPiece> pieces)
    {
        var joined = new List<DiffPiece>();
        for (var i = 0; i < pieces.Count;)
        {
            if (pieces[i].Kind is DiffKind.Same)
            {
                joined.Add(pieces[i++]);
                continue;
            }
            var (went, came) = ("", "");
            for (; i < pieces.Count && (pieces[i].Kind is not DiffKind.Same || (string.IsNullOrWhiteSpace(pieces[i].Text) && i + 1 < pieces.Count)); i++)
            {
                if (pieces[i].Kind is not DiffKind.Came) went += pieces[i].Text;
                if (pieces[i].Kind is not DiffKind.Went) came += pieces[i].Text;
            }
            if (went.Length > 0) joined.Add(new(DiffKind.Went, went));
            if (came.Length > 0) joined.Add(new(DiffKind.Came, came));
        }
        return joined;
    }

    private static void Middle(List<DiffPiece> pieces, ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        if ((long)old.Length * now.Length > MostCells)
        {
            Add(pieces, DiffKind.Went, old);
            Add(pieces, DiffKind.Came, now);
            return;
        }
        var common = Lengths(old, now);
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j]) (i, j) = (i + Add(pieces, DiffKind.Same, old.Slice(i, 1)), j + 1);
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1])) i += Add(pieces, DiffKind.Went, old.Slice(i, 1));
            else j += Add(pieces, DiffKind.Came, now.Slice(j, 1));
        }
    }

    /// <returns>At [i, j] how many words the rests from i and j have in common.</returns>
    private static int[,] Lengths(ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }

    private static int Add(List<DiffPiece> pieces, DiffKind kind, ReadOnlySpan<string> words)
    {
        if (words.Length == 0) return 0;
        var text = string.Concat(words);
        if (pieces.Count > 0 && pieces[^1].Kind == kind) pieces[^1] = pieces[^1] with { Text = pieces[^1].Text + text };
        else pieces.Add(new DiffPiece(kind, text));
        return words.Length;
    }

    private static string[] Words(string text) => [.. Word().Matches(text.ReplaceLineEndings("\n")).Select(match => match.Value)];

    /// <summary>A word or the space beside it, so that a changed word does not drag its neighbour's space along.</summary>
    [GeneratedRegex(@"\s+|[^\s]+")]
    private static partial Regex Word();
}

public enum DiffKind { Same, Went, Came }

public sealed record DiffPiece(DiffKind Kind, string Text);
