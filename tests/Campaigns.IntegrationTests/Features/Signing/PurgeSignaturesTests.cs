using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Signing;

/// <summary>What the nightly purge leaves of people whom no signature names any more.</summary>
public sealed class PurgeSignaturesTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Words_that_belong_to_no_signature_go_after_thirty_days_and_their_rows_stay(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.Client().SignAsync(campaign, SigningPost.Form("ana@example.org"));
        await app.Client().SignAsync(campaign, SigningPost.Form("ben@example.org"));
        await using var db = app.Db();
        var gone = await db.Signatures.Where(s => s.Email == "ana@example.org").Select(s => s.Id).SingleAsync();
        var stays = await db.Signatures.Where(s => s.Email == "ben@example.org").Select(s => s.Id).SingleAsync();
        await db.Signatures.Where(s => s.Id == stays).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SignatureState.Confirmed).SetProperty(s => s.ConfirmedAt, (DateTimeOffset?)app.Now));
        var attempt = Guid.CreateVersion7(app.Now);
        Guid?[] people = [gone, attempt, null, stays];
        foreach (var person in people)
        {
            db.Add(Post(campaign, person, app.Now));
            db.Add(Link(campaign, person, app.Now));
        }
        db.Add(new Consent(attempt, ConsentPurpose.MessageToTarget, true, new byte[32], campaign.Path, app.Now));
        // More than one batch of visitors.
        for (var i = 0; i < 501; i++) db.Add(Post(campaign, null, app.Now));
        await db.SaveChangesAsync();
        app.Clock.Advance(TimeSpan.FromDays(29));
        await app.RunAsync<PurgeSignatures>();
        (await db.Actions.AsNoTracking().ToListAsync()).ShouldAllBe(a => a.Text != null && a.Subject != null && a.ProofUrl != null);
        (await db.Consents.CountAsync()).ShouldBe(3);
        (await db.ShareLinks.CountAsync(l => l.SignatureId != null)).ShouldBe(3);
        app.Clock.Advance(TimeSpan.FromDays(2));
        db.AddRange(Post(campaign, null, app.Now), Link(campaign, Guid.CreateVersion7(app.Now), app.Now), new Consent(Guid.CreateVersion7(app.Now), ConsentPurpose.Updates, true, new byte[32], campaign.Path, app.Now));
        await db.SaveChangesAsync();

        for (var night = 0; night < 2; night++) await app.RunAsync<PurgeSignatures>();

        var (actions, before) = (await db.Actions.AsNoTracking().ToListAsync(), app.Now.AddDays(-1));
        actions.Count.ShouldBe(506);
        actions.ShouldAllBe(a => a.Rung == Rung.Proved && a.ProvedAt != null && a.IsCustomised);
        var silent = actions.Where(a => a.StartedAt < before && a.SignatureId != stays).ToList();
        silent.Count.ShouldBe(504);
        silent.ShouldAllBe(a => a.Text == null && a.Subject == null && a.ProofUrl == null);
        actions.Except(silent).ShouldAllBe(a => a.Text != null && a.Subject != null && a.ProofUrl != null);
        (await db.Signatures.Select(s => s.Id).ToListAsync()).ShouldBe([stays]);
        (await db.Consents.AsNoTracking().OrderBy(c => c.At).ToListAsync()).Select(c => c.SignatureId == stays || c.At > before).ShouldBe([true, true]);
        var links = await db.ShareLinks.AsNoTracking().ToListAsync();
        links.Count.ShouldBe(5);
        links.Where(l => l.CreatedAt < before).Select(l => l.SignatureId).Where(id => id != null).ShouldBe([stays]);
        links.Single(l => l.CreatedAt > before).SignatureId.ShouldNotBeNull();
        app.Logs.Lines.Where(line => line.Contains("Erased the words of", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("504 actions");
    }

    private static SupporterAction Post(SeededCampaign campaign, Guid? person, DateTimeOffset now)
    {
        var post = new SupporterAction(campaign.Id, person, Step.Tweet, Channel.X, campaign.TargetId, "en", now);
        post.Write(null, "From Ana", "I am Ana and I say stop.", isCustomised: true);
        post.Prove($"https://x.com/ana/status/{post.Id:n}", now);
        return post;
    }

    private static ShareLink Link(SeededCampaign campaign, Guid? person, DateTimeOffset now) =>
        new(Guid.NewGuid().ToString("n")[..10], campaign.Id, "en", Channel.WhatsApp, person, null, null, 1, isTest: false, now);
}
