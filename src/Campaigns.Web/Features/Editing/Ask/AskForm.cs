using System.ComponentModel.DataAnnotations;

namespace Campaigns.Web.Features.Editing.Ask;

/// <summary>What is asked, in a headline and a few sentences.</summary>
public sealed class AskForm : SectionForm
{
    public const int MostHeadline = 120, MostSummary = 600, MostTopic = 80, MostSlug = 80;

    [Required(ErrorMessage = "Enter a headline"), MaxLength(MostHeadline, ErrorMessage = "Shorten the headline to 120 characters")]
    public string? Headline { get; set; }

    [Required(ErrorMessage = "Enter a summary of two or three sentences"), MaxLength(MostSummary, ErrorMessage = "Shorten the summary to 600 characters")]
    public string? Summary { get; set; }

    [MaxLength(MostTopic, ErrorMessage = "Shorten the topic to 80 characters")]
    public string? Topic { get; set; }

    [Required(ErrorMessage = "Enter an address for the page"), MaxLength(MostSlug, ErrorMessage = "Shorten the address to 80 characters"),
     RegularExpression("[a-z0-9]+(-[a-z0-9]+)*", ErrorMessage = "Use a to z, digits and single hyphens in the address")]
    public string? Slug { get; set; }
}
