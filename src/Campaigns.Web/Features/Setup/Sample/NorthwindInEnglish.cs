using Campaigns.Core.Content;

namespace Campaigns.Web.Features.Setup.Sample;

/// <summary>The demonstration and sample campaign. Northwind, its people and every figure are made up; all addresses lie on reserved domains.</summary>
internal static class NorthwindInEnglish
{
    private const string Headline = "Tell Northwind: stop selling face recognition to the police";

    private const string Opening = """
        Every year, the lobby of Northwind’s tower in Port Ellery fills with portraits of people who marched for the vote. The company calls itself “a platform for dignity”[^programme]. Nine floors up, another team sells Sightline, a service that compares every face in a crowd with a police list.


        """;

    private const string Error = """

        ## The machine is wrong, and not equally

        ==In Northwind’s own test, Sightline gave a false match for dark-skinned women 31 times as often as for light-skinned men.=={error}[^test] The page with the figures vanished a week after a reporter asked about it. An archived copy remains.

        The recommended threshold is a setting, and buyers may change it. The Port Ellery manual tells officers to lower it “when a search returns no one”[^manual].

        """;

    private const string Arrest = """

        ## What happened to Ruben Adeyo

        ==Ruben Adeyo, a bus driver, was held for 30 hours because Sightline took him for another man.=={arrest}[^arrest] He was driving the number 9 at the time, with forty people on board. Nobody asked them.

        He was given his shoelaces back and a form to sign. The form did not mention Sightline, and neither did the report. His lawyer found the name of the product in an invoice[^contracts].

        """;

    private const string Ask = """

        ## What we ask

        Dana Whitlock can end this with one decision. We ask her to

        1. stop selling Sightline to police forces,
        2. end the contracts that run today at their next renewal, and
        3. publish every test of the product, with the date and the build.

        Other companies have stopped. None of them went out of business.
        """;

    public static readonly SampleText Text = new()
    {
        Language = "en",
        Slug = "northwind",
        Topic = "face recognition sold to the police",
        Picture = "demo/northwind.svg",
        PictureAlt = "A mosaic of simple faces. A scanner frames two different faces and joins them as one.",
        PictureCredit = "Two people, one “match”. Illustration: Open Square, CC BY 4.0",
        WhatHappensNext = "We hand the petition to Dana Whitlock at Northwind’s annual meeting in Port Ellery and tell you what she says.",
        Press = new PressContact
        {
            Name = "Mira Okafor", Role = "campaigns lead", Email = "press@opensquare.example", Phone = "+1 555 010 0142",
            Hours = "Monday to Friday, 9:00 to 18:00, Central European Time",
            Background = "[The 11 contracts, with a one-page summary](https://opensquare.example/sightline/contracts)",
            PicturesUrl = "https://opensquare.example/sightline/pictures", PicturesLicence = "3 files, CC BY 4.0",
        },
        Versions =
        [
            new SampleVersion(0, Headline,
                "Northwind celebrates civil rights in its lobby and sells face recognition to 14 police forces. Its own test says the product mistakes dark-skinned women far more often than light-skinned men. We ask it to stop.",
                Opening + "==Fourteen police forces pay Northwind for Sightline.=={forces}[^contracts] Nobody who is searched is told. No court approves it. Two residents in three say they were never asked[^survey].\n" + Error + Ask),
            new SampleVersion(14, Headline,
                "Northwind celebrates civil rights in its lobby and sells face recognition to 14 police forces. Its own test says the product mistakes dark-skinned women 31 times as often as light-skinned men. We ask it to stop.",
                Opening + "==Fourteen police forces pay Northwind for Sightline, at 4 cents for each face searched.=={forces}[^contracts] Nobody who is searched is told. No court approves it. Two residents in three say they were never asked[^survey].\n" + Error + Arrest + Ask,
                TextChange.Wording, "Adds the price of a search and what happened to Ruben Adeyo."),
            new SampleVersion(41, Headline,
                "Northwind celebrates civil rights in its lobby and sells face recognition to 11 police forces. Its own test says the product mistakes dark-skinned women 31 times as often as light-skinned men. We ask it to stop.",
                Opening + "==Eleven police forces pay Northwind for Sightline, at 4 cents for each face searched.=={forces}[^contracts] Nobody who is searched is told. No court approves it.\n" + Error + Arrest + Ask,
                TextChange.Wording, "Eleven forces, not fourteen: three contracts had ended. The survey is gone because its publisher withdrew it."),
        ],
        Sources =
        [
            new SampleSource("programme", SourceKind.TargetStatement, 75, "Northwind newsroom", "“A platform for dignity”: our anniversary programme", "https://newsroom.northwind.example/dignity"),
            new SampleSource("contracts", SourceKind.PrimaryDocument, 33, "City of Port Ellery", "Contracts and invoices for “Sightline”, released under the records act", "https://records.portellery.example/sightline"),
            new SampleSource("test", SourceKind.Research, 400, "Northwind Labs", "Demographic test results, build 7.2", "https://labs.northwind.example/sightline-7-2"),
            new SampleSource("survey", SourceKind.News, 48, "Port Ellery Post", "Two in three were never asked", "https://post.example/never-asked", IsArchived: false, RemovedOnDay: 41, RemovedReason: "the newspaper withdrew the article."),
            new SampleSource("manual", SourceKind.PrimaryDocument, 230, "Port Ellery Police", "Operating manual, chapter 4: thresholds", "https://police.portellery.example/manual-4"),
            new SampleSource("arrest", SourceKind.News, 82, "The Harbour Courier", "Thirty hours: the arrest of a bus driver", "https://courier.example/thirty-hours"),
            new SampleSource("letter", SourceKind.TargetStatement, -47, "Northwind press office", "Letter to Open Square", "https://opensquare.example/sightline/northwind-letter"),
        ],
        Claims =
        [
            new SampleClaim("forces"),
            new SampleClaim("error", 30, "by letter to its press office", 47, "“The figures come from a research build that no customer received. At the threshold we recommend, the gap is below two to one.”[^letter]", Entry: 5),
            new SampleClaim("arrest", 30, "by letter to its press office"),
        ],
        Timeline =
        [
            new SampleEntry(0, TimelineKind.Update, "The campaign begins", "We publish the contracts, the test and this petition."),
            new SampleEntry(9, TimelineKind.PressCoverage, "“Who checks the checker?”", "The Harbour Courier puts the contracts on its front page and asks the city council who approved them.", SourceUrl: "https://courier.example/who-checks"),
            new SampleEntry(30, TimelineKind.Update, "Two questions to Northwind", "We asked about the test and about the arrest of Ruben Adeyo, by letter to the press office, and offered to print the answer beside each claim."),
            new SampleEntry(41, TimelineKind.Correction, "Eleven forces, not fourteen", "Three of the contracts we counted had ended last year. Version 3 of the text says eleven. A survey we cited was withdrawn by its newspaper, so it is gone too. Everybody who had signed an earlier text was told by mail.", Correction: "We first wrote that 14 police forces use Sightline. The contracts show 11."),
            new SampleEntry(47, TimelineKind.Reply, "Northwind disputes the error rate", "> The figures on your page come from a research build that no customer received. At the threshold we recommend, the gap between groups is below two to one, and we keep improving it. Matters between a customer and a member of the public are for the customer to address.\n\nWe print the reply beside the claim and have asked for the results of the build that customers use."),
            new SampleEntry(55, TimelineKind.Update, "Eighty names from the market", "Volunteers collected 80 signatures on paper in Harrow Bay and at the library of Port Ellery. They are counted beside those given here, never mixed with them."),
            new SampleEntry(null, TimelineKind.Milestone, "1,000 signatures", "Thank you. The thousandth came from a ferry, says the person who gave it."),
            new SampleEntry(86, TimelineKind.Update, "We have a date", "Northwind’s annual meeting is open to shareholders. Nine of our members are, and they will hand over the petition."),
        ],
        Messages = NorthwindMessages.InEnglish,
    };
}
