using Campaigns.Core.Editing;
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

    public string NameOf(SectionState state) => state switch
    {
        SectionState.NotStarted => texts["Not started"],
        SectionState.InProgress => texts["In progress"],
        SectionState.Done => texts["Done"],
        _ => texts["Needs attention"],
    };
}
