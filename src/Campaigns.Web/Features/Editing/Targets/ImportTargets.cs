using System.Security.Cryptography;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Targets;

public enum TargetFileAct { Wrong, New, Changed, Same }

/// <param name="Target">The one that has this name and address already; null for none.</param>
public sealed record PlannedTarget(TargetFileRow Row, TargetFileAct Act, Target? Target);

/// <param name="Mark">Of what would be written and onto what: another one means that the targets have changed since.</param>
public sealed record TargetPlan(IReadOnlyList<PlannedTarget> Rows, string Mark)
{
    public int Number => Rows.Count(row => row.Act is TargetFileAct.New or TargetFileAct.Changed);
    public int Of(TargetFileAct act) => Rows.Count(row => row.Act == act);
}

/// <summary>Adds and changes targets from a file in one commit: a name with the same address is the same target. Empty cells leave what is there.</summary>
public sealed class ImportTargets(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    /// <summary>What <see cref="RunAsync"/> would do. Writes nothing.</summary>
    public async Task<TargetPlan> PlanAsync(Guid campaignId, TargetFile file, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await PlanAsync(db, campaignId, file, tracks: false, ct);
    }

    /// <param name="mark">Of the plan that was shown.</param>
    /// <returns>How many were written; null when the targets have changed since the plan was shown.</returns>
    public async Task<int?> RunAsync(SectionDesk desk, TargetFile file, string mark, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var plan = await PlanAsync(db, desk.CampaignId, file, tracks: true, ct);
        if (plan.Mark != mark) return null;
        if (plan.Number == 0) return 0;

        var last = await db.Targets.Where(t => t.CampaignId == desk.CampaignId).GroupBy(t => 1).Select(all => new { Position = all.Max(t => t.Position), Number = all.Max(t => t.Number) }).SingleOrDefaultAsync(ct);
        var (position, number) = (last?.Position ?? 0, last?.Number ?? 0);
        foreach (var (row, act, known) in plan.Rows)
        {
            if (act is not (TargetFileAct.New or TargetFileAct.Changed)) continue;
            var target = known ?? db.Add(new Target(desk.CampaignId, ++position, ++number, row.Form.Name!.Trim())).Entity;
            var role = target.Role ?? "";
            row.Form.Apply(target, keeps: true);
            if (known is not null) target.Change();
            if (row.Form.Roles.Count > 0) await SaveTarget.WriteRolesAsync(db, desk, target, row.Form.Roles, keeps: true, ct);
            if (known is not null) await SaveTarget.NoteRoleAsync(db, desk, target, role, ct);
        }
        await shown.NoteAsync(db, desk, "targets.imported", plan.Number, $"{plan.Of(TargetFileAct.New)} added, {plan.Of(TargetFileAct.Changed)} changed, {plan.Of(TargetFileAct.Wrong)} left out", context, ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { return null; } // somebody changed or added one in this moment
        await transaction.CommitAsync(ct);
        await shown.RunAsync(db, desk, ct);
        return plan.Number;
    }

    private static async Task<TargetPlan> PlanAsync(CampaignsDb db, Guid campaignId, TargetFile file, bool tracks, CancellationToken ct)
    {
        var query = db.Targets.Where(t => t.CampaignId == campaignId && t.RemovedAt == null);
        var there = (await (tracks ? query : query.AsNoTracking()).OrderBy(t => t.Position).ToListAsync(ct)).GroupBy(t => ReadTargetFile.KeyOf(t.Name, t.Email)).ToDictionary(same => same.Key, same => same.First());
        var roles = (await (from own in db.TargetTexts.AsNoTracking() join target in db.Targets on own.TargetId equals target.Id where target.CampaignId == campaignId join text in db.CampaignTexts on own.CampaignTextId equals text.Id select new { own.TargetId, text.Language, own.Role }).ToListAsync(ct))
            .ToLookup(own => own.TargetId, own => (own.Language, own.Role));
        var rows = file.Rows.Select(row => row.Problems.Count > 0 ? new PlannedTarget(row, TargetFileAct.Wrong, null)
            : !there.TryGetValue(ReadTargetFile.KeyOf(row.Form.Name, row.Form.Email), out var target) ? new PlannedTarget(row, TargetFileAct.New, null)
            : new PlannedTarget(row, Changes(target, row.Form, roles[target.Id].ToDictionary()) ? TargetFileAct.Changed : TargetFileAct.Same, target)).ToList();
        var mark = string.Join('\n', rows.Select(row => $"{row.Row.Line} {row.Act} {row.Target?.Id} {row.Target?.Revision}"));
        return new TargetPlan(rows, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mark))));
    }

    private static bool Changes(Target target, TargetForm form, Dictionary<string, string> roles)
    {
        // The rows are read for this alone where nothing is tracked; where they are, what would be applied is applied later anyway.
        var copy = new Target(target.CampaignId, target.Position, target.Name) { Role = target.Role, Organisation = target.Organisation, Salutation = target.Salutation, Email = target.Email, XHandle = target.XHandle, FacebookUrl = target.FacebookUrl, Country = target.Country, Area = target.Area, Language = target.Language, TimeZone = target.TimeZone };
        form.Apply(copy, keeps: true);
        return (copy.Name, copy.Role, copy.Organisation, copy.Salutation, copy.Email, copy.XHandle) != (target.Name, target.Role, target.Organisation, target.Salutation, target.Email, target.XHandle)
            || (copy.FacebookUrl, copy.Country, copy.Area, copy.Language, copy.TimeZone) != (target.FacebookUrl, target.Country, target.Area, target.Language, target.TimeZone)
            || form.Roles.Any(role => role.Value?.Trim() is { Length: > 0 } typed && typed != roles.GetValueOrDefault(role.Key));
    }
}
