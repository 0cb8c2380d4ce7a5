namespace Campaigns.Web.Features.Shared;

/// <summary>For an address that names a step which the campaign does not have; answered with 404.</summary>
public sealed record NoSuchStepPage(string Slug, string Headline, IReadOnlyList<StepItem> Steps);
