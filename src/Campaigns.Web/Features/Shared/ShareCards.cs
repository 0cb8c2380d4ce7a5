using System.Globalization;
using Campaigns.Core;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Shared;

/// <summary>Says what a campaign's card shows and where it lies. The embedding feature draws it.</summary>
public sealed partial class ShareCards
{
    private readonly Organisation _organisation;
    private readonly IStringLocalizer<Texts> _texts;

    public ShareCards(Organisation organisation, IOptions<ShareCardOptions> options, IStringLocalizer<Texts> texts, ILogger<ShareCards> logger)
    {
        (_organisation, _texts, Program) = (organisation, texts, Find(options.Value.Program));
        if (Program is null && options.Value.Program is { Length: > 0 } missing) LogMissing(logger, missing);
    }

    /// <summary>Path of the program that draws; null where cards are not drawn and pages name the campaign's picture instead.</summary>
    public string? Program { get; }

    /// <summary>In the language of the page that asks.</summary>
    public ShareCard Of(string language, string headline, CampaignStatus status, int total) =>
        new(language, headline, LineOf(language, status, total), _organisation.Now.Name, _organisation.Now.BrandColour);

    /// <returns>Null where cards are not drawn.</returns>
    public string? PathOf(string slug, ShareCard card) => Program is null ? null : $"/c/{slug}/card-{card.Hash}.png";

    /// <summary>What networks show: the picture where the campaign wants it, else the card, else the picture for want of one.</summary>
    /// <param name="picture">As <see cref="Core.Content.CampaignText.Picture"/> has it.</param>
    /// <returns>Null when there is neither.</returns>
    public CardImage? ImageOf(string slug, ShareCard card, string? picture, bool cardIsPicture)
    {
        var own = picture is null || PictureView.Of(picture) is not { IsForNetworks: true } view ? null : new CardImage(view.Source, view.Width, view.Height, view.ContentType, false);
        var drawn = PathOf(slug, card) is { } path ? new CardImage(path, ShareCard.Width, ShareCard.Height, "image/png", true) : null;
        return cardIsPicture ? own ?? drawn : drawn ?? own;
    }

    private string? LineOf(string language, CampaignStatus status, int total)
    {
        var number = ShareCard.MoreThan(total) is { } below ? below.ToString("N0", CultureInfo.CurrentCulture) : null;
        // A figure needs no translation; English words below an Arabic headline would look like a mistake.
        if (!Localisation.Languages.Any(known => known.Name == language)) return number is null ? null : $"{number}+";
        if (status is CampaignStatus.Won) return _texts["We won"];
        if (number is not null) return _texts["More than {0} people have signed", number];
        return status is CampaignStatus.Live ? _texts["Add your name"].Value : null;
    }

    private static string? Find(string program)
    {
        if (program.Length == 0) return null;
        if (Path.IsPathRooted(program)) return File.Exists(program) ? program : null;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Share cards are not drawn, because {Program} is not installed (Debian: librsvg2-bin). Pages name the campaign's picture instead.")]
    private static partial void LogMissing(ILogger logger, string program);
}
