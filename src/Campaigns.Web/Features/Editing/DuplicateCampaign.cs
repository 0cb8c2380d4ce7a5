using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;
using Campaigns.Core.Targets;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing;

/// <summary>A new draft with the words, sources, targets, messages and form of another campaign. Signatures, dates, addresses and figures stay where they are.</summary>
public sealed class DuplicateCampaign(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    /// <returns>Its id; null when there is no such campaign.</returns>
    public async Task<Guid?> RunAsync(Guid id, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } from) return null;
        var copy = new Campaign(from.TimeZone, now);
        copy.GiveTo(context.User.StaffId(), now);
        copy.SetSteps(from.Steps, now);
        copy.SendLetters(from.LetterWay, now);
        copy.ChooseTargets(from.TargetChoice, from.AreaFallback, now);
        copy.AskForComments(from.AsksComment, now);
        copy.AllowEmbedding(from.EmbedOrigins, now);
        db.AddRange(copy, new CampaignCount(copy.Id, now));

        var targets = await TargetsAsync(db, id, copy.Id, ct);
        var messages = new Dictionary<Guid, Message>();
        foreach (var text in await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).ToListAsync(ct)) await TextAsync(db, text, copy.Id, targets, now, ct);
        foreach (var message in await db.Messages.AsNoTracking().Where(m => m.CampaignId == id && m.ReplacedById == null).OrderBy(m => m.Id).ToListAsync(ct))
        {
            // A variant for a target that was removed has nobody to go to.
            if (message.TargetId is { } own && !targets.ContainsKey(own)) continue;
            var variant = new Message(copy.Id, message.Step, message.Language, message.Subject, message.Text, message.Weight, message.TargetId is { } to ? targets[to] : null) { Channel = message.Channel };
            variant.Offer(message.IsOn, message.Weight);
            messages[message.Id] = db.Add(variant).Entity;
            variant.Translate(message.TranslationOf);
        }
        foreach (var variant in messages.Values) variant.Translate(variant.TranslationOf is { } of ? messages.GetValueOrDefault(of)?.Id : null);
        db.Add(new AuditEntry(context.User.StaffId(), "campaign.duplicated", copy.Id.ToString(), null, id.ToString(), context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        return copy.Id;
    }

    /// <returns>Old id to new one.</returns>
    private static async Task<Dictionary<Guid, Guid>> TargetsAsync(CampaignsDb db, Guid id, Guid copyId, CancellationToken ct)
    {
        var (ids, position) = (new Dictionary<Guid, Guid>(), 0);
        foreach (var target in await db.Targets.AsNoTracking().Where(t => t.CampaignId == id && t.RemovedAt == null).OrderBy(t => t.Position).ToListAsync(ct))
        {
            var copy = new Target(copyId, ++position, target.Name)
            {
                Role = target.Role, Organisation = target.Organisation, Salutation = target.Salutation, Email = target.Email, XHandle = target.XHandle, FacebookUrl = target.FacebookUrl,
                Country = target.Country, Area = target.Area, Language = target.Language, TimeZone = target.TimeZone, Mail = target.Mail,
            };
            ids[target.Id] = copy.Id;
            db.Add(copy);
        }
        return ids;
    }

    private static async Task TextAsync(CampaignsDb db, CampaignText from, Guid copyId, Dictionary<Guid, Guid> targets, DateTimeOffset now, CancellationToken ct)
    {
        var words = await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == from.Id, ct)
            ?? TextDraft.Of(from, await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == from.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct), now);
        var text = new CampaignText(copyId, from.Language, await CreateCampaign.FreeSlugAsync(db, words.Headline, ct), now) { IsOriginal = from.IsOriginal };
        // Another text of this copy may have the same headline, and is not yet in the database.
        if (db.ChangeTracker.Entries<CampaignText>().Any(other => other.Entity.Slug == text.Slug)) text.Move($"{text.Slug[..Math.Min(text.Slug.Length, 70)]}-{text.Language}");
        words.Apply(text);
        if (!text.IsOriginal) text.Await();
        db.AddRange(text, new TextVersion(text.Id, 1, words.Headline, words.Summary, words.Story, TextChange.First, null, now));
        foreach (var source in await db.Sources.AsNoTracking().Where(s => s.CampaignTextId == from.Id && s.RemovedOn == null).OrderBy(s => s.Id).ToListAsync(ct))
        {
            var cited = new Source(text.Id, source.Key, source.Title, source.Url, source.Publisher, source.PublishedOn, source.Kind, source.ArchivedUrl);
            cited.KeepCopy(source.Copy);
            db.Add(cited);
        }
        foreach (var key in await db.StoryClaims.Where(c => c.CampaignTextId == from.Id).Select(c => c.Key).ToListAsync(ct)) db.Add(new Claim(text.Id, key)); // what its target was asked and answered stays there
        foreach (var role in await db.TargetTexts.AsNoTracking().Where(t => t.CampaignTextId == from.Id).ToListAsync(ct))
            if (targets.TryGetValue(role.TargetId, out var target)) db.Add(new TargetText(target, text.Id, role.Role));
    }
}
