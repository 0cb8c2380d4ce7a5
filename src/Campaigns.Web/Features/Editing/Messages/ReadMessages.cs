using System.Globalization;
using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Core.Reporting;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Editing.Messages;

/// <summary>The messages of one section and language, as their table and their form show them.</summary>
public sealed class ReadMessages(CampaignsDb db, CampaignReportQuery reports, IOptions<SiteOptions> site)
{
    public static Step StepOf(Section section) => section switch
    {
        Section.Tweets => Step.Tweet,
        Section.Facebook => Step.FacebookComment,
        Section.Email => Step.EmailTarget,
        Section.Shares => Step.Share,
        _ => throw new ArgumentOutOfRangeException(nameof(section), section, "A section without messages."),
    };

    public async Task<MessagesPage> RunAsync(SectionDesk desk, ClaimsPrincipal user, CancellationToken ct)
    {
        var step = StepOf(desk.Section);
        var messages = await db.Messages.AsNoTracking().Where(m => m.CampaignId == desk.CampaignId && m.Step == step && m.Language == desk.Language).OrderByDescending(m => m.IsOn).ThenBy(m => m.Id).ToListAsync(ct);
        var targets = await TargetsAsync(desk, ct);
        var mayRead = Permission.IsGranted(Permission.ReadFigures, user.IsInRole);
        var report = mayRead && messages.Count > 0 ? await reports.RunAsync(desk.CampaignId, new ReportFilter { Step = step, Language = desk.Language }, ct) : null;
        var used = await UsedAsync(db, messages.ConvertAll(message => message.Id), ct);
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == desk.CampaignId, ct);
        return new MessagesPage
        {
            Desk = desk, Step = step, IsOffered = campaign.Steps.Contains(step), LetterWay = campaign.LetterWay, Reaches = step is Step.Share || targets.Exists(target => IsReached(target, step)),
            Messages = messages.ConvertAll(message => new MessageLine(
                message, used.Contains(message.Id), targets.Find(target => target.Id == message.TargetId)?.Name,
                LongestMessages.Of(step, message.Channel, message.TargetId, desk.Language, message.Text, targets, site.Value.Url), report?.Variants.FirstOrDefault(variant => variant.MessageId == message.Id))),
            MayReadFigures = mayRead, Alike = report?.Alike.FirstOrDefault(of => of.Step == step), AsOf = report?.AsOf,
        };
    }

    public async Task<MessagePage> PageAsync(SectionDesk desk, Message? message, MessageForm form, CancellationToken ct)
    {
        var step = StepOf(desk.Section);
        var targets = await TargetsAsync(desk, ct);
        return new MessagePage
        {
            Desk = desk, Step = step, Message = message, Form = form, Targets = [.. targets.Where(target => target.RemovedAt is null || target.Id == form.TargetId).Select(target => new NamedTarget(target.Id, target.Name))],
            IsUsed = message is not null && (await UsedAsync(db, [message.Id], ct)).Count > 0,
            Longest = Longest(step, desk, form, targets), Seen = Seen(step, desk, form, targets),
        };
    }

    public async Task<IReadOnlyList<LongestMessage>> LongestAsync(SectionDesk desk, MessageForm form, CancellationToken ct) => Longest(StepOf(desk.Section), desk, form, await TargetsAsync(desk, ct));

    /// <summary>Those that people were shown, that a text of theirs began with, or that a link of theirs carries.</summary>
    internal static async Task<HashSet<Guid>> UsedAsync(CampaignsDb db, IReadOnlyList<Guid> ids, CancellationToken ct) =>
    [
        .. await db.Actions.Where(a => a.MessageId != null && ids.Contains(a.MessageId.Value)).Select(a => a.MessageId!.Value).Distinct().ToListAsync(ct),
        .. await db.ShareLinks.Where(l => l.MessageId != null && ids.Contains(l.MessageId.Value)).Select(l => l.MessageId!.Value).Distinct().ToListAsync(ct),
        .. await db.ReachCounts.Where(c => ids.Contains(c.MessageId)).Select(c => c.MessageId).Distinct().ToListAsync(ct),
    ];

    public static bool IsReached(Target target, Step step) => target.RemovedAt is null && step switch
    {
        Step.Tweet => target.XHandle is not null,
        Step.FacebookComment => target.FacebookUrl is not null,
        _ => target is { Email: not null, Mail: TargetMail.Ok },
    };

    private IReadOnlyList<LongestMessage> Longest(Step step, SectionDesk desk, MessageForm form, List<Target> targets) =>
        LongestMessages.Of(step, form.Channel, form.TargetId, desk.Language, form.Words, targets, site.Value.Url);

    /// <summary>The text as two people would find it: one who has signed, and one of whom nothing is known.</summary>
    private List<SeenMessage> Seen(Step step, SectionDesk desk, MessageForm form, List<Target> targets)
    {
        if (form.Words.Length == 0) return [];
        var to = targets.Find(target => target.Id == form.TargetId) ?? targets.Find(target => step is not Step.Share && IsReached(target, step)) ?? targets.Find(target => target.RemovedAt is null);
        var person = new PlaceholderValues("Ana", to?.Name, to?.XHandle, $"{site.Value.Url}/go/Ab3dE6gH9k", Countries.NameOf("PT", CultureInfo.GetCultureInfo(desk.Language)));
        var seen = new List<SeenMessage> { Of(person, true) };
        if (!Placeholders.IsForSigners(form.Words) && Of(person with { FirstName = null, Country = null }, false) is var stranger && (stranger.Text, stranger.Subject) != (seen[0].Text, seen[0].Subject)) seen.Add(stranger);
        return seen;

        SeenMessage Of(PlaceholderValues values, bool isSigned)
        {
            var text = Placeholders.Fill(form.Words, values).ReplaceLineEndings("\n").Trim();
            return new(isSigned, string.IsNullOrWhiteSpace(form.Subject) ? null : Placeholders.Fill(form.Subject.Trim(), values), text, MessageLength.Of(step, text));
        }
    }

    private Task<List<Target>> TargetsAsync(SectionDesk desk, CancellationToken ct) =>
        db.Targets.AsNoTracking().Where(t => t.CampaignId == desk.CampaignId).OrderBy(t => t.RemovedAt != null).ThenBy(t => t.Position).ToListAsync(ct);
}
