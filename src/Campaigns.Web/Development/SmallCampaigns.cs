using Campaigns.Core.Content;
using Campaigns.Web.Features.Setup.Sample;

namespace Campaigns.Web.Development;

/// <summary>Two campaigns that are over, so that the list shows how an end looks.</summary>
internal static class SmallCampaigns
{
    public static readonly SampleText Drones = new()
    {
        Language = "en",
        Slug = "saltmarsh-drones",
        Topic = "night-time drone patrols",
        Picture = "demo/saltmarsh.svg",
        PictureAlt = "Rows of houses at night under a large moon. One small drone shines a beam on a roof.",
        PictureCredit = "Illustration: Open Square, CC BY 4.0",
        StatusNote = "The council voted nine to two to end the patrols[^minutes]. The drones were sold to a farm, which counts sheep with them.\n\nThank you to everybody who signed, and to the night nurses who said it first.",
        WhatHappensNext = "The patrols are over. We keep an eye on the sky.",
        Versions =
        [
            new SampleVersion(0, "Stop the night-time drone patrols over Saltmarsh estate",
                "Three drones with heat cameras circle one estate every night, and no other. We ask the council to end the trial.",
                """
                For months now, three drones with heat cameras fly over Saltmarsh estate from eleven at night until five in the morning. ==No other part of the town is watched in this way.=={only}[^plan]

                The council calls it a trial. It set no end, no measure of success, and asked nobody who lives there. Night nurses who sleep by day say the noise is bearable; being looked at is not.

                ## What we ask

                End the trial, delete what was recorded, and put the next idea to a vote of the people it is for.
                """),
        ],
        Sources =
        [
            new SampleSource("plan", SourceKind.PrimaryDocument, 20, "Harrow Bay Council", "Flight plan of the trial, with map", "https://council.harrowbay.example/flights"),
            new SampleSource("minutes", SourceKind.PrimaryDocument, -70, "Harrow Bay Council", "Minutes of the vote, item 6", "https://council.harrowbay.example/minutes-6"),
        ],
        Claims = [new SampleClaim("only")],
        Timeline =
        [
            new SampleEntry(0, TimelineKind.Update, "The campaign begins", "Forty people came to the first meeting, eleven of them in their work clothes."),
            new SampleEntry(33, TimelineKind.PressCoverage, "The evening news flies along", "A camera team spent a night on the estate and filmed the drones filming it."),
            new SampleEntry(71, TimelineKind.Victory, "The council ends the trial", "Nine to two. The recordings will be deleted, and a member of our group watches it being done."),
        ],
    };

    public static readonly SampleText Cash = new()
    {
        Language = "en",
        Slug = "cash-fares",
        Topic = "cash on the buses of Harrow Bay",
        Picture = "demo/bus.svg",
        PictureAlt = "A bus with three passengers. Three coins float in at its front.",
        PictureCredit = "Illustration: Open Square, CC BY 4.0",
        StatusNote = "We handed the petition to the transit board. It answers within 60 days; the answer will stand here.",
        WhatHappensNext = "The transit board answers within 60 days. We tell you when it does.",
        Versions =
        [
            new SampleVersion(0, "Tell Harrow Bay Transit: keep cash on the buses",
                "From next year a ride will need a phone or a card. One passenger in nine has neither with them. We ask the board to keep the coin box.",
                """
                Harrow Bay Transit wants to take the coin boxes out of its buses. It says that cash is slow. ==Its own count says one ride in nine is paid in coins.=={coins}[^count]

                Those who pay so are children, old people, visitors, and whoever would like to take a bus without telling anybody. A town that is only open to those who can be traced is not open.

                ## What we ask

                Keep one way to pay with money on every bus.
                """),
        ],
        Sources = [new SampleSource("count", SourceKind.Research, 60, "Harrow Bay Transit", "Passenger count by means of payment", "https://transit.harrowbay.example/count")],
        Claims = [new SampleClaim("coins")],
        Timeline =
        [
            new SampleEntry(0, TimelineKind.Update, "The campaign begins", "We counted coins on the number 4 for a whole Saturday. There were many."),
            new SampleEntry(60, TimelineKind.Update, "Handed over", "The chair of the board took the petition, in a biscuit tin, and a receipt was given."),
        ],
    };
}
