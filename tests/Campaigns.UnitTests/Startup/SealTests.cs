using Campaigns.Testing;
using Campaigns.Web.Startup;
using Shouldly;

namespace Campaigns.UnitTests.Startup;

/// <summary>What a browser keeps for us: nobody reads it, changes it or keeps it for ever.</summary>
public sealed class SealTests
{
    private readonly TestClock _clock = new(new(2026, 5, 3, 23, 59, 0, TimeSpan.Zero));
    private readonly Seal _seal;

    public SealTests() => _seal = With(1);

    [Fact]
    public void What_was_sealed_opens_again_also_the_next_day()
    {
        var message = _seal.Close("ana@example.org"u8);

        message.ShouldMatch("^[A-Za-z0-9_-]+$");
        _seal.Open(message).ShouldBe("ana@example.org"u8.ToArray());
        _clock.Advance(TimeSpan.FromDays(1));
        _seal.Open(message).ShouldBe("ana@example.org"u8.ToArray());
    }

    [Fact]
    public void The_same_text_never_looks_the_same() => _seal.Close("ana"u8).ShouldNotBe(_seal.Close("ana"u8));

    [Fact]
    public void One_changed_bit_anywhere_and_it_stays_closed()
    {
        var message = System.Buffers.Text.Base64Url.DecodeFromChars(_seal.Close("ana"u8));
        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            var changed = message.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            _seal.Open(System.Buffers.Text.Base64Url.EncodeToString(changed)).ShouldBeNull($"bit {bit}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("A")]
    public void What_was_never_sealed_stays_closed(string message) => _seal.Open(message).ShouldBeNull();

    [Fact]
    public void Another_installation_cannot_open_it() => With(2).Open(_seal.Close("ana"u8)).ShouldBeNull();

    [Fact]
    public void After_thirty_days_it_is_over()
    {
        var message = _seal.Close("ana"u8);
        _clock.Advance(TimeSpan.FromDays(31));
        _seal.Open(message).ShouldBeNull();
    }

    private Seal With(byte seed)
    {
        var keys = new InstallationKeys();
        keys.Use([.. Enumerable.Repeat(seed, 32)], []);
        return new Seal(keys, _clock);
    }
}
