using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Letters;

/// <summary>What the tests of letters share: a campaign that sends them, somebody who writes, and a look at the rows.</summary>
public abstract class LetterTest
{
    protected const string TargetAddress = "chief@northwind.example";

    /// <summary>The letters of one person under one campaign.</summary>
    protected sealed record Writer(SeededCampaign Campaign, Guid SignatureId, string Email, IReadOnlyList<Guid> Letters)
    {
        public Guid Letter => Letters[0];
    }

    /// <summary>A signature with one letter to each target of the campaign, as the steps after signing write them.</summary>
    protected static async Task<Writer> WriteAsync(CampaignsApp app, SeededCampaign? campaign = null, string email = "ana@example.org", string name = "Ana Silva", bool isConfirmed = true,
        bool isTest = false, string subject = "Stop the sale", string text = "Dear Dana Whitlock,\n\nstop it.", string language = "en", string? postcode = null)
    {
        campaign ??= await new TestCampaign { Language = language, TargetEmail = TargetAddress }.AddToAsync(app);
        await using var db = app.Db();
        var now = app.Now;
        var key = app.Services.GetRequiredService<InstallationKeys>().Emails.KeyOf(email);
        var signature = new Signature(Guid.CreateVersion7(now), new(campaign.Id, campaign.VersionId, language, key, email, name, "PT", postcode, null, false, false, null) { IsTest = isTest }, SignatureState.Pending, null, now);
        if (isConfirmed) signature.Confirm(SigningAnswer.Open, now);
        db.Add(signature);
        if (!await db.Supporters.AnyAsync(s => s.EmailKey == key)) db.Add(new Supporter(key, now));
        List<Guid> letters = [];
        foreach (var target in await db.Targets.Where(t => t.CampaignId == campaign.Id).OrderBy(t => t.Position).Select(t => t.Id).ToListAsync())
        {
            var letter = new SupporterAction(campaign.Id, signature.Id, Step.EmailTarget, Channel.Email, target, language, now) { IsTest = isTest };
            letter.Write(null, subject, text, isCustomised: true);
            db.Add(letter);
            letters.Add(letter.Id);
        }
        if (isConfirmed) await app.Services.GetRequiredService<LetterQueue>().AddAsync(db, signature, now, default);
        await db.SaveChangesAsync();
        return new(campaign, signature.Id, email, letters);
    }

    protected static async Task<Delivery> DeliveryAsync(CampaignsApp app, Guid letter)
    {
        await using var db = app.Db();
        return await db.Deliveries.AsNoTracking().Where(d => d.ActionId == letter && d.Kind == DeliveryKind.LetterToTarget).OrderByDescending(d => d.Id).FirstAsync();
    }

    protected static async Task<List<Delivery>> DeliveriesAsync(CampaignsApp app, DeliveryKind kind = DeliveryKind.LetterToTarget)
    {
        await using var db = app.Db();
        return await db.Deliveries.AsNoTracking().Where(d => d.Kind == kind).OrderBy(d => d.Id).ToListAsync();
    }

    protected static async Task<SupporterAction> ActionAsync(CampaignsApp app, Guid letter)
    {
        await using var db = app.Db();
        return await db.Actions.AsNoTracking().SingleAsync(a => a.Id == letter);
    }

    protected static async Task SetMailAsync(CampaignsApp app, Guid target, TargetMail mail)
    {
        await using var db = app.Db();
        await db.Targets.Where(t => t.Id == target).ExecuteUpdateAsync(set => set.SetProperty(t => t.Mail, mail));
    }

    /// <summary>On to the next Tuesday, 10:00 UTC: offices are open in Europe.</summary>
    protected static void MoveToOffice(CampaignsApp app) => MoveTo(app, DayOfWeek.Tuesday, new(10, 0));

    /// <summary>On to the next such moment in UTC.</summary>
    protected static void MoveTo(CampaignsApp app, DayOfWeek day, TimeOnly time)
    {
        var at = new DateTimeOffset(app.Now.UtcDateTime.Date, TimeSpan.Zero) + time.ToTimeSpan();
        while (at <= app.Now || at.DayOfWeek != day) at = at.AddDays(1);
        app.Clock.Advance(at - app.Now);
    }

    /// <summary>Gives a letter that time, as the slotter does, whatever the hour.</summary>
    protected static async Task MakeDueAsync(CampaignsApp app, Guid letter)
    {
        await using var db = app.Db();
        var now = app.Now.AddSeconds(-1);
        await db.Deliveries.Where(d => d.ActionId == letter && d.State == DeliveryState.Pending).ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, now));
    }
}
