using System.Globalization;
using Campaigns.Core.Editing;
using Campaigns.Core;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Schedule;

[Route("admin/campaigns/{id:guid}/edit/schedule")]
public sealed class ScheduleController(CampaignsDb db, SectionDesks desks, SaveSection save, TimeProvider clock, IStringLocalizer<Texts> texts)
    : SectionController<ScheduleForm>(Section.Schedule, desks, save, texts)
{
    protected override async Task<ScheduleForm> ReadAsync(SectionDesk desk, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == desk.CampaignId, ct);
        return new ScheduleForm
        {
            TimeZone = campaign.TimeZone,
            ClosesAt = campaign.ClosesAt is { } at ? ZonedTime.Write(at, TimeZoneInfo.FindSystemTimeZoneById(campaign.TimeZone)) : null,
            Goal = campaign.FixedGoal?.ToString(CultureInfo.InvariantCulture),
        };
    }

    protected override Task CheckAsync(SectionDesk desk, ScheduleForm form, CancellationToken ct)
    {
        if (form.TimeZone is not null && !TimeZones.IsKnown(form.TimeZone)) ModelState.AddModelError(nameof(form.TimeZone), "Select the time zone of the campaign");
        else if (form is { TimeZone: { } id, ClosesAt.Length: > 0 })
        {
            var problem = ZonedTime.Read(form.ClosesAt, TimeZoneInfo.FindSystemTimeZoneById(id), out var at);
            if (problem is ZonedTimeProblem.Unreadable) ModelState.AddModelError(nameof(form.ClosesAt), "Enter a date and a time, such as 2026-05-03 09:00");
            else if (problem is ZonedTimeProblem.InGap) ModelState.AddModelError(nameof(form.ClosesAt), "Clocks skip this time on that day in this zone. Enter an hour later");
            else if (at <= clock.GetUtcNow()) ModelState.AddModelError(nameof(form.ClosesAt), "Enter a time to come. To end signing now, close the campaign");
        }
        if (form.Goal is { Length: > 0 } goal && ScheduleForm.NumberOf(goal) is null) ModelState.AddModelError(nameof(form.Goal), "Enter the goal as a number, such as 10000");
        return Task.CompletedTask;
    }

    protected override async Task<object?> BesideAsync(SectionDesk desk, ScheduleForm form, CancellationToken ct) => new ScheduleBeside
    {
        Zones = TimeZones.All(clock.GetUtcNow()),
        OpensAt = await db.Campaigns.Where(c => c.Id == desk.CampaignId).Select(c => c.OpensAt).SingleAsync(ct),
    };

    protected override Task WriteAsync(SectionWrite write, ScheduleForm form)
    {
        write.Campaign.SetTimeZone(form.TimeZone!, write.Now);
        write.Campaign.CloseAt(form.ClosesAt is { Length: > 0 } && ZonedTime.Read(form.ClosesAt, TimeZoneInfo.FindSystemTimeZoneById(form.TimeZone!), out var at) is null ? at : null, write.Now);
        write.Campaign.SetGoal(form.Goal is { Length: > 0 } goal ? ScheduleForm.NumberOf(goal) : null, write.Now);
        return Task.CompletedTask;
    }
}
