namespace Campaigns.Web.Features.Shared;

/// <summary>The picture beside a shared link.</summary>
/// <param name="Path">From the root on.</param>
/// <param name="IsCard">It was drawn by this program, and its headline stands on it.</param>
public sealed record CardImage(string Path, int Width, int Height, string ContentType, bool IsCard);
