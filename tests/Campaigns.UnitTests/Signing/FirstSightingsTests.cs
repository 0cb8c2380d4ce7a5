using Campaigns.Testing;
using Campaigns.Web.Features.Signing.Writing;
using Shouldly;

namespace Campaigns.UnitTests.Signing;

/// <summary>Counting to one costs no row; from the second time on nothing is missed.</summary>
public sealed class FirstSightingsTests
{
    private readonly TestClock _clock = new();
    private readonly FirstSightings _sightings;
    private readonly Guid _key = Guid.NewGuid();

    public FirstSightingsTests() => _sightings = new(_clock);

    [Fact]
    public void The_first_is_counted_with_the_second_and_then_each_by_itself() =>
        new[] { _sightings.ToCount(_key, 1), _sightings.ToCount(_key, 1), _sightings.ToCount(_key, 1), _sightings.ToCount(_key, 3) }.ShouldBe([0, 2, 1, 3]);

    [Fact]
    public void Several_at_once_are_counted_at_once() =>
        new[] { _sightings.ToCount(_key, 4), _sightings.ToCount(_key, 1) }.ShouldBe([4, 1]);

    [Fact]
    public void Others_are_others()
    {
        _sightings.ToCount(_key, 1);
        _sightings.ToCount(Guid.NewGuid(), 1).ShouldBe(0);
    }

    [Fact]
    public void Within_ten_minutes_nobody_is_forgotten_and_who_keeps_coming_never_is()
    {
        for (var minute = 0; minute < 60; minute += 9)
        {
            _sightings.ToCount(_key, 1).ShouldBe(minute switch { 0 => 0, 9 => 2, _ => 1 });
            _clock.Advance(TimeSpan.FromMinutes(9));
        }
    }

    [Fact]
    public void What_came_once_is_forgotten_in_the_end()
    {
        _sightings.ToCount(_key, 1);
        for (var half = 0; half < 3; half++)
        {
            _clock.Advance(TimeSpan.FromMinutes(11));
            _sightings.ToCount(Guid.NewGuid(), 1);
        }
        _sightings.ToCount(_key, 1).ShouldBe(0);
    }
}
