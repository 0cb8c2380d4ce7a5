using System.ComponentModel.DataAnnotations;

namespace Campaigns.Web.Features.Acting;

/// <summary>What the forms of a step post. Every field may be missing or made up.</summary>
public sealed class ActForm
{
    /// <summary>The button that was pressed: <c>start</c>, <c>another</c>, <c>more</c>, <c>find</c>, <c>skip</c>, or the mail program of a letter.</summary>
    public string? Do { get; set; }
    /// <summary>Numbers of the chosen targets: their place in the campaign's list, from 1.</summary>
    public List<int> To { get; set; } = [];
    /// <summary>The target whose handle stands in the text that was shown.</summary>
    public int For { get; set; }
    // A field that was emptied is not one that the form did not have.
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Subject { get; set; }
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Text { get; set; }
    /// <summary>The variant that was offered: see <see cref="Offers.VariantOf"/>.</summary>
    public int Variant { get; set; }
    /// <summary>Which targets were offered, and in which order: see <see cref="TargetChips"/>.</summary>
    public int Seed { get; set; }
    public int Page { get; set; }
    /// <summary>A visitor's action, sealed: see <see cref="ActKeys"/>.</summary>
    public string? Key { get; set; }
    /// <summary>Wants a blind copy to go to the proof address.</summary>
    public bool Copy { get; set; }
    /// <summary>Of the ready state: the mail program that was chosen.</summary>
    public string? With { get; set; }
    public string? Country { get; set; }
    public string? Postcode { get; set; }
    /// <summary>Address of the post.</summary>
    public string? Link { get; set; }
    public string? Via { get; set; }
    public string? Source { get; set; }

    /// <summary>The text with the line ends of this program and nothing around it.</summary>
    public string Words => (Text ?? "").ReplaceLineEndings("\n").Trim();
}
