using Campaigns.Core.Media;

namespace Campaigns.Web.Features.Shared;

/// <summary>A picture as a page shows it, with the room that it takes.</summary>
/// <param name="Source">Path from the root on.</param>
public sealed record PictureView(string Source, int Width, int Height)
{
    /// <param name="path">As <see cref="Core.Content.CampaignText.Picture"/> has it. Those that came with the program are twice as wide as high.</param>
    public static PictureView Of(string path) => MediaName.SizeOf(path) is var (width, height) ? new("/" + path, width, height) : new("/" + path, 1200, 600);

    /// <summary>Networks show no drawings.</summary>
    public bool IsForNetworks => !Source.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);

    public string ContentType => Path.GetExtension(Source) switch { ".png" => "image/png", ".webp" => "image/webp", ".svg" => "image/svg+xml", _ => "image/jpeg" };
}
