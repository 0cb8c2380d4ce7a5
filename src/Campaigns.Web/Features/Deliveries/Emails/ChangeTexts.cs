using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>The mail that tells of a changed ask, in the language of the current UI culture.</summary>
internal sealed class ChangeTexts(IStringLocalizer<Texts> t)
{
    /// <summary>Longer stories are cut in the mail; both stand in full behind its links.</summary>
    private const int MostStory = 8_000;

    /// <summary>The ask changed after this person signed: both texts, why, and the way to keep or withdraw.</summary>
    public EmailParts Of(DeliveryTextChange change, OrganisationFacts site)
    {
        List<string> paragraphs = [t["What this petition asks has changed since you signed it. Your signature stays with the text you signed; look at both and decide."]];
        if (change.Reason is { } reason) paragraphs.Add($"{t["Why it changed"]}{t[":"]} {EmailSlot.Clean(reason)}");
        paragraphs.Add($"{t["The text you signed"]}{t[":"]}");
        paragraphs.AddRange(Words(change.Old));
        paragraphs.Add($"{t["The text as it stands now"]}{t[":"]}");
        paragraphs.AddRange(Words(change.New));
        var page = $"{site.Url}/c/{change.Slug}";
        return new()
        {
            Subject = t["The petition you signed has changed: “{0}”", EmailSlot.Clean(change.New.Headline)],
            Reason = t["You get this because you signed “{0}”.", EmailSlot.Clean(change.Old.Headline)],
            Paragraphs = paragraphs,
            Ways = [new(t["The text you signed, in full"], $"{page}?version={change.Old.Number}"), new(t["The text as it stands now, in full"], page)],
            Button = t["Keep or withdraw my signature"],
            Notes =
            [
                t["If you do nothing, your signature stays."],
                t["The link is for you alone: do not forward it. It is valid until {0}.", EmailSlot.Expires],
            ],
        };
    }

    private static IEnumerable<string> Words(DeliveryWords words)
    {
        yield return EmailSlot.Clean(words.Headline);
        yield return EmailSlot.Clean(words.Summary);
        var room = MostStory;
        foreach (var paragraph in StoryMarks.Without(words.Story).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (SafeMarkdown.ToText(paragraph) is not { Length: > 0 } text) continue;
            if ((room -= text.Length) < 0)
            {
                yield return "…";
                yield break;
            }
            yield return EmailSlot.Clean(text);
        }
    }
}
