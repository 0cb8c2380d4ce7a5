namespace Campaigns.Web.Features.Acting;

/// <summary>What the address of a step may carry. Numbers and sealed keys only: no name, text or address of a person.</summary>
public sealed class ActQuery
{
    /// <summary>Numbers of the targets; a letter of ours may have several.</summary>
    public List<int> To { get; set; } = [];
    public int? Variant { get; set; }
    /// <summary>Which three targets are offered.</summary>
    public int More { get; set; }
    public int? Seed { get; set; }
    /// <summary>A visitor's action, sealed.</summary>
    public string? A { get; set; }
    /// <summary>1 to change a text that is ready.</summary>
    public int Edit { get; set; }
    /// <summary>1 after "Not yet".</summary>
    public int Later { get; set; }
    /// <summary>The mail program of a letter: <c>app</c>, <c>gmail</c>, <c>outlook</c>, <c>copy</c>.</summary>
    public string? With { get; set; }
    /// <summary>1 where a blind copy is wanted.</summary>
    public int Copy { get; set; }
    public string? Via { get; set; }
    public string? Source { get; set; }
}
