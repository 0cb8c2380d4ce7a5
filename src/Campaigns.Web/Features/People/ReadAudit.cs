using System.IO.Pipelines;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.People;

/// <summary>Reads the audit log, newest first: a page of it, or all of what the filter leaves as a file.</summary>
public sealed class ReadAudit(CampaignsDb db)
{
    private const int PageSize = 50;

    public async Task<AuditPage> RunAsync(AuditFilter filter, Guid? before, CancellationToken ct)
    {
        var entries = Filtered(filter);
        if (before is { } last) entries = entries.Where(entry => entry.Id.CompareTo(last) < 0);
        var found = await entries.OrderByDescending(entry => entry.Id).Take(PageSize + 1).ToListAsync(ct);
        var (people, campaigns) = (await PeopleAsync(ct), await CampaignsAsync(ct));
        var names = NamesOf(people, campaigns);
        return new AuditPage
        {
            Filter = filter, IsFirst = before is null, People = people, Campaigns = campaigns, Rows = [.. found.Take(PageSize).Select(entry => Row(entry, names))],
            Older = found.Count > PageSize ? found[PageSize - 1].Id : null,
            Actions = await db.AuditEntries.Select(entry => entry.Action).Distinct().OrderBy(action => action).ToListAsync(ct),
        };
    }

    /// <returns>How many rows were written.</returns>
    public async Task<int> WriteAsync(AuditFilter filter, PipeWriter output, CancellationToken ct)
    {
        var names = NamesOf(await PeopleAsync(ct), await CampaignsAsync(ct));
        var (csv, rows) = (new CsvWriter(output), 0);
        csv.WriteMark();
        foreach (var title in (string[])["at", "who", "action", "about", "number", "detail", "network"]) csv.Cell(title);
        await csv.EndRowAsync(ct);
        await foreach (var entry in Filtered(filter).OrderByDescending(entry => entry.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            var row = Row(entry, names);
            csv.Cell(row.At.UtcDateTime);
            foreach (var text in (string?[])[row.Actor, row.Action, row.Subject]) csv.Cell(text);
            csv.Cell(row.Count);
            csv.Cell(row.Detail);
            csv.Cell(row.Network);
            rows++;
            if (!await csv.EndRowAsync(ct)) return rows;
        }
        await csv.FlushAsync(ct);
        return rows;
    }

    private IQueryable<AuditEntry> Filtered(AuditFilter filter)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (filter.Person is { } person)
        {
            var key = person.ToString();
            entries = entries.Where(entry => entry.ActorId == person || entry.Subject == key);
        }
        if (filter.Does is { Length: > 0 } does) entries = entries.Where(entry => entry.Action == does);
        if (filter.Campaign?.ToString() is { } campaign) entries = entries.Where(entry => entry.Subject == campaign);
        if (filter.From is { } from) entries = entries.Where(entry => entry.At >= Start(from));
        if (filter.Until is { } until && until < DateOnly.MaxValue) entries = entries.Where(entry => entry.At < Start(until.AddDays(1)));
        return entries;
    }

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static Dictionary<string, string> NamesOf(IEnumerable<(Guid Id, string Name)> people, IEnumerable<(Guid Id, string Name)> campaigns) =>
        people.Concat(campaigns).DistinctBy(named => named.Id).ToDictionary(named => named.Id.ToString(), named => named.Name);

    private static AuditRow Row(AuditEntry entry, Dictionary<string, string> names) => new(entry.Id, entry.At,
        entry.ActorId?.ToString() is { } actor ? names.GetValueOrDefault(actor, actor) : null, entry.Action,
        entry.Subject is { } subject ? names.GetValueOrDefault(subject, subject) : null, entry.Count,
        entry.Detail is { } detail ? names.GetValueOrDefault(detail, detail) : null, entry.Network);

    private async Task<List<(Guid, string)>> PeopleAsync(CancellationToken ct) =>
        (await db.Users.OrderBy(user => user.DisplayName).Select(user => new { user.Id, user.DisplayName, user.Email }).ToListAsync(ct)).ConvertAll(user => (user.Id, user.DisplayName.Length > 0 ? user.DisplayName : user.Email!));

    private async Task<List<(Guid, string)>> CampaignsAsync(CancellationToken ct) =>
        (await db.CampaignTexts.Where(text => text.IsOriginal).OrderBy(text => text.Slug).Select(text => new { text.CampaignId, text.Slug }).ToListAsync(ct)).ConvertAll(text => (text.CampaignId, text.Slug));
}
