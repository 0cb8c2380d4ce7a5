using Campaigns.Core;
using Campaigns.Core.Signing;

namespace Campaigns.UnitTests;

public sealed class CampaignTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void A_draft_takes_no_signature() => Draft().SigningAt(_clock.Now).ShouldBe(SigningAnswer.NotYetOpen);

    [Fact]
    public void A_published_campaign_takes_signatures() => Live().SigningAt(_clock.Now).ShouldBe(SigningAnswer.Open);

    [Fact]
    public void A_scheduled_campaign_opens_at_its_minute()
    {
        var campaign = Draft();
        campaign.Schedule(_clock.Now.AddHours(1), _clock.Now);
        campaign.SigningAt(_clock.Now.AddMinutes(59)).ShouldBe(SigningAnswer.NotYetOpen);
        campaign.SigningAt(_clock.Now.AddMinutes(60)).ShouldBe(SigningAnswer.Open);
    }

    [Fact]
    public void A_campaign_with_a_last_day_closes_at_its_minute()
    {
        var campaign = Live();
        campaign.CloseAt(_clock.Now.AddHours(1), _clock.Now);
        campaign.SigningAt(_clock.Now.AddMinutes(59)).ShouldBe(SigningAnswer.Open);
        campaign.SigningAt(_clock.Now.AddMinutes(60)).ShouldBe(SigningAnswer.Closed);
    }

    [Fact]
    public void Its_times_open_and_close_it_whatever_staff_left_it_in()
    {
        var (scheduled, paused, won, draft) = (Draft(), Live(), Live(), Draft());
        scheduled.Schedule(_clock.Now.AddHours(1), _clock.Now);
        paused.Pause(_clock.Now);
        won.Win(_clock.Now);
        foreach (var campaign in (Campaign[])[scheduled, paused, won, draft]) campaign.CloseAt(_clock.Now.AddHours(2), _clock.Now);

        States(0).ShouldBe([CampaignStatus.Scheduled, CampaignStatus.Paused, CampaignStatus.Won, CampaignStatus.Draft]);
        States(60).ShouldBe([CampaignStatus.Live, CampaignStatus.Paused, CampaignStatus.Won, CampaignStatus.Draft]);
        scheduled.Settle(_clock.Now.AddMinutes(61)).ShouldBeTrue();
        States(90).ShouldBe([CampaignStatus.Live, CampaignStatus.Paused, CampaignStatus.Won, CampaignStatus.Draft]);
        States(120).ShouldBe([CampaignStatus.Closed, CampaignStatus.Closed, CampaignStatus.Won, CampaignStatus.Draft]);
        scheduled.SigningAt(_clock.Now.AddHours(2)).ShouldBe(SigningAnswer.Closed);

        CampaignStatus[] States(int minutes) => [.. ((Campaign[])[scheduled, paused, won, draft]).Select(campaign => campaign.StatusAt(_clock.Now.AddMinutes(minutes)))];
    }

    [Fact]
    public void A_time_that_nothing_opened_within_a_quarter_of_an_hour_waits_for_somebody()
    {
        var (missed, opened) = (Draft(), Draft());
        foreach (var campaign in (Campaign[])[missed, opened]) campaign.Schedule(_clock.Now.AddHours(1), _clock.Now);
        missed.CloseAt(_clock.Now.AddHours(2), _clock.Now);
        opened.Settle(_clock.Now.AddMinutes(74)).ShouldBeTrue();
        missed.StatusAt(_clock.Now.AddMinutes(74)).ShouldBe(CampaignStatus.Live);

        var late = _clock.Now.AddMinutes(75);
        (missed.StatusAt(late), missed.HasMissedOpeningAt(late), missed.SigningAt(late)).ShouldBe((CampaignStatus.Scheduled, true, SigningAnswer.NotYetOpen));
        (opened.StatusAt(late), opened.HasMissedOpeningAt(late), opened.PublishedAt).ShouldBe((CampaignStatus.Live, false, _clock.Now.AddHours(1)));
        missed.Settle(late).ShouldBeFalse();
        // It never opened, so its last day closes nothing.
        missed.StatusAt(_clock.Now.AddHours(3)).ShouldBe(CampaignStatus.Scheduled);
        Should.Throw<InvalidOperationException>(() => missed.Publish(_clock.Now.AddHours(3)));
        missed.Publish(late);
        missed.OpensAt.ShouldBe(late);
    }

    [Fact]
    public void What_the_clock_closed_can_be_opened_again_and_what_somebody_closed_cannot()
    {
        var (byClock, byHand) = (Live(), Live());
        byClock.CloseAt(_clock.Now.AddHours(1), _clock.Now);
        byHand.Close(_clock.Now);
        var later = _clock.Now.AddHours(2);
        byHand.ActsAt(later).ShouldNotContain(StateAct.Extend);
        Should.Throw<InvalidOperationException>(() => byHand.Extend(null, later));
        byClock.Extend(later.AddDays(1), later);
        byClock.StatusAt(later).ShouldBe(CampaignStatus.Live);
    }

    [Fact]
    public void A_paused_campaign_takes_none_until_it_resumes()
    {
        var campaign = Live();
        campaign.Pause(_clock.Now);
        campaign.SigningAt(_clock.Now).ShouldBe(SigningAnswer.Paused);
        campaign.Resume(_clock.Now);
        campaign.SigningAt(_clock.Now).ShouldBe(SigningAnswer.Open);
    }

    [Fact]
    public void A_closed_campaign_can_still_be_won_but_not_paused()
    {
        var campaign = Live();
        campaign.Close(_clock.Now);
        campaign.SigningAt(_clock.Now).ShouldBe(SigningAnswer.Closed);
        Should.Throw<InvalidOperationException>(() => campaign.Pause(_clock.Now));
        campaign.Win(_clock.Now);
        campaign.Status.ShouldBe(CampaignStatus.Won);
    }

    [Fact]
    public void A_removed_campaign_takes_none_whatever_its_state()
    {
        var campaign = Live();
        campaign.Remove("A court said so.", _clock.Now);
        campaign.SigningAt(_clock.Now).ShouldBe(SigningAnswer.Closed);
    }

    [Fact]
    public void A_campaign_is_never_scheduled_for_the_past() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Draft().Schedule(_clock.Now, _clock.Now));

    private Campaign Draft() => new("Europe/Lisbon", _clock.Now);

    private Campaign Live()
    {
        var campaign = Draft();
        campaign.Publish(_clock.Now);
        return campaign;
    }
}
