using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Messages;

/// <summary>What attributes cannot say of a variant: its placeholders, whom it is for, whether it fits, whether it says something new.</summary>
public sealed class CheckMessage(CampaignsDb db, ReadMessages read, IStringLocalizer<Texts> texts)
{
    private const int MostMessages = 200;

    /// <summary>Takes away what the step has no use for, and adds what is wrong, in words.</summary>
    /// <param name="message">Null for a new one.</param>
    public async Task RunAsync(SectionDesk desk, Message? message, MessageForm form, ModelStateDictionary state, CancellationToken ct)
    {
        var step = ReadMessages.StepOf(desk.Section);
        if (step is not (Step.EmailTarget or Step.Share)) form.Subject = null;
        if (step is Step.Share) form.TargetId = null;
        else form.Channel = null;

        foreach (var (text, name) in new[] { (form.Subject ?? "", nameof(form.Subject)), (form.Words, nameof(form.Text)) })
            if (Placeholders.Unknown(text) is [var unknown, ..])
                state.AddModelError(name, unknown.Length > 1 ? texts["There is no placeholder {0}. Use those that are listed at the text", unknown].Value : texts["A brace stands alone: {0}. A placeholder looks like {1}", unknown, "{link}"].Value);
        if (step is Step.EmailTarget && string.IsNullOrWhiteSpace(form.Subject)) state.AddModelError(nameof(form.Subject), "Enter a subject");
        if (form.Channel is { } channel && !Networks.Composers.Contains(channel)) state.AddModelError(nameof(form.Channel), "Select the network");
        if (form.TargetId is { } target && !await db.Targets.AnyAsync(t => t.Id == target && t.CampaignId == desk.CampaignId, ct)) state.AddModelError(nameof(form.TargetId), "Select the target");

        var (words, own) = (form.Words, message?.Id ?? Guid.Empty);
        var others = db.Messages.Where(m => m.CampaignId == desk.CampaignId && m.Step == step && m.Language == desk.Language && m.Id != own);
        if (message is null && await others.CountAsync(ct) >= MostMessages) state.AddModelError(nameof(form.Text), "A section holds 200 messages at most");
        if (!form.IsOn || words.Length == 0) return; // one that is off is being worked on
        if (await others.AnyAsync(m => m.IsOn && m.Text == words && m.Channel == form.Channel && m.TargetId == form.TargetId, ct)) state.AddModelError(nameof(form.Text), "Another message says the same. Identical messages get filtered");
        // A share for all networks may be too long for some of them: those get a text of their own, or the person shortens it.
        if (step is Step.Share && form.Channel is null) return;
        if ((await read.LongestAsync(desk, form, ct)).FirstOrDefault(longest => longest.IsTooLong) is not { } longest) return;
        state.AddModelError(nameof(form.Text), longest.TargetName is { } whom
            ? texts["It can become {0} characters long, addressed to {1}; {2} fit. Shorten it by {3}", longest.Length, whom, longest.Most, longest.Length - longest.Most].Value
            : texts["It can become {0} characters long; {1} fit. Shorten it by {2}", longest.Length, longest.Most, longest.Length - longest.Most].Value);
    }
}
