using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Setup.Sample;

namespace Campaigns.Web.Development;

/// <summary>A small campaign that runs: its targets answer for places, and letters leave by the supporters' own mail programs.</summary>
internal static class NightBus
{
    /// <summary>Boards are made up; the beginnings of postcodes are real, so that one can try one's own.</summary>
    public static Target[] Targets(Guid campaignId) =>
    [
        new(campaignId, 1, "Council of Transport Boards") { Salutation = "Dear members of the council", Email = "council@transportboards.example", XHandle = "boards_exmpl", Language = "en" },
        new(campaignId, 2, "South Side Transport Board") { Salutation = "Dear members of the board", Email = "board@southside.example", Country = "GB", Area = "SE, SW", Language = "en" },
        new(campaignId, 3, "Mill Towns Transport Board") { Salutation = "Dear members of the board", Email = "board@milltowns.example", Country = "GB", Area = "M, OL, SK", Language = "en" },
        new(campaignId, 4, "National Bus Office") { Salutation = "Dear Bus Office", Email = "office@nationalbus.example", Country = "GB", Language = "en" },
        new(campaignId, 5, "Seine Lines") { Salutation = "Dear board of Seine Lines", Email = "board@seinelines.example", Country = "FR", Area = "75, 92, 93, 94", Language = "fr" },
    ];

    public static readonly Step[] Steps = [Step.EmailTarget, Step.Share, Step.Tweet];

    public static readonly SampleText Text = new()
    {
        Language = "en",
        Slug = "night-bus",
        Topic = "buses after midnight",
        Picture = "demo/nightbus.svg",
        PictureAlt = "A lit bus on an empty street at night, under a crescent moon.",
        PictureCredit = "Illustration: Open Square, CC BY 4.0",
        WhatHappensNext = "When a board answers, its letter will stand here, whatever it says.",
        Versions =
        [
            new SampleVersion(0, "Tell your transport board: run a bus after midnight",
                "Nurses, cooks and cleaners go home when the last bus has left. We ask every transport board for one line that runs all night.",
                """
                The last bus leaves before the late shift ends. ==One worker in six travels to or from work between midnight and five.=={six}[^shift] Most of them do not drive, and a taxi home costs two hours of their pay.

                Boards say that empty buses are expensive. They have not tried a full timetable: the three towns that did count more riders each month[^towns].

                ## What we ask

                One line through the middle of town, every hour, every night of the week, for a year. Then count again, in public.
                """),
        ],
        Sources =
        [
            new SampleSource("shift", SourceKind.Research, 210, "Institute for Working Hours", "Who travels at night", "https://workinghours.example/night"),
            new SampleSource("towns", SourceKind.News, 35, "The Harbour Courier", "Three towns that stay awake", "https://courier.example/three-towns"),
        ],
        Claims = [new SampleClaim("six")],
        Timeline = [new SampleEntry(0, TimelineKind.Update, "The campaign begins", "We rode the last bus of eleven towns on one night, and walked home from all of them.")],
        Messages =
        [
            new(Step.EmailTarget, """
                Dear {target},

                the last bus leaves before the late shift ends. In [your town], people who clean, cook and care walk home at night because nobody planned for them.

                I ask you for one line through the middle of town, every hour, every night, for a year. Then count who used it, and publish the number.

                {first_name}
                """, "One bus an hour, all night", Weight: 2),
            new(Step.EmailTarget, """
                Dear {target},

                one worker in six travels between midnight and five. Your timetable has nothing for them.

                Three towns have tried a night line and kept it. Will you try one here? [Say how you get home at night.]

                {first_name}, {country}
                """, "Who is the last bus for?"),
            new(Step.EmailTarget, """
                Dear {target},

                a taxi home after the late shift costs two hours of a nurse’s pay. A bus would cost the price of a ticket.

                When will the next timetable be decided, and how can I speak before it is?

                {first_name}
                """, "A bus after midnight"),
            new(Step.Tweet, ".{handle} one worker in six travels between midnight and five, and the last bus has gone. Run one line all night. {link} #NightBus"),
            new(Step.Tweet, "In [your town] the late shift walks home. {handle}, give us one bus an hour, all night. {link} #NightBus"),
            new(Step.Tweet, "Three towns tried a night bus and kept it. {handle}, when do you start? {link} #NightBus"),
            new(Step.Share, "The late shift walks home. Let us ask our transport boards for a bus after midnight: {link}"),
            new(Step.Share, "{signed}Hi, I just signed for buses after midnight. You can also write to the board that decides it where you live. Will you? {link}", Channel: Channel.WhatsApp),
            new(Step.Share, """
                {signed}Hi,

                I just signed a petition about buses after midnight. You can also write there to the board that decides it where you live. It takes a minute: {link}

                {first_name}
                """, "Will you sign this with me?", Channel: Channel.Email),
        ],
    };
}
