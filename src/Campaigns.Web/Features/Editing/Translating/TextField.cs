using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Editing.Ask;
using Campaigns.Web.Features.Editing.Claims;
using Campaigns.Web.Features.Editing.Messages;
using Campaigns.Web.Features.Editing.Press;
using Campaigns.Web.Features.Editing.Sources;
using Campaigns.Web.Features.Editing.Story;
using Campaigns.Web.Features.Editing.Targets;
using Campaigns.Web.Features.Editing.ThankYou;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>How a text is written: what it is called, how long it may be, and whether it is a line.</summary>
/// <param name="Rows">1 for a line.</param>
public sealed record TextField(string Label, int Most, int Rows, bool IsMarkdown)
{
    private const int MostAlt = Picture.PictureForm.MostAlt;

    public static TextField Of(TranslatedText text, int number, IStringLocalizer texts) => text.Key.Split('.') switch
    {
        ["headline"] => new(texts["Headline"], AskForm.MostHeadline, 1, false),
        ["summary"] => new(texts["Summary"], AskForm.MostSummary, 4, false),
        ["topic"] => new(texts["Topic, for mails"], AskForm.MostTopic, 1, false),
        ["story"] => new(texts["Story"], StoryForm.MostStory, 16, true),
        ["picture", "alt"] => new(texts["Text alternative"], MostAlt, 2, false),
        ["picture", _] => new(texts["Credit"], Picture.PictureForm.MostCredit, 1, false),
        ["next"] => new(texts["What happens next"], ThankYouForm.MostNext, 6, true),
        ["press", "name"] => new(texts["Name"], PressForm.MostLine, 1, false),
        ["press", "role"] => new(texts["Role"], PressForm.MostLine, 1, false),
        ["press", "hours"] => new(texts["Hours"], PressForm.MostLine, 1, false),
        ["press", "background"] => new(texts["Background for journalists"], PressForm.MostBackground, 6, true),
        ["press", _] => new(texts["Licence of the pictures"], PressForm.MostLine, 1, false),
        ["goal"] => new(texts["Reason of the goal"], PressForm.MostLine, 1, false),
        ["source", var key] => new(texts["Title of the source “{0}”", key], SourceForm.MostTitle, 1, false),
        ["claim", var key] => new(texts["Answer to the claim “{0}”", key], AnswerForm.MostAnswer, 5, false),
        ["target", _] => new(texts["Role of the target"], TargetForm.MostRole, 1, false),
        ["mail", _, "subject"] => new(texts["Subject"], OwnMails.MostSubject, 1, false),
        ["mail", ..] => new(texts["Text"], OwnMails.MostText, 4, false),
        ["message", _, "subject"] => new(texts["Subject {0}", number], MessageLength.MostSubject, 1, false),
        ["message", ..] => new(texts["Text {0}", number], text.Section is Section.Email ? MessageForm.MostText : 1_000, text.Section is Section.Email ? 10 : 4, false),
        _ => new(text.Key, PressForm.MostBackground, 4, false),
    };
}
