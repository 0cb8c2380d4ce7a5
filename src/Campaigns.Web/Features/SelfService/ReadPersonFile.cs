using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.SelfService;

/// <summary>Gathers all that is stored about one person.</summary>
public sealed class ReadPersonFile(IDbContextFactory<CampaignsDb> databases, Organisation organisation, IOptions<SiteOptions> site, TimeProvider clock)
{
    public async Task<PersonFile> RunAsync(PersonLink link, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var person = await db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.EmailKey == link.EmailKey, ct);
        List<PersonSignature> signatures = [];
        foreach (var signature in await (await PersonRows.SignaturesAsync(db, link.EmailKey, ct)).AsNoTracking().OrderBy(s => s.CreatedAt).ToListAsync(ct))
            signatures.Add(await SignatureAsync(db, signature, ct));
        List<PersonStop> stops = [];
        foreach (var stop in await db.Suppressions.AsNoTracking().Where(s => s.RecipientKey == link.EmailKey).OrderBy(s => s.CreatedAt).ToListAsync(ct))
            stops.Add(new(stop.Reason.ToString(), stop.Scope.ToString(), stop.CampaignId is { } id ? await CampaignWords.HeadlineAsync(db, id, link.Language, ct) : null, stop.Source, stop.CreatedAt));
        return new(organisation.Now.Name, clock.GetUtcNow(), person?.FirstSeenAt, person?.Mails, person?.Actions, signatures, stops);
    }

    private async Task<PersonSignature> SignatureAsync(CampaignsDb db, Signature s, CancellationToken ct)
    {
        var slug = await db.CampaignTexts.Where(t => t.CampaignId == s.CampaignId).OrderByDescending(t => t.Language == s.Language).ThenByDescending(t => t.IsOriginal).Select(t => t.Slug).FirstAsync(ct);
        var version = await db.TextVersions.Where(v => v.Id == s.TextVersionId).Select(v => (int?)v.Number).SingleOrDefaultAsync(ct);
        var targets = await db.Targets.AsNoTracking().Where(t => t.CampaignId == s.CampaignId).ToDictionaryAsync(t => t.Id, t => t.Name, ct);
        var consents = await db.Consents.AsNoTracking().Where(c => c.SignatureId == s.Id).OrderBy(c => c.Id)
            .Select(c => new { c.Purpose, c.IsGranted, c.Page, c.At, Wording = db.ConsentWordings.Where(w => w.Hash == c.WordingHash).Select(w => w.Text).FirstOrDefault() }).ToListAsync(ct);
        var actions = await db.Actions.AsNoTracking().Where(a => a.SignatureId == s.Id).OrderBy(a => a.StartedAt).ToListAsync(ct);
        var mails = await db.Deliveries.AsNoTracking().Where(d => d.SignatureId == s.Id).OrderBy(d => d.CreatedAt).ToListAsync(ct);
        var shares = await db.ShareLinks.AsNoTracking().Where(l => l.SignatureId == s.Id).OrderBy(l => l.CreatedAt).ToListAsync(ct);
        return new(
            await CampaignWords.HeadlineAsync(db, s.CampaignId, s.Language, ct) ?? slug, $"{site.Value.Url}/c/{slug}", s.Name, s.Email, s.Country, s.Postcode, s.Comment, s.ShowName, s.WantsUpdates,
            s.Language, version, s.State.ToString(), s.StateReason, s.CreatedAt, s.ConfirmedAt, s.StateChangedAt,
            await db.KeptSignatures.Where(k => k.SignatureId == s.Id).OrderByDescending(k => k.At).Select(k => (DateTimeOffset?)k.At).FirstOrDefaultAsync(ct),
            s.SupporterNumber, s.Network, s.Source, s.Generation, s.ShareLinkId is not null, s.IsTest,
            consents.ConvertAll(c => new PersonConsent(c.Purpose.ToString(), c.IsGranted, c.Wording ?? "", c.Page, c.At)),
            actions.ConvertAll(a => new PersonAction(a.Step.ToString(), a.Channel.ToString(), Target(a.TargetId), a.Subject, a.Text, a.IsCustomised, a.Rung.ToString(), a.StartedAt, a.SelfReportedAt, a.ProvedAt, a.ProofUrl, a.CancelledAt)),
            mails.ConvertAll(d => new PersonMail(d.Kind.ToString(), Target(d.TargetId), d.State.ToString(), d.Reason, d.CreatedAt, d.SentAt, d.ReplyCode, d.ReplyText, d.BouncedAt)),
            shares.ConvertAll(l => new PersonShare(l.Code, l.Channel.ToString(), l.Visits, l.CreatedAt)));

        string? Target(Guid? id) => id is { } known ? targets.GetValueOrDefault(known) : null;
    }
}
