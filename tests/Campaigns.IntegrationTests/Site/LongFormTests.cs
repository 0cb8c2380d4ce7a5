using System.Net;
using System.Text;
using Campaigns.Core.Acting;
using Campaigns.IntegrationTests.Features.Acting;
using Campaigns.Web.Startup;

namespace Campaigns.IntegrationTests.Site;

/// <summary>Texts that somebody pastes by mistake: a sentence at the field and the text still in it; beyond that a page in the campaign's language that leads back.</summary>
public sealed class LongFormTests(BadInputTests.Listening apps) : ActTest, IClassFixture<BadInputTests.Listening>
{
    // A form escapes them to one, six and nine bytes.
    [Theory]
    [InlineData("a")]
    [InlineData("ü")]
    [InlineData("字")]
    public async Task A_letter_of_a_hundred_thousand_characters_comes_back_with_a_sentence(string letter)
    {
        var (app, campaign) = await StartAsync();
        var walker = await new Walker(app).OpenAsync($"{campaign.Path}/act/email");

        await walker.PressAsync("Mon logiciel de courrier", ("Subject", "Halte"), ("Text", Long(letter)));

        await ShowsAsync(walker, "Raccourcissez votre lettre de 90 000 caractères", Long(letter), app);
        walker.ValueOf("#subject").ShouldBe("Halte");
    }

    [Fact]
    public async Task So_does_every_other_text()
    {
        var (app, campaign) = await StartAsync();
        var walker = await new Walker(app).OpenAsync($"{campaign.Path}/act/tweet");
        await walker.PressAsync("Tweeter à Dana Whitlock", ("Text", Long("é")));
        await ShowsAsync(walker, "Raccourcissez votre tweet de 99 720 caractères", Long("é"), app);

        await walker.OpenAsync($"{campaign.Path}/act/facebook");
        await walker.PressAsync("Copier et ouvrir Facebook", ("Text", Long("é")));
        await ShowsAsync(walker, "Raccourcissez votre commentaire de 92 000 caractères", Long("é"), app);

        // More than a field of other forms holds, and no large form yet.
        var some = new string('a', FormGuard.MaxValue + 1);
        await walker.OpenAsync($"{campaign.Path}/act/facebook");
        await walker.PressAsync("Copier et ouvrir Facebook", ("Text", some));
        await ShowsAsync(walker, "Raccourcissez votre commentaire de 24 769 caractères", some, app);

        await walker.OpenAsync($"{campaign.Path}/act/share");
        await walker.PressAsync("WhatsApp", ("Text", Long("é")));
        await ShowsAsync(walker, "Raccourcissez votre message de 99 500 caractères", Long("é"), app);

        await walker.OpenAsync($"{campaign.Path}/sign");
        await walker.PressAsync("Signer la pétition", ("Name", Long("e\u0301")), ("Email", "ana@example.org"), ("Country", "FR"), ("Updates", "yes"));
        walker.Status.ShouldBe(HttpStatusCode.BadRequest);
        walker.Text.ShouldContain("Raccourcissez votre nom à 120 caractères");
        // As it was typed: composing so much on one letter takes seconds.
        walker.ValueOf("#name").ShouldBe(Long("e\u0301"));
    }

    [Theory]
    [InlineData("act/email", "act/email")]
    [InlineData("act/tweet/link", "act/tweet")]
    [InlineData("act/share", "act/share")]
    [InlineData("sign", "sign")]
    public async Task What_no_form_holds_is_refused_in_the_language_of_the_campaign_with_the_way_back(string post, string form)
    {
        var (app, campaign) = await StartAsync();
        var client = app.Client();
        client.DefaultRequestHeaders.ExpectContinue = true;
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        foreach (var (answer, sentence) in new[]
        {
            (await client.PostAsync($"{campaign.Path}/{post}", Text(FormGuard.MaxLongBytes)), "C’est trop long"),
            (await client.PostAsync($"{campaign.Path}/{post}", new StringContent("Text=%00", Encoding.UTF8, "application/x-www-form-urlencoded")), "Nous n’avons pas pu lire ceci"),
        })
        {
            ((int)answer.StatusCode).ShouldBeOneOf(400, 413);
            var page = await answer.Content.ReadAsStringAsync();
            page.ShouldContain("<html lang=\"fr\"");
            page.ShouldContain($"<h1>{sentence}</h1>");
            page.ShouldContain($"href=\"{campaign.Path}/{form}\"");
        }
        (await client.GetAsync($"{campaign.Path}/{form}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/mine")]
    [InlineData("/language")]
    [InlineData("/sign-in")]
    public async Task Forms_without_a_long_text_take_no_more_than_before(string path)
    {
        var client = (await apps.On(TestDatabase.Sqlite)).Client();
        client.DefaultRequestHeaders.ExpectContinue = true;
        (await client.PostAsync(path, Text(FormGuard.MaxValue + 1))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await client.PostAsync(path, Text(FormGuard.MaxBytes))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private async Task<(CampaignsApp App, SeededCampaign Campaign)> StartAsync()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        return (app, await SeedAsync(app, (row, now) => row.SendLetters(LetterWay.OwnProgram, now), language: "fr"));
    }

    private static async Task ShowsAsync(Walker walker, string sentence, string typed, CampaignsApp app)
    {
        walker.Status.ShouldBe(HttpStatusCode.BadRequest);
        walker.Text.ShouldContain(sentence);
        walker.ValueOf("#text").ShouldBe(typed);
        (await ActionsAsync(app)).ShouldBeEmpty();
    }

    private static string Long(string letter) => string.Concat(Enumerable.Repeat(letter, 100_000));

    /// <summary>A form of one field, a little longer than that many bytes.</summary>
    private static StringContent Text(int bytes) => new("Text=" + new string('a', bytes), Encoding.ASCII, "application/x-www-form-urlencoded");
}

/// <summary>In memory: a server on a socket closes on those who send too slowly.</summary>
public sealed class LongFormCrowdTests(Apps apps) : ActTest, IClassFixture<Apps>
{
    [Fact]
    public async Task A_crowd_of_long_texts_waits_outside_while_others_are_served()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await SeedAsync(app, (row, now) => row.SendLetters(LetterWay.OwnProgram, now), language: "fr");
        var client = app.Client();
        using var away = new CancellationTokenSource();
        List<Task> held = [];
        void Hold() => held.Add(client.PostAsync($"{campaign.Path}/act/email", new Slow(), away.Token));
        for (var n = 0; n < FormGuard.MostLongForms; n++) Hold();

        // One that asks may itself have taken the place of one that was to be held: so each time one more comes.
        var refused = await UntilAsync(HttpStatusCode.ServiceUnavailable, Hold);

        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await refused.Content.ReadAsStringAsync()).ShouldContain("<html lang=\"fr\"");
        (await client.SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        // Whoever goes away gives the place back.
        await away.CancelAsync();
        await Task.WhenAll(held).ContinueWith(_ => { }, TaskScheduler.Default);
        await UntilAsync(HttpStatusCode.BadRequest);

        async Task<HttpResponseMessage> UntilAsync(HttpStatusCode status, Action? before = null)
        {
            for (var n = 0; ; n++)
            {
                before?.Invoke();
                var answer = await client.PostAsync($"{campaign.Path}/act/email", new StringContent("Do=app&Text=" + new string('a', FormGuard.MaxBytes), Encoding.ASCII, "application/x-www-form-urlencoded"));
                if (answer.StatusCode == status || n == 100) return answer.StatusCode == status ? answer : throw new InvalidOperationException($"{answer.StatusCode} instead of {status}");
                await Task.Delay(100);
            }
        }
    }

    /// <summary>A long form of which nothing comes.</summary>
    private sealed class Slow : HttpContent
    {
        public Slow() => Headers.ContentType = new("application/x-www-form-urlencoded");

        protected override Task SerializeToStreamAsync(System.IO.Stream stream, TransportContext? context) => Task.Delay(Timeout.Infinite);

        protected override bool TryComputeLength(out long length) => (length = 100_000) > 0;
    }
}
