namespace Campaigns.Web.Features.Shared;

/// <summary>A list with nothing in it: what it is for, and the one thing to begin with.</summary>
/// <param name="Button">Null, with its link, where whoever looks cannot begin.</param>
public sealed record EmptyState(string Title, string Text, string? Button = null, string? Link = null);
