using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Signing;

/// <summary>The form on a page of its own: for errors, for a likely typo, and for people who come straight to it.</summary>
public sealed record SignPage
{
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    public required SignFormPage Form { get; init; }
    /// <summary>Stands in place of the form for somebody whom this browser remembers.</summary>
    public WelcomeBack? Known { get; init; }
    /// <summary>Nobody is remembered any more, as was just asked.</summary>
    public bool IsForgotten { get; init; }
    /// <summary>One press is not enough today: see <see cref="AtOnceOutcome.TooManyMails"/>.</summary>
    public bool IsOverCap { get; init; }
    /// <summary>Set when the campaign stopped taking signatures while the form was filled in.</summary>
    public SigningAnswer? NotOpen { get; init; }

    public static SignPage Of(PublicCampaign campaign, CheckedForm form, string organisation, SigningAnswer? notOpen = null) => new()
    {
        Slug = campaign.Slug,
        Headline = campaign.Headline,
        NotOpen = notOpen,
        Form = new SignFormPage
        {
            Slug = campaign.Slug,
            TargetLine = campaign.TargetLine,
            Organisation = organisation,
            HasHeading = false,
            AsksPostcode = campaign.AsksPostcode,
            AsksComment = campaign.Campaign.AsksComment,
            Values = form.Values,
            Errors = form.Errors,
            Suggestion = form.Suggestion,
        },
    };
}

/// <summary>Changing a mistyped address before it was confirmed.</summary>
public sealed record AddressPage
{
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    public required string Email { get; init; }
    public string? Error { get; init; }
}
