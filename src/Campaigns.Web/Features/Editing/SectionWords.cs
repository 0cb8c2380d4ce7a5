using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing;

/// <summary>The names of sections and of their states in the interface language.</summary>
public sealed class SectionWords(IStringLocalizer<Texts> texts)
{
    public string NameOf(Section section) => section switch
    {
        Section.Ask => texts["Ask"],
        Section.Story => texts["Story, claims, sources"],
        Section.Picture => texts["Picture and card"],
        Section.Targets => texts["Targets"],
        Section.Form => texts["Form and consent"],
        Section.Tweets => texts["Tweets"],
        Section.Facebook => texts["Facebook comments"],
        Section.Email => texts["Letters"],
        Section.Shares => texts["Shares"],
        Section.Mails => texts["Mails"],
        Section.ThankYou => texts["Thank-you"],
        Section.Press => texts["Press contact"],
        Section.Translations => texts["Translations"],
        Section.Schedule => texts["Schedule and goal"],
        _ => throw new ArgumentOutOfRangeException(nameof(section), section, null),
    };

    /// <summary>What somebody who writes here should know of a colleague; null when there is nothing.</summary>
    /// <param name="revision">On which they opened it.</param>
    public string? Beside(SectionDesk desk, int revision) => desk switch
    {
        { OpenWith: { } taker, WasTaken: true } => texts["{0} took this page over at {1}. Your text is kept and not saved: to save it, take over again.", taker.Name, Dates.Moment(desk.TimeZone, taker.At)].Value,
        { OpenWith: { } colleague } => texts["{0} is writing here, since {1}. You can write too; whoever saves second sees both texts.", colleague.Name, Dates.Moment(desk.TimeZone, colleague.At)].Value,
        { SavedBy: { } saver } when desk.Revision != revision => texts["{0} saved this page at {1}. When you save, you see both texts.", saver.Name, Dates.Moment(desk.TimeZone, saver.At)].Value,
        _ => null,
    };

    public string NameOf(SectionState state) => state switch
    {
        SectionState.NotStarted => texts["Not started"],
        SectionState.InProgress => texts["In progress"],
        SectionState.Done => texts["Done"],
        _ => texts["Needs attention"],
    };
}
