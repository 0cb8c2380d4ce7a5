using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using FsCheck;
using FsCheck.Fluent;

namespace Campaigns.UnitTests.Acting;

/// <summary>Which variant the next person is offered.</summary>
public sealed class MessageChoiceTests
{
    private static readonly Guid Campaign = Guid.CreateVersion7(), Chief = Guid.CreateVersion7(), Press = Guid.CreateVersion7();

    [Fact]
    public void The_one_that_was_used_least_for_its_weight_comes_next()
    {
        var (light, heavy) = (Tweet("light", 1), Tweet("heavy", 3));
        MessageChoice.Pick([light, heavy], id => id == light.Id ? 2 : 5, new Random(1)).ShouldBe(heavy);
        MessageChoice.Pick([light, heavy], id => id == light.Id ? 2 : 7, new Random(1)).ShouldBe(light);
    }

    [Fact]
    public void Uses_end_up_in_the_proportion_of_the_weights() =>
        Prop.ForAll(Gen.Choose(0, 5).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (weights, seed) =>
        {
            var (messages, random) = (weights.Select((weight, n) => Tweet($"{n}", weight)).ToList(), new Random(seed));
            var uses = messages.ToDictionary(message => message.Id, _ => 0);
            var whole = weights.Sum();
            for (var person = 0; person < whole * 4; person++) uses[MessageChoice.Pick(messages, id => uses[id], random)!.Id]++;
            foreach (var message in messages) uses[message.Id].ShouldBe(message.Weight * 4);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ties_are_broken_at_random()
    {
        var (first, second, random) = (Tweet("a"), Tweet("b"), new Random(5));
        var picked = Enumerable.Range(0, 200).Select(_ => MessageChoice.Pick([first, second], _ => 4, random)!.Text).ToList();
        picked.Count(text => text == "a").ShouldBeInRange(60, 140);
    }

    [Fact]
    public void Another_one_is_given_if_there_is_another()
    {
        var (first, second, silent) = (Tweet("a"), Tweet("b"), Tweet("c", 0));
        for (var seed = 0; seed < 20; seed++)
            MessageChoice.Pick([first, second, silent], id => id == second.Id ? 100 : 0, new Random(seed), first.Id).ShouldBe(second);
        MessageChoice.Pick([first, silent], _ => 0, new Random(1), first.Id).ShouldBe(first);
    }

    [Fact]
    public void Without_weight_there_is_no_message()
    {
        MessageChoice.Pick([Tweet("a", 0)], _ => 0, new Random(1)).ShouldBeNull();
        MessageChoice.Pick([], _ => 0, new Random(1)).ShouldBeNull();
    }

    [Fact]
    public void A_message_of_the_network_or_the_target_goes_before_the_general_ones()
    {
        Message[] messages =
        [
            new(Campaign, Step.Share, "en", null, "for all"), new(Campaign, Step.Share, "en", null, "for WhatsApp") { Channel = Channel.WhatsApp },
            new(Campaign, Step.Share, "fr", null, "pour tous"), new(Campaign, Step.EmailTarget, "en", "s", "chief", 1, Chief), new(Campaign, Step.EmailTarget, "en", "s", "any"),
            new(Campaign, Step.EmailTarget, "en", "s", "chief, off", 0, Chief),
        ];
        Fitting(Step.Share, "en", Channel.WhatsApp).ShouldBe(["for WhatsApp"]);
        Fitting(Step.Share, "en", Channel.Telegram).ShouldBe(["for all"]);
        Fitting(Step.Share, "fr", Channel.WhatsApp).ShouldBe(["pour tous"]);
        Fitting(Step.EmailTarget, "en", Channel.Email, Chief).ShouldBe(["chief"]);
        Fitting(Step.EmailTarget, "en", Channel.Email, Press).ShouldBe(["any"]);
        Fitting(Step.Tweet, "en").ShouldBeEmpty();

        IEnumerable<string> Fitting(Step step, string language, Channel? channel = null, Guid? target = null) => MessageChoice.Fitting(messages, step, language, isSigned: true, channel, target).Select(message => message.Text);
    }

    [Fact]
    public void A_message_that_says_that_its_sender_signed_is_for_signers_alone()
    {
        Message[] messages =
        [
            new(Campaign, Step.Share, "en", null, "{signed}I signed"), new(Campaign, Step.Share, "en", null, "for all"),
            new(Campaign, Step.Share, "en", null, "I signed, friend {Signed}") { Channel = Channel.WhatsApp },
        ];
        Fitting(isSigned: true, Channel.Telegram).ShouldBe(["{signed}I signed", "for all"]);
        Fitting(isSigned: false, Channel.Telegram).ShouldBe(["for all"]);
        Fitting(isSigned: true, Channel.WhatsApp).ShouldBe(["I signed, friend {Signed}"]);
        // What is left for a visitor of a network's own is what goes everywhere.
        Fitting(isSigned: false, Channel.WhatsApp).ShouldBe(["for all"]);

        IEnumerable<string> Fitting(bool isSigned, Channel channel) => MessageChoice.Fitting(messages, Step.Share, "en", isSigned, channel).Select(message => message.Text);
    }

    private static Message Tweet(string text, int weight = 1) => new(Campaign, Step.Tweet, "en", null, text, weight);
}
