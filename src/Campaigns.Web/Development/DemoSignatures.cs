using System.Security.Cryptography;
using System.Text;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Development;

/// <summary>Signatures as a campaign might have got them: a rush at the start, another after each event, quiet weekends, busy evenings.</summary>
internal sealed class DemoSignatures(InstallationKeys keys, Random random)
{
    private const string Question = "Can Open Square email you about this campaign? Yes, keep me posted / No, only the confirmation";
    private static readonly byte[] QuestionHash = SHA256.HashData(Encoding.UTF8.GetBytes(Question));

    // Of each hour's share of a day, from midnight on.
    private static readonly int[] Hours = [2, 1, 1, 0, 0, 1, 3, 6, 8, 8, 7, 7, 9, 8, 6, 6, 7, 9, 11, 13, 14, 12, 8, 4];

    public static ConsentWording Wording(DateTimeOffset now) => new(QuestionHash, "en", Question, now);

    /// <param name="days">Days over which people signed, from <paramref name="start"/>.</param>
    /// <param name="texts">Per language, what stood there when; others sign the first language.</param>
    /// <param name="paper">Added to the numbers of supporters who confirmed from that moment on.</param>
    /// <param name="shares">Says who came through whom.</param>
    public List<Signature> Make(
        Guid campaignId, IReadOnlyList<DemoPerson> people, int pending, int withdrawn, DateTimeOffset start, int days, DateTimeOffset latest,
        IReadOnlyDictionary<string, IReadOnlyList<TextVersion>> texts, (int Number, DateTimeOffset From) paper, DemoShares? shares = null)
    {
        var confirmed = people.Count - pending - withdrawn;
        var moments = people.Select((_, i) => i >= confirmed ? Recent(latest) : Moment(start, days, latest)).ToList();
        var plans = people.Select((person, i) => (Person: person, Signed: moments[i], Confirmed: Later(moments[i], latest), State: i < confirmed ? SignatureState.Confirmed : i < confirmed + pending ? SignatureState.Pending : SignatureState.Withdrawn)).ToList();

        var number = 0;
        var numbers = plans.Where(plan => plan.State is SignatureState.Confirmed).OrderBy(plan => plan.Confirmed)
            .ToDictionary(plan => plan.Person, plan => ++number + (plan.Confirmed >= paper.From ? paper.Number : 0));
        return [.. plans.OrderBy(plan => plan.Signed).Select(plan =>
        {
            var details = Details(campaignId, plan.Person, plan.Signed, texts);
            var signature = Signature.Restore(
                Guid.CreateVersion7(plan.Signed), shares?.Credit(details, plan.Signed) ?? details, plan.State, plan.State is SignatureState.Withdrawn ? "this wasn't me" : null,
                plan.Signed, plan.State is SignatureState.Pending ? plan.Signed : plan.Confirmed, numbers.TryGetValue(plan.Person, out var own) ? own : null);
            shares?.Add(signature);
            return signature;
        })];
    }

    /// <summary>The answers that came with the signatures.</summary>
    public static IEnumerable<Consent> ConsentsOf(IEnumerable<Signature> signatures, string page) =>
        signatures.Select(signature => new Consent(signature.Id, ConsentPurpose.Updates, signature.WantsUpdates, QuestionHash, page, signature.CreatedAt));

    private SignatureDetails Details(Guid campaignId, DemoPerson person, DateTimeOffset signed, IReadOnlyDictionary<string, IReadOnlyList<TextVersion>> texts)
    {
        var language = texts.ContainsKey(person.Language) ? person.Language : texts.Keys.First();
        var version = texts[language].LastOrDefault(candidate => candidate.PublishedAt <= signed) ?? texts[language][0];
        return new SignatureDetails(campaignId, version.Id, language, keys.Emails.KeyOf(person.Email), person.Email, person.Name, person.Country,
            Postcode: null, Comment: null, ShowName: random.Next(100) < 62, WantsUpdates: random.Next(100) < 57, Network: null);
    }

    private DateTimeOffset Moment(DateTimeOffset start, int days, DateTimeOffset latest)
    {
        var day = Drawn(Enumerable.Range(0, days).Select(d => Crowd(d, start.AddDays(d).DayOfWeek)).ToArray());
        var moment = new DateTimeOffset(start.Date, TimeSpan.Zero).AddDays(day).AddHours(Drawn(Hours)).AddSeconds(random.Next(3600));
        return moment < start ? start.AddMinutes(random.Next(1, 600)) : moment > latest ? latest.AddMinutes(-random.Next(5, 900)) : moment;
    }

    private DateTimeOffset Recent(DateTimeOffset latest) => latest.AddMinutes(-random.Next(20, 13 * 24 * 60));

    private DateTimeOffset Later(DateTimeOffset signed, DateTimeOffset latest)
    {
        var confirmed = signed.AddSeconds(random.Next(100) < 88 ? random.Next(25, 1_800) : random.Next(1_800, 170_000));
        return confirmed < latest ? confirmed : latest > signed ? latest : signed;
    }

    private static int Crowd(int day, DayOfWeek weekday)
    {
        var events = 900 * Math.Exp(-day / 5.0) + After(9, 420, day) + After(41, 160, day) + After(47, 260, day) + After(86, 300, day) + 70;
        return (int)(events * (weekday is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.6 : 1));
    }

    private static double After(int start, double height, int day) => day < start ? 0 : height * Math.Exp(-(day - start) / 3.5);

    private int Drawn(int[] weights)
    {
        var at = random.Next(weights.Sum());
        return Array.FindIndex(weights, weight => (at -= weight) < 0);
    }
}
