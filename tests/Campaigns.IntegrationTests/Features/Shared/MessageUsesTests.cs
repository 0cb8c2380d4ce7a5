using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Shared;

/// <summary>How often each variant was offered, for the choice of the next.</summary>
public sealed class MessageUsesTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Uses_are_what_was_shown_before_and_what_was_offered_here_since(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var (often, seldom, other) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var hour = app.Now.Date.ToUniversalTime();
        await using var db = app.Db();
        db.AddRange(Row(often, hour, Rung.Shown, "", 4), Row(often, hour.AddHours(-1), Rung.Shown, "share-x", 3), Row(often, hour, Rung.Started, "", 50), Row(seldom, hour, Rung.Shown, "", 1), Row(Guid.Empty, hour, Rung.Shown, "", 9));
        await db.SaveChangesAsync();
        var uses = app.Services.GetRequiredService<MessageUses>();

        (await Of()).ShouldBe((7, 1, 0));
        uses.Offered(campaign.Id, seldom);
        uses.Offered(campaign.Id, other);
        (await Of()).ShouldBe((7, 2, 1));

        // Another process wrote down what it showed; for half a minute nobody looks.
        db.Add(Row(seldom, hour.AddHours(-2), Rung.Shown, "", 10));
        await db.SaveChangesAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(29));
        (await Of()).ShouldBe((7, 2, 1));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Of()).ShouldBe((7, 11, 0));

        async Task<(int, int, int)> Of()
        {
            var of = await uses.OfAsync(campaign.Id, default);
            return (of(often), of(seldom), of(other));
        }

        ReachCount Row(Guid message, DateTime at, Rung rung, string source, int number) =>
            new(campaign.Id, new DateTimeOffset(at, TimeSpan.Zero), Step.Tweet, Channel.X, rung, Guid.Empty, message, "en", source, 0, number);
    }
}
