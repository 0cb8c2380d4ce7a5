using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.UnitTests.Features.Letters;

public sealed class ProofAddressTests
{
    private readonly InstallationKeys _keys = new();
    private readonly ProofAddress _proof;

    public ProofAddressTests()
    {
        _keys.Use([.. Enumerable.Repeat((byte)1, 32)], []);
        _proof = new(Options.Create(new LettersOptions { ProofAddress = "proof@send.example" }), _keys);
    }

    [Fact]
    public void An_address_leads_back_to_its_action_in_any_case_of_letters()
    {
        for (var n = 0; n < 200; n++)
        {
            var id = Guid.NewGuid();
            var address = _proof.Of(id)!;
            address.ShouldMatch("^proof\\+[a-z2-7]{26}@send\\.example$");
            address.Length.ShouldBeLessThanOrEqualTo(64 + 13);
            _proof.ActionOf(address).ShouldBe(id);
            _proof.ActionOf(address.ToUpperInvariant()).ShouldBe(id);
        }
    }

    [Fact]
    public void Neighbouring_actions_have_addresses_that_do_not_resemble_each_other()
    {
        var id = Guid.CreateVersion7();
        var next = new Guid([.. id.ToByteArray()[..15], (byte)(id.ToByteArray()[15] ^ 1)]);
        _proof.Of(id)![6..32].Zip(_proof.Of(next)![6..32]).Count(pair => pair.First == pair.Second).ShouldBeLessThan(8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("proof@send.example")]
    [InlineData("proof+@send.example")]
    [InlineData("proof+aaaaaaaaaaaaaaaaaaaaaaaaab@send.example")] // bits that no token has
    [InlineData("proof+aaaaaaaaaaaaaaaaaaaaaaaa1a@send.example")]
    [InlineData("proof+aaaaaaaaaaaaaaaaaaaaaaaaaa@other.example")]
    [InlineData("other+aaaaaaaaaaaaaaaaaaaaaaaaaa@send.example")]
    public void Any_other_address_leads_nowhere(string address) => _proof.ActionOf(address).ShouldBeNull();

    [Fact]
    public void A_token_holds_for_its_purpose_alone()
    {
        var id = Guid.NewGuid();
        _keys.IdOfAddress(_keys.AddressToken(id, LinkPurpose.Proof), LinkPurpose.Letter).ShouldNotBe(id);
    }

    [Fact]
    public void Without_the_setting_there_is_none()
    {
        var none = new ProofAddress(Options.Create(new LettersOptions()), _keys);
        none.Of(Guid.NewGuid()).ShouldBeNull();
        none.ActionOf(_proof.Of(Guid.NewGuid())!).ShouldBeNull();
    }

    [Theory]
    [InlineData("proof@send.example", "0123456789abcdef0123456789abcdef", null)]
    [InlineData(null, null, null)]
    [InlineData("proof+x@send.example", "0123456789abcdef0123456789abcdef", "Letters:ProofAddress must")]
    [InlineData("proof", "0123456789abcdef0123456789abcdef", "Letters:ProofAddress must")]
    [InlineData("proof@send.example", "short", "Letters:IntakeSecret must")]
    [InlineData("proof@send.example", null, "belong together")]
    public void Settings_are_checked_in_words(string? address, string? secret, string? fault)
    {
        var faults = new LettersOptions { ProofAddress = address, IntakeSecret = secret }.Validate(new(new object())).Select(f => f.ErrorMessage!).ToList();
        if (fault is null) faults.ShouldBeEmpty();
        else faults.ShouldContain(f => f.Contains(fault));
    }
}
