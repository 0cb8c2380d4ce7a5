using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Editing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Form;

[Route("admin/campaigns/{id:guid}/edit/form")]
public sealed class FormController(CampaignsDb db, SectionDesks desks, SaveSection save, IStringLocalizer<Texts> texts) : SectionController<FormForm>(Section.Form, desks, save, texts)
{
    protected override async Task<FormForm> ReadAsync(SectionDesk desk, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == desk.CampaignId, ct);
        int Place(Step step) => campaign.Steps.ToList().IndexOf(step) + 1;
        return new FormForm
        {
            AsksComment = campaign.AsksComment, TargetChoice = campaign.TargetChoice, AreaFallback = campaign.AreaFallback, EmbedOrigins = campaign.EmbedOrigins?.Replace(' ', '\n'),
            Tweet = Place(Step.Tweet), FacebookComment = Place(Step.FacebookComment), EmailTarget = Place(Step.EmailTarget), Share = Place(Step.Share),
        };
    }

    protected override Task WriteAsync(SectionWrite write, FormForm form)
    {
        write.Campaign.AskForComments(form.AsksComment, write.Now);
        write.Campaign.ChooseTargets(form.TargetChoice, form.AreaFallback, write.Now);
        write.Campaign.SetSteps(form.Steps, write.Now);
        var origins = string.Join(' ', form.Origins.Select(origin => origin is "*" ? origin : Startup.OriginCheck.Normal(origin)).Distinct());
        write.Campaign.AllowEmbedding(origins.Length > 0 ? origins : null, write.Now);
        return Task.CompletedTask;
    }
}
