using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Deliveries.Emails;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>A mail of a campaign to look at, with words that are saved or only typed; and one of them sent to whoever writes it.</summary>
[RequiresPermission(Permission.EditCampaigns), Route("admin/campaigns/{id:guid}/mails/{mail}")]
public sealed class MailSamplesController(CampaignsDb db, IServiceProvider services, SendMailSample send) : Controller
{
    // The mail brings its own styles and nothing else; nothing in it runs, and it stands in a frame of our own pages alone.
    private const string MailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; frame-ancestors 'self'; sandbox";

    [HttpGet("preview")]
    public Task<IActionResult> Saved(Guid id, string mail, string? language, string? part, CancellationToken ct) => ShowAsync(id, mail, language, part, null, ct);

    [HttpPost("preview"), LongForm]
    public Task<IActionResult> Typed(Guid id, string mail, string? language, string? part, CancellationToken ct) => ShowAsync(id, mail, language, part, Request.Form, ct);

    [HttpPost("test")]
    public async Task<IActionResult> Test(Guid id, string mail, string? language, CancellationToken ct)
    {
        if (OwnMails.Find(mail) is not { } found || await FindAsync(id, language, ct) is not { } text) return NotFound();
        var again = await send.RunAsync(id, found, text.Text.Language, HttpContext, ct);
        return new SeeOtherResult($"/admin/campaigns/{id}/edit/mails?language={text.Text.Language}&{(again is { } at ? $"again={Uri.EscapeDataString(at.ToString("O"))}" : "sent=true")}");
    }

    private async Task<IActionResult> ShowAsync(Guid id, string key, string? language, string? part, IFormCollection? typed, CancellationToken ct)
    {
        if (OwnMails.Find(key) is not { } mail || await FindAsync(id, language, ct) is not { } found) return NotFound();
        var words = found.Draft.Mails;
        if (typed is not null) // the fields of the section: ConfirmSubject, ConfirmText
            foreach (var (name, field) in new[] { ("Subject", mail.Subject), ("Text", mail.Text) })
                words = words.With(field, typed[$"{char.ToUpperInvariant(key[0])}{key[1..]}{name}"].ToString().ReplaceLineEndings("\n").Trim());
        var sample = services.GetRequiredService<SampleMail>().Of(services.GetRequiredService<EmailRenderer>(), mail, new(found.Draft.Headline, found.Text.Slug, found.Text.Language) { Mails = words }, "Ana");
        Response.Headers.ContentSecurityPolicy = MailPolicy;
        Response.Headers.CacheControl = "no-store";
        return part is "text" ? Content($"{sample.Subject}\n\n{sample.Text}", "text/plain; charset=utf-8") : Content(sample.Html, "text/html; charset=utf-8");
    }

    private async Task<(CampaignText Text, TextDraft Draft)?> FindAsync(Guid id, string? language, CancellationToken ct)
    {
        var texts = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).ToListAsync(ct);
        if ((language is null ? texts.FirstOrDefault() : texts.Find(t => t.Language == language)) is not { } text) return null;
        return (text, await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == text.Id, ct)
            ?? TextDraft.Of(text, await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct), default));
    }
}
