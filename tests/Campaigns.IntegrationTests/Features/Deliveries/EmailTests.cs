using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Deliveries;

/// <summary>What the mails say, in which language, and that nothing a person typed becomes markup.</summary>
public sealed class EmailTests(QueueApps apps) : QueueTest(apps)
{
    private async Task<(CampaignsApp App, Guid Id, ReceivedMail Mail)> MailOfAsync(DeliveryKind kind, string name = "Ana Silva", string language = "en")
    {
        var app = await StartAsync(TestDatabase.Sqlite);
        var id = (await AddAsync(app, kind: kind, name: name, language: language))[0];
        await DrainAsync(app);
        var mail = Transport.Left.ShouldHaveSingleItem();
        if (Environment.GetEnvironmentVariable("CAMPAIGNS_KEEP_MAILS") is { Length: > 0 } folder)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{kind}-{language}-{name.Length}.html"), new ReceivedMail("", "", mail.Message.ToArray()).Html);
        return (app, id, new ReceivedMail(mail.ReturnPath, mail.Recipient, mail.Message.ToArray()));
    }

    [Fact]
    public async Task The_confirmation_says_why_it_comes_and_holds_one_link_in_both_halves()
    {
        var (app, id, mail) = await MailOfAsync(DeliveryKind.Confirmation);
        var link = $"https://campaigns.test/s/{app.Services.GetRequiredService<InstallationKeys>().LinkToken(id, LinkPurpose.Confirm)}";

        mail.Subject.ShouldBe("One more step: confirm your signature");
        mail.Text.ShouldStartWith("You get this because you signed “Stop selling face recognition to police”.");
        mail.Text.ShouldContain(link);
        mail.Text.ShouldContain("This wasn’t me");
        mail.Text.ShouldContain("valid until");
        mail.Html.Split(link).Length.ShouldBe(4); // button, plain link and its words
        mail.Html.ShouldNotContain("<img");
        mail.Html.ShouldNotContain("http://");
        mail.Header("Auto-Submitted").ShouldBe("auto-generated");
        mail.Header("From").ShouldContain("hello@opensquare.example");
        mail.Header("List-Unsubscribe").ShouldBeEmpty();
        mail.MessageId.ShouldBe((await ReadAsync(app, id)).MessageId);
    }

    [Fact]
    public async Task A_repeat_signer_is_told_when_they_signed()
    {
        var (_, _, mail) = await MailOfAsync(DeliveryKind.AlreadySigned);
        mail.Subject.ShouldBe("You have signed this already");
        mail.Text.ShouldContain("You signed on");
        mail.Path("me").Length.ShouldBe("/me/".Length + 22);
        mail.Source.ShouldNotContain("/s/");
    }

    [Fact]
    public async Task Who_is_counted_is_told_the_number_what_comes_next_and_what_is_left_to_do()
    {
        var app = await StartAsync(TestDatabase.Sqlite);
        var id = await AddConfirmedAsync(app, number: 1249);
        await DrainAsync(app);
        var left = Transport.Left.ShouldHaveSingleItem();
        var mail = new ReceivedMail(left.ReturnPath, left.Recipient, left.Message.ToArray());

        mail.Subject.ShouldBe("You are supporter 1,249");
        mail.Text.ShouldContain("What happens next: On 1 June we hand it over.");
        mail.Text.ReplaceLineEndings("\n").ShouldContain("Tweet Dana Whitlock:\nhttps://campaigns.test/c/", Case.Sensitive);
        mail.Text.ShouldContain("/act/share");
        mail.Text.ShouldNotContain("/act/email"); // written before
        // The first step is the button; one's own page is a link below.
        System.Text.RegularExpressions.Regex.Match(mail.Html, "<td class=\"button\".*?</td>", System.Text.RegularExpressions.RegexOptions.Singleline).Value.ShouldSatisfyAllConditions(b => b.ShouldContain("/act/tweet\""), b => b.ShouldContain(">Tweet Dana Whitlock</a>"));
        mail.Text.ReplaceLineEndings("\n").ShouldContain("See or change my signature\nhttps://campaigns.test/me/");
        var keys = app.Services.GetRequiredService<InstallationKeys>();
        mail.Path("me").ShouldBe($"/me/{keys.LinkToken(id, LinkPurpose.Manage)}");
        await using var db = app.Db();
        mail.Path("go").ShouldBe($"/go/{(await db.ShareLinks.SingleAsync()).Code}");
        mail.Header("List-Unsubscribe").ShouldBeEmpty();
    }

    [Fact]
    public async Task Before_anybody_has_counted_it_says_that_the_signature_counts()
    {
        var app = await StartAsync(TestDatabase.Sqlite);
        await AddConfirmedAsync(app, number: null);
        await DrainAsync(app);
        var left = Transport.Left.ShouldHaveSingleItem();
        new ReceivedMail(left.ReturnPath, left.Recipient, left.Message.ToArray()).Subject.ShouldBe("Your signature counts");
    }

    [Theory]
    [InlineData(SignatureState.Pending)]
    [InlineData(SignatureState.Withdrawn)]
    [InlineData(SignatureState.Fraudulent)]
    [InlineData(SignatureState.Invalidated)]
    public async Task The_link_to_ones_own_data_leaves_in_every_state_and_for_whoever_unsubscribed(SignatureState state)
    {
        var app = await StartAsync(TestDatabase.Sqlite);
        var id = (await AddAsync(app, kind: DeliveryKind.ManageLink, language: "fr"))[0];
        await using (var db = app.Db())
        {
            await db.Signatures.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, state));
            db.Add(new Suppression((await db.Deliveries.SingleAsync()).RecipientKey, SuppressionReason.Unsubscribed, SuppressionScope.All, null, "test", app.Now));
            await db.SaveChangesAsync();
        }
        await DrainAsync(app);

        var left = Transport.Left.ShouldHaveSingleItem();
        var mail = new ReceivedMail(left.ReturnPath, left.Recipient, left.Message.ToArray());
        mail.Subject.ShouldBe("Votre lien vers ce que vous avez signé");
        mail.Path("me").ShouldBe($"/me/{app.Services.GetRequiredService<InstallationKeys>().LinkToken(id, LinkPurpose.Manage)}");
    }

    [Fact]
    public async Task List_mail_can_be_ended_by_one_press_and_both_headers_are_signed()
    {
        var (app, id, mail) = await MailOfAsync(DeliveryKind.Reminder);
        var url = $"https://campaigns.test/u/{app.Services.GetRequiredService<InstallationKeys>().LinkToken(id, LinkPurpose.Unsubscribe)}";
        mail.Header("List-Unsubscribe").ShouldBe($"<{url}>");
        mail.Header("List-Unsubscribe-Post").ShouldBe("List-Unsubscribe=One-Click");
        mail.Header("List-Id").ShouldEndWith(".opensquare.example>");
    }

    private static async Task<Guid> AddConfirmedAsync(CampaignsApp app, int? number)
    {
        var id = (await AddAsync(app, kind: DeliveryKind.Confirmed))[0];
        await using var db = app.Db();
        await db.Signatures.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SignatureState.Confirmed).SetProperty(s => s.ConfirmedAt, app.Now).SetProperty(s => s.SupporterNumber, number));
        await db.CampaignTexts.ExecuteUpdateAsync(set => set.SetProperty(t => t.WhatHappensNext, "On **1 June** we\nhand it over."));
        var signature = await db.Signatures.SingleAsync();
        db.Add(new SupporterAction(signature.CampaignId, signature.Id, Step.EmailTarget, Channel.Email, (await db.Targets.SingleAsync()).Id, "en", app.Now));
        await db.SaveChangesAsync();
        return id;
    }

    [Fact]
    public async Task The_supporters_language_decides_whatever_the_worker_speaks()
    {
        var (_, _, mail) = await MailOfAsync(DeliveryKind.Confirmation, language: "fr");
        mail.Subject.ShouldBe("Encore une étape : confirmez votre signature");
        mail.Html.ShouldContain("lang=\"fr\"");
        mail.Header("Content-Language").ShouldBe("fr");
    }

    [Fact]
    public async Task A_hostile_name_stays_text()
    {
        var (_, _, mail) = await MailOfAsync(DeliveryKind.Confirmation, name: "\"><script>alert('x')</script>&amp;\uE001");
        mail.Html.ShouldNotContain("<script");
        mail.Html.ShouldContain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;");
        mail.Text.ShouldContain("<script>");
    }
}
