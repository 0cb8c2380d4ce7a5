using System.Text;
using Campaigns.Web.Features.Deliveries;

namespace Campaigns.UnitTests.Features.Deliveries;

/// <summary>What a mail server says is kept to find a fault by, and never names whom it was about.</summary>
public sealed class ReplyMaskTests
{
    [Theory]
    [InlineData("5.1.1 <ana@example.org>: no such user", "5.1.1 <…@…>: no such user")]
    [InlineData("5.1.1 ana.sousa+tag@mail.example.org unknown", "5.1.1 …@… unknown")]
    [InlineData("5.1.1 \"ana sousa\"@example.org unknown", "5.1.1 …@… unknown")]
    [InlineData("5.1.1 añá@exämple.test, ben@example.org;", "5.1.1 …@…, …@…;")]
    [InlineData("rfc822;ana@example.org (ana@example.org)", "rfc822;…@… (…@…)")]
    [InlineData("4.2.2 mailbox full", "4.2.2 mailbox full")]
    [InlineData("queued @ 14:02", "queued @ 14:02")]
    public void Addresses_are_taken_out_and_the_words_stay(string reply, string kept) => ReplyMask.Mask(reply).ShouldBe(kept);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_said_is_nothing_kept(string? reply) => ReplyMask.Mask(reply).ShouldBeNull();

    [Fact]
    public void Control_characters_become_blanks_as_they_would_forge_lines() => ReplyMask.Mask("5.7.1 no\r\nsecond\0\u0085end").ShouldBe("5.7.1 no  second  end");

    [Fact]
    public void A_long_reply_is_cut_after_its_addresses_are_gone()
    {
        var kept = ReplyMask.Mask(new string('x', 490) + " <ana.sousa@example.org> " + new string('y', 500))!;
        kept.Length.ShouldBe(500);
        kept.ShouldEndWith(" <…@…> yyy");
    }

    [Theory]
    [InlineData(498)]
    [InlineData(499)]
    [InlineData(500)]
    public void No_cut_leaves_half_a_character_that_the_database_would_refuse(int before)
    {
        var kept = ReplyMask.Mask(new string('x', before) + "🙂 and more")!;
        kept.Length.ShouldBeLessThanOrEqualTo(500);
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(kept).ShouldBeGreaterThanOrEqualTo(before);
    }
}
