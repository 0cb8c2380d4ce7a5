using Campaigns.Web.Features.Deliveries;

namespace Campaigns.UnitTests.Features.Deliveries;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Written = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 15)]
    [InlineData(4, 30)]
    [InlineData(5, 60)]
    [InlineData(6, 60)]
    [InlineData(int.MaxValue, 60)]
    public void Each_attempt_waits_its_time_give_or_take_a_tenth(int attempts, int minutes)
    {
        var now = Written.AddHours(1);
        for (var i = 0; i < 200; i++)
            (RetrySchedule.After(attempts, Written, now)!.Value - now).TotalMinutes.ShouldBeInRange(minutes * 0.9, minutes * 1.1);
    }

    [Fact]
    public void What_failed_together_does_not_come_back_together() =>
        Enumerable.Range(0, 20).Select(_ => RetrySchedule.After(5, Written, Written)).Distinct().Count().ShouldBeGreaterThan(10);

    [Fact]
    public void After_seventy_two_hours_it_is_given_up()
    {
        // The last hourly try may be early by a tenth but not late: 70 h 53 min is always in time, 71 h 7 min never.
        for (var i = 0; i < 200; i++)
        {
            RetrySchedule.After(60, Written, Written.AddHours(70).AddMinutes(53)).ShouldNotBeNull();
            RetrySchedule.After(60, Written, Written.AddHours(71).AddMinutes(7)).ShouldBeNull();
        }
        RetrySchedule.After(1, Written, Written.AddHours(73)).ShouldBeNull();
    }

    [Fact]
    public void A_message_that_is_always_put_off_is_tried_for_three_days_and_then_no_more()
    {
        var (now, attempts) = (Written, 0);
        while (RetrySchedule.After(++attempts, Written, now) is { } next) now = next;
        (now - Written).TotalHours.ShouldBeInRange(70.9, 72);
        attempts.ShouldBeInRange(68, 85);
    }
}
