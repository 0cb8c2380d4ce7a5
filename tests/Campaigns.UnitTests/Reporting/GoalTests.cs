using Campaigns.Core.Reporting;

namespace Campaigns.UnitTests.Reporting;

public sealed class GoalTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(99, 100)]
    [InlineData(100, 250)]
    [InlineData(250, 500)]
    [InlineData(999, 1_000)]
    [InlineData(1_000, 2_000)]
    [InlineData(1_227, 2_000)]
    [InlineData(2_000, 5_000)]
    [InlineData(9_999, 10_000)]
    [InlineData(10_000, 20_000)]
    [InlineData(999_999_999, 1_000_000_000)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void The_next_goal_is_the_first_step_above_the_total(int total, int goal) => Goal.Next(total).ShouldBe(goal);

    [Fact]
    public void A_fixed_goal_does_not_step() => Goal.Next(30_000, fixedGoal: 25_000).ShouldBe(25_000);
}
