using Campaigns.Core.Acting;

namespace Campaigns.Web.Features.Setup.Sample;

/// <summary>What the demonstration campaign offers to say. Targets: 0 is Dana Whitlock, 1 the press team. Name and place are put under its letters when they leave.</summary>
internal static class NorthwindMessages
{
    public static readonly SampleMessage[] InEnglish =
    [
        new(Step.Tweet, "{signed}.{handle} you hang portraits of marchers in your lobby and sell face recognition to the police upstairs. Stop selling Sightline. I signed: {link} #StopSightline", Weight: 3),
        new(Step.Tweet, ".{handle} your own test says Sightline mistakes dark-skinned women 31 times as often. Publish every test and stop selling it to the police. {link} #StopSightline", Weight: 2),
        new(Step.Tweet, "A bus driver was held for 30 hours because a machine took him for somebody else. {handle}, end the police contracts. {link} #StopSightline", Weight: 2),
        new(Step.Tweet, "Nobody in [your town] would be told that Sightline had searched their face. {handle}, stop selling it to the police. {link} #StopSightline"),

        new(Step.FacebookComment, "You praise people who marched for civil rights, and you sell a product that lets the police search every face in a march. I ask Northwind to stop selling Sightline to police forces and to publish every test of it. Here is why, with the documents: {link}", Weight: 2),
        new(Step.FacebookComment, "Ruben Adeyo was driving a bus with forty people on board when your product said he was somebody else. He was held for 30 hours. What have you changed since, and when will you stop selling this to the police? {link}", Weight: 2),
        new(Step.FacebookComment, "I live in [your town]. Nobody asked me whether my face may be compared with a police list, and nobody would tell me that it was. End the police contracts for Sightline: {link}"),

        new(Step.EmailTarget, """
            Dear Ms Whitlock,

            one decision of yours would end this: stop selling Sightline to the police, let the eleven contracts run out, and publish every test.

            A man was held for 30 hours because your product took him for another. He was driving a bus at the time. I do not think that you built Northwind for that, and I do not think that the people in your lobby’s portraits would have thanked you for it.

            Other companies have stopped. Be the next. [Add your own reason here.]
            """, "Stop selling Sightline to the police", Target: 0, Weight: 2),
        new(Step.EmailTarget, """
            Dear Ms Whitlock,

            I live in [your town], where people march when something is wrong. I would like them to be able to go on doing that without being compared, face by face, with a list.

            Your own test says that Sightline gives a false match for dark-skinned women 31 times as often as for light-skinned men. You have had that figure for more than a year. Take the product away from the police, and publish the tests of every build.

            I look forward to your answer.
            """, "A question from [your town]", Target: 0, Weight: 2),
        new(Step.EmailTarget, """
            Dear Ms Whitlock,

            your newsroom says that customers are responsible for how they use Sightline. The manual of one of them tells its officers to lower your threshold when a search finds nobody. You can read it, and so can I.

            When you know how a tool is used, selling it is a choice. I ask you to choose differently: end the police contracts at their next renewal, and say so in public.
            """, "Selling Sightline is a choice", Target: 0),

        new(Step.EmailTarget, """
            Dear press team,

            your newsroom calls Northwind “a platform for dignity”. Eleven police forces pay you for Sightline, which searches the faces of people who are suspected of nothing. Your own test says how unequal its mistakes are, and the page with that test is gone.

            Will you publish the results for the build that customers use, with the date and the threshold? And will you say in public what you did after the arrest of Ruben Adeyo?

            I live in [your town], and I would like to read the answer before I meet the product in the street.
            """, "Where are the test results for Sightline?", Target: 1, Weight: 2),
        new(Step.EmailTarget, """
            Dear press team,

            you told Open Square that the figures about Sightline come from a build that no customer received. Then there are other figures. Where can I read them?

            I ask for three things: the test of the build that is sold, the threshold you recommend, and the number of customers who keep to it.
            """, "Which build do the police use?", Target: 1),
        new(Step.EmailTarget, """
            Dear press team,

            a bus driver was held for 30 hours on the word of your product. The report does not name Sightline; an invoice does.

            Has Northwind spoken to Ruben Adeyo since? Has it looked into what went wrong? People here in [your town] ask, and I would like to be able to tell them.
            """, "After the arrest of Ruben Adeyo", Target: 1),

        new(Step.Share, "{signed}Northwind celebrates civil rights in its lobby and sells face recognition to the police. I signed to make it stop. Will you? {link}", Weight: 2),
        new(Step.Share, "A man was held for 30 hours because a machine took him for somebody else. The company that sells it could end this tomorrow. Sign here: {link}"),
        new(Step.Share, "{signed}I just signed this: Northwind should stop selling face recognition to the police. It takes a minute, will you sign too? {link}", Channel: Channel.WhatsApp),
        new(Step.Share, """
            {signed}Hi,

            I just signed a petition about face recognition sold to the police. A company called Northwind sells it, although its own test says how often it takes people for somebody else.

            It takes a minute, and they show where every claim comes from: {link}

            {first_name}
            """, "Will you sign this with me?", Channel: Channel.Email),
    ];

    public static readonly SampleMessage[] InFrench =
    [
        new(Step.Tweet, "{signed}.{handle} vous exposez dans votre hall les portraits de gens qui ont marché, et vous vendez la reconnaissance faciale à la police. Cessez de vendre Sightline. J’ai signé : {link} #StopSightline", Weight: 3),
        new(Step.Tweet, ".{handle} votre propre test dit que Sightline se trompe 31 fois plus souvent sur les femmes à la peau foncée. Publiez chaque test. {link} #StopSightline", Weight: 2),
        new(Step.Tweet, "Un conducteur d’autobus a été retenu 30 heures parce qu’une machine l’a pris pour un autre. {handle}, mettez fin aux contrats avec la police. {link} #StopSightline", Weight: 2),
        new(Step.Tweet, "À [votre ville], personne ne saurait que Sightline a cherché son visage. {handle}, cessez de le vendre à la police. {link} #StopSightline"),

        new(Step.FacebookComment, "Vous célébrez celles et ceux qui ont marché pour les droits civiques, et vous vendez un produit qui permet à la police de chercher chaque visage dans une marche. Je demande à Northwind de ne plus vendre Sightline à la police et de publier chaque test. Voici pourquoi, avec les documents : {link}", Weight: 2),
        new(Step.FacebookComment, "Ruben Adeyo conduisait un autobus, quarante personnes à bord, quand votre produit l’a pris pour un autre. Il a été retenu 30 heures. Qu’avez-vous changé depuis, et quand cesserez-vous de vendre cela à la police ? {link}", Weight: 2),
        new(Step.FacebookComment, "J’habite à [votre ville]. Personne ne m’a demandé si mon visage pouvait être comparé à une liste de la police, et personne ne me le dirait. Mettez fin aux contrats de Sightline avec la police : {link}"),

        new(Step.EmailTarget, """
            Madame Whitlock,

            une seule décision de votre part mettrait fin à cela : ne plus vendre Sightline à la police, laisser expirer les onze contrats et publier chaque test.

            Un homme a été retenu 30 heures parce que votre produit l’a pris pour un autre. Il conduisait un autobus à ce moment-là. Je ne crois pas que vous ayez fondé Northwind pour cela.

            D’autres entreprises ont arrêté. Soyez la suivante. [Ajoutez ici votre propre raison.]
            """, "Cessez de vendre Sightline à la police", Target: 0, Weight: 2),
        new(Step.EmailTarget, """
            Madame Whitlock,

            j’habite à [votre ville], où l’on descend dans la rue quand quelque chose ne va pas. J’aimerais que l’on puisse continuer à le faire sans être comparé, visage après visage, à une liste.

            Votre propre test dit que Sightline se trompe 31 fois plus souvent sur les femmes à la peau foncée que sur les hommes à la peau claire. Vous connaissez ce chiffre depuis plus d’un an. Retirez ce produit à la police, et publiez les tests de chaque version.

            Dans l’attente de votre réponse,
            """, "Une question de [votre ville]", Target: 0, Weight: 2),
        new(Step.EmailTarget, """
            Madame Whitlock,

            votre salle de presse dit que les clients répondent de l’usage qu’ils font de Sightline. Le manuel de l’un d’eux demande à ses agents d’abaisser votre seuil quand une recherche ne trouve personne. Vous pouvez le lire, et moi aussi.

            Quand on sait comment un outil est utilisé, le vendre est un choix. Je vous demande d’en faire un autre : mettez fin aux contrats avec la police à leur prochaine échéance, et dites-le publiquement.
            """, "Vendre Sightline est un choix", Target: 0),

        new(Step.EmailTarget, """
            Madame, Monsieur,

            votre salle de presse appelle Northwind « une plateforme pour la dignité ». Onze services de police vous paient pour Sightline, qui cherche les visages de gens que nul ne soupçonne. Votre propre test dit combien ses erreurs sont inégales, et la page de ce test a disparu.

            Publierez-vous les résultats de la version qu’utilisent vos clients, avec la date et le seuil ? Et direz-vous publiquement ce que vous avez fait après l’arrestation de Ruben Adeyo ?

            J’habite à [votre ville], et j’aimerais lire la réponse avant de croiser le produit dans la rue.
            """, "Où sont les résultats des tests de Sightline ?", Target: 1, Weight: 2),
        new(Step.EmailTarget, """
            Madame, Monsieur,

            vous avez écrit à Open Square que les chiffres sur Sightline viennent d’une version qu’aucun client n’a reçue. Il y en a donc d’autres. Où puis-je les lire ?

            Je vous demande trois choses : le test de la version vendue, le seuil que vous recommandez, et le nombre de clients qui s’y tiennent.
            """, "Quelle version la police utilise-t-elle ?", Target: 1),
        new(Step.EmailTarget, """
            Madame, Monsieur,

            un conducteur d’autobus a été retenu 30 heures sur la foi de votre produit. Le procès-verbal ne nomme pas Sightline ; une facture le nomme.

            Northwind a-t-elle parlé à Ruben Adeyo depuis ? A-t-elle cherché ce qui s’est passé ? À [votre ville], on me le demande, et j’aimerais pouvoir répondre.
            """, "Après l’arrestation de Ruben Adeyo", Target: 1),

        new(Step.Share, "{signed}Northwind célèbre les droits civiques dans son hall et vend la reconnaissance faciale à la police. J’ai signé pour que cela cesse. Et vous ? {link}", Weight: 2),
        new(Step.Share, "Un homme a été retenu 30 heures parce qu’une machine l’a pris pour un autre. L’entreprise qui la vend pourrait y mettre fin demain. À signer ici : {link}"),
        new(Step.Share, "{signed}Je viens de signer : Northwind doit cesser de vendre la reconnaissance faciale à la police. Une minute suffit, tu signes aussi ? {link}", Channel: Channel.WhatsApp),
        new(Step.Share, """
            {signed}Bonjour,

            je viens de signer une pétition sur la reconnaissance faciale vendue à la police. Une entreprise, Northwind, la vend, alors que son propre test dit combien de fois elle prend quelqu’un pour un autre.

            Une minute suffit, et chaque affirmation y a sa source : {link}

            {first_name}
            """, "Tu signes cela avec moi ?", Channel: Channel.Email),
    ];
}
