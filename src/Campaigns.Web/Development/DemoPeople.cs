using System.Globalization;
using System.Text;

namespace Campaigns.Web.Development;

/// <summary>Made-up people of the demonstration. Nobody is meant; every address lies on a reserved domain.</summary>
internal static class DemoPeople
{
    private static readonly string[] Domains = ["example.org", "post.example", "mail.example", "inbox.test", "letters.example", "uni.example", "home.test"];

    // Weight, countries, interface language, first names, last names.
    private static readonly Region[] Regions =
    [
        new(20, ["PT", "PT", "BR"], "en", "Ana Joaquim Beatriz Duarte Inês Tomás Leonor Rui Catarina Gonçalo Luísa Vasco", "Silveira Marques Falcão Teixeira Bragança Pires Antunes Nóbrega Quintela Sá"),
        new(22, ["GB", "IE", "GB"], "en", "Oona Callum Niamh Rhys Imogen Declan Bronwen Alasdair Maeve Tamsin Ewan Siobhán", "Larkin Pemberton Ó_Dálaigh Thistlewood Ferris Abernathy Quill Marlowe Greaves Holloway Pryce"),
        new(18, ["FR", "FR", "BE", "CH", "CA"], "fr", "Zoé Étienne Maëlle Anaïs Bastien Hélène Loïc Margaux Rémi Solène Thibault Océane", "Lefèvre Béranger Castagnier Deschênes Garrigue Maçon Noël Perrault Sauvageot Vauclair"),
        new(14, ["DE", "DE", "AT"], "en", "Friedrich-Maximilian Käthe Jörg Anneliese Lutz Friederike Sönke Ulrike Björn Mareike", "Weißhaupt Grünwald Öttinger Krähe Lindemann Schöller Bäumler Vogelsang Zöller"),
        new(9, ["TN", "MA", "DZ", "LB"], "fr", "ليلى|Layla يوسف|Youssef أمينة|Amina كريم|Karim نور|Nour سلمى|Salma طارق|Tarek هدى|Houda", "حداد|Haddad الزهراوي|Zahraoui بن_سالم|Bensalem منصوري|Mansouri الخطيب|Khatib شريف|Cherif"),
        new(8, ["KE", "NG", "GH", "ZA"], "en", "Wanjiru Chidi Adaeze Kwabena Thandiwe Otieno Ngozi Sipho Akosua Baraka", "Mwangi Okonjo Nkrumah Dlamini Adeyemi Wekesa Boateng Mokoena Eze"),
        new(7, ["SE", "NO", "DK", "FI"], "en", "Åsa Søren Øystein Linnéa Pekka Sólveig Mårten Ylva Jørgen Aino", "Åkerström Østergaard Lindqvist Hämäläinen Bjørnson Sjöblom Nygård Kivelä"),
        new(6, ["PL", "CZ", "SK"], "en", "Zofia Łukasz Małgorzata Jiří Božena Stanisław Eliška Wojciech Žofie", "Wiśniewski Kraśko Dvořák Świątek Nováček Żurawski Hrubý"),
        new(6, ["ES", "AR", "MX"], "en", "Nuria Íñigo Begoña Joaquín Lucía Santiago Ximena Álvaro Paloma", "Echeverría Peñalba Ibáñez Castaño Muñiz Zubiri Ordóñez"),
        new(5, ["IN", "GB", "CA"], "en", "Ananya Rohan Meera Arjun Kavya Siddharth Lakshmi Imran", "Venkataraman Chowdhury Iyer Deshpande Nair Qureshi Banerjee"),
        new(4, ["JP", "KR", "US"], "en", "Haruka Kenji Ji-woo Minseo Aiko Daichi", "Fujimori Nakagawa Seo Han Kurosaki Yoon"),
        new(9, ["US", "US", "CA", "AU", "NZ"], "en", "Delphine Marcus Tallulah Wendell Harriet Jamal Aroha Bea Cormac Odessa", "Kettleman Baptiste Underhill Whitaker Ngata Castellanos Brightwater Olufemi Stroud"),
    ];

    /// <summary>The same people in the same order for the same seed.</summary>
    public static IReadOnlyList<DemoPerson> Make(int count, Random random)
    {
        var whole = Regions.Sum(region => region.Weight);
        var people = new List<DemoPerson>(count);
        for (var i = 0; i < count; i++)
        {
            var at = random.Next(whole);
            var region = Array.Find(Regions, candidate => (at -= candidate.Weight) < 0)!;
            var (first, last) = (Pick(region.First, random), Pick(region.Last, random));
            var local = $"{Latin(first.Latin)}.{Latin(last.Latin)}{(i % 3 == 0 ? "" : ".")}{i + 11}";
            people.Add(new DemoPerson($"{first.Written} {last.Written}", $"{local}@{Domains[random.Next(Domains.Length)]}", region.Countries[random.Next(region.Countries.Length)], region.Language));
        }

        return people;
    }

    private static (string Written, string Latin) Pick(string[] names, Random random)
    {
        var name = names[random.Next(names.Length)].Replace('_', ' ').Split('|');
        return (name[0], name[^1]);
    }

    private static string Latin(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name.ToLowerInvariant().Replace("ß", "ss").Replace('ø', 'o').Replace('ł', 'l').Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetter(c)) plain.Append(c);
            else if (c is '-') plain.Append(c);
        return plain.ToString();
    }

    private sealed record Region(int Weight, string[] Countries, string Language, string[] First, string[] Last)
    {
        public Region(int weight, string[] countries, string language, string first, string last) : this(weight, countries, language, first.Split(' '), last.Split(' ')) { }
    }
}

internal sealed record DemoPerson(string Name, string Email, string Country, string Language);
