using Campaigns.Core.Content;

namespace Campaigns.Web.Features.Setup.Sample;

/// <summary>The demonstration campaign in French, under its own slug.</summary>
internal static class NorthwindInFrench
{
    private const string Headline = "Dites à Northwind : cessez de vendre la reconnaissance faciale à la police";

    private const string Opening = """
        Chaque année, le hall de la tour Northwind, à Port Ellery, se remplit de portraits de gens qui ont marché pour le droit de vote. L’entreprise se dit « une plateforme pour la dignité »[^programme]. Neuf étages plus haut, une autre équipe vend Sightline, un service qui compare chaque visage d’une foule à une liste de la police.


        """;

    private const string Error = """

        ## La machine se trompe, et pas également

        ==Dans le test de Northwind même, Sightline désigne à tort des femmes à la peau foncée 31 fois plus souvent que des hommes à la peau claire.=={error}[^test] La page des résultats a disparu une semaine après la question d’une journaliste. Il en reste une copie archivée.

        Le seuil recommandé est un réglage, et l’acheteur peut le changer. Le manuel de Port Ellery dit aux agents de l’abaisser « quand une recherche ne donne personne »[^manual].

        """;

    private const string Arrest = """

        ## Ce qui est arrivé à Ruben Adeyo

        ==Ruben Adeyo, conducteur d’autobus, a été retenu 30 heures parce que Sightline l’avait pris pour un autre.=={arrest}[^arrest] À ce moment-là, il conduisait la ligne 9, avec quarante personnes à bord. Nul ne les a interrogées.

        On lui a rendu ses lacets et donné un formulaire à signer. Le formulaire ne parlait pas de Sightline, le rapport non plus. Son avocate a trouvé le nom du produit dans une facture[^contracts].

        """;

    private const string Ask = """

        ## Ce que nous demandons

        Dana Whitlock peut y mettre fin par une seule décision. Nous lui demandons

        1. de ne plus vendre Sightline à la police,
        2. de laisser expirer les contrats en cours, et
        3. de publier chaque test du produit, avec sa date et sa version.

        D’autres entreprises ont arrêté. Aucune n’a fermé pour autant.
        """;

    public static readonly SampleText Text = new()
    {
        Language = "fr",
        Slug = "northwind-fr",
        Topic = "la reconnaissance faciale vendue à la police",
        Picture = "demo/northwind.svg",
        PictureAlt = "Une mosaïque de visages simples. Un viseur encadre deux visages différents et les relie comme s’ils n’en faisaient qu’un.",
        PictureCredit = "Deux personnes, une « correspondance ». Illustration : Open Square, CC BY 4.0",
        WhatHappensNext = "Nous remettrons la pétition à Dana Whitlock lors de l’assemblée générale de Northwind à Port Ellery et nous vous dirons sa réponse.",
        TargetRole = "directrice générale",
        Press = new PressContact
        {
            Name = "Mira Okafor", Role = "responsable des campagnes", Email = "presse@opensquare.example", Phone = "+1 555 010 0142",
            Hours = "Du lundi au vendredi, de 9 h à 18 h, heure d’Europe centrale",
            Background = "[Les 11 contrats, avec un résumé d’une page](https://opensquare.example/sightline/contrats)",
            PicturesUrl = "https://opensquare.example/sightline/images", PicturesLicence = "3 fichiers, CC BY 4.0",
        },
        Versions =
        [
            new SampleVersion(0, Headline,
                "Northwind célèbre les droits civiques dans son hall et vend la reconnaissance faciale à 14 services de police. D’après son propre test, le produit se trompe bien plus souvent sur les femmes à la peau foncée. Nous lui demandons d’arrêter.",
                Opening + "==Quatorze services de police paient Northwind pour Sightline.=={forces}[^contracts] Les personnes recherchées n’en savent rien. Aucun juge ne l’autorise. Deux habitants sur trois disent qu’on ne leur a jamais demandé leur avis[^survey].\n" + Error + Ask),
            new SampleVersion(14, Headline,
                "Northwind célèbre les droits civiques dans son hall et vend la reconnaissance faciale à 14 services de police. D’après son propre test, le produit se trompe 31 fois plus souvent sur les femmes à la peau foncée que sur les hommes à la peau claire. Nous lui demandons d’arrêter.",
                Opening + "==Quatorze services de police paient Northwind pour Sightline, à 4 centimes par visage recherché.=={forces}[^contracts] Les personnes recherchées n’en savent rien. Aucun juge ne l’autorise. Deux habitants sur trois disent qu’on ne leur a jamais demandé leur avis[^survey].\n" + Error + Arrest + Ask,
                TextChange.Wording, "Ajoute le prix d’une recherche et ce qui est arrivé à Ruben Adeyo."),
            new SampleVersion(41, Headline,
                "Northwind célèbre les droits civiques dans son hall et vend la reconnaissance faciale à 11 services de police. D’après son propre test, le produit se trompe 31 fois plus souvent sur les femmes à la peau foncée que sur les hommes à la peau claire. Nous lui demandons d’arrêter.",
                Opening + "==Onze services de police paient Northwind pour Sightline, à 4 centimes par visage recherché.=={forces}[^contracts] Les personnes recherchées n’en savent rien. Aucun juge ne l’autorise.\n" + Error + Arrest + Ask,
                TextChange.Wording, "Onze services et non quatorze : trois contrats avaient pris fin. L’enquête est retirée, car son journal l’a retirée."),
        ],
        Sources =
        [
            new SampleSource("programme", SourceKind.TargetStatement, 75, "Northwind, salle de presse", "« Une plateforme pour la dignité » : notre programme d’anniversaire (en anglais)", "https://newsroom.northwind.example/dignity"),
            new SampleSource("contracts", SourceKind.PrimaryDocument, 33, "Ville de Port Ellery", "Contrats et factures de « Sightline », communiqués au titre de la loi sur les archives", "https://records.portellery.example/sightline"),
            new SampleSource("test", SourceKind.Research, 400, "Northwind Labs", "Résultats du test démographique, version 7.2 (en anglais)", "https://labs.northwind.example/sightline-7-2"),
            new SampleSource("survey", SourceKind.News, 48, "Port Ellery Post", "Deux sur trois n’ont jamais été consultés", "https://post.example/never-asked", IsArchived: false, RemovedOnDay: 41, RemovedReason: "le journal a retiré l’article."),
            new SampleSource("manual", SourceKind.PrimaryDocument, 230, "Police de Port Ellery", "Manuel d’utilisation, chapitre 4 : les seuils (en anglais)", "https://police.portellery.example/manual-4"),
            new SampleSource("arrest", SourceKind.News, 82, "The Harbour Courier", "Trente heures : l’arrestation d’un conducteur d’autobus (en anglais)", "https://courier.example/thirty-hours"),
            new SampleSource("letter", SourceKind.TargetStatement, -47, "Service de presse de Northwind", "Lettre à Open Square", "https://opensquare.example/sightline/northwind-letter"),
        ],
        Claims =
        [
            new SampleClaim("forces"),
            new SampleClaim("error", 30, "par lettre à son service de presse", 47, "« Les chiffres viennent d’une version de recherche qu’aucun client n’a reçue. Au seuil que nous recommandons, l’écart est inférieur à deux pour un. »[^letter]", Entry: 5),
            new SampleClaim("arrest", 30, "par lettre à son service de presse"),
        ],
        Timeline =
        [
            new SampleEntry(0, TimelineKind.Update, "La campagne commence", "Nous publions les contrats, le test et cette pétition."),
            new SampleEntry(9, TimelineKind.PressCoverage, "« Qui contrôle le contrôleur ? »", "Le Harbour Courier met les contrats en première page et demande au conseil municipal qui les a approuvés.", SourceUrl: "https://courier.example/who-checks"),
            new SampleEntry(30, TimelineKind.Update, "Deux questions à Northwind", "Nous avons posé nos questions sur le test et sur l’arrestation de Ruben Adeyo, par lettre au service de presse, et proposé d’imprimer la réponse à côté de chaque affirmation."),
            new SampleEntry(41, TimelineKind.Correction, "Onze services, et non quatorze", "Trois des contrats que nous avions comptés avaient pris fin l’an dernier. La version 3 du texte dit onze. Une enquête citée a été retirée par son journal ; nous l’avons retirée aussi. Toutes les personnes qui avaient signé un texte antérieur ont été prévenues par courriel.", Correction: "Nous avions écrit que 14 services de police utilisent Sightline. Les contrats en montrent 11."),
            new SampleEntry(47, TimelineKind.Reply, "Northwind conteste le taux d’erreur", "> Les chiffres de votre page viennent d’une version de recherche qu’aucun client n’a reçue. Au seuil que nous recommandons, l’écart entre les groupes est inférieur à deux pour un, et nous l’améliorons sans cesse. Les questions entre un client et un particulier relèvent du client.\n\nNous imprimons la réponse à côté de l’affirmation et avons demandé les résultats de la version qu’utilisent les clients."),
            new SampleEntry(55, TimelineKind.Update, "Quatre-vingts noms au marché", "Des bénévoles ont recueilli 80 signatures sur papier à Harrow Bay et à la bibliothèque de Port Ellery. Elles sont comptées à côté de celles données ici, jamais mêlées à elles."),
            new SampleEntry(null, TimelineKind.Milestone, "1 000 signatures", "Merci. La millième est venue d’un ferry, dit la personne qui l’a donnée."),
            new SampleEntry(86, TimelineKind.Update, "Nous avons une date", "L’assemblée générale de Northwind est ouverte aux actionnaires. Neuf de nos membres le sont, et remettront la pétition."),
        ],
        Messages = NorthwindMessages.InFrench,
    };
}
