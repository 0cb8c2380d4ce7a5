using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Campaigns.Web.Features.Embedding;
using Campaigns.Web.Features.Shared;

namespace Campaigns.UnitTests.Features.Embedding;

public sealed class CardTests
{
    [Theory]
    [InlineData(25, null)]
    [InlineData(26, 25)]
    [InlineData(99, 95)]
    [InlineData(100, 95)]
    [InlineData(101, 100)]
    [InlineData(1_227, 1_200)]
    [InlineData(1_300, 1_200)]
    [InlineData(1_301, 1_300)]
    [InlineData(99_999, 99_000)]
    [InlineData(1_000_001, 1_000_000)]
    public void A_card_says_a_number_that_is_true_and_stays(int total, int? shown) => ShareCard.MoreThan(total).ShouldBe(shown);

    [Fact]
    public void Whatever_changes_the_picture_changes_its_address()
    {
        var card = new ShareCard("en", "Stop it", "More than 100", "Open Square", "#0b5f66");
        ShareCard[] others = [card with { Language = "fr" }, card with { Headline = "Stop" }, card with { Line = null }, card with { Organisation = "Square" }, card with { Colour = "#000000" },
            new ShareCard("en", "Stop", "itMore than 100", "Open Square", "#0b5f66")];
        others.Select(other => new ShareCard(other.Language, other.Headline, other.Line, other.Organisation, other.Colour).Hash).Append(card.Hash).Distinct().Count().ShouldBe(7);
        card.Hash.ShouldMatch("^[0-9a-f]{16}$");
        new ShareCard("en", "Stop it", "More than 100", "Open Square", "#0b5f66").Hash.ShouldBe(card.Hash);
    }

    [Theory]
    [InlineData("Sell 🚍 no\u0007thing\u202E now", "Sell no thing now")]
    [InlineData("👩‍👩‍👧 Families ❤️ first ✊🏾", "Families first")]
    [InlineData("می‌خواهیم", "می‌خواهیم")]
    [InlineData("a\uD800b", "ab")]
    [InlineData("1 200 signatures", "1 200 signatures")]
    public void A_card_holds_letters_alone(string text, string kept) => CardText.Of(text).ShouldBe(kept);

    [Fact]
    public void Words_stay_whole_and_chinese_parts_anywhere_but_before_its_stops()
    {
        CardLines.Break("Stop selling face recognition to police", 9).ShouldBe(["Stop selling face", "recognition to", "police"]);
        var chinese = CardLines.Break("请西北风公司停止向警方出售人脸识别技术，并公布所有合同。", 9);
        chinese.Count.ShouldBeGreaterThan(2);
        chinese.ShouldAllBe(line => line.Length <= 10 && !line.StartsWith('，') && !line.StartsWith('。'));
        string.Concat(chinese).ShouldBe("请西北风公司停止向警方出售人脸识别技术，并公布所有合同。");
        CardLines.Break(new string('x', 100), 20).ShouldAllBe(line => line.Length < 40);
    }

    [Theory]
    [InlineData("en", "Stop")]
    [InlineData("fr", "Dites à Northwind : cessez de vendre la reconnaissance faciale à la police")]
    [InlineData("ar", "أوقفوا بيع تقنية التعرف على الوجوه للشرطة")]
    [InlineData("zh", "请西北风公司停止向警方出售人脸识别技术并公布所有合同")]
    [InlineData("en", "A & B < C > \"D\"")]
    public void A_headline_is_as_large_as_it_fits(string language, string headline)
    {
        var drawing = new CardDrawing(new ShareCard(language, headline, "More than 1,200 people have signed", "Open Square", "#0b5f66"));
        (drawing.Lines.Count * drawing.Size * 1.26).ShouldBeLessThanOrEqualTo(312);
        drawing.Size.ShouldBeInRange(50, 88);
        var svg = XDocument.Parse(drawing.ToSvg(new Dictionary<string, double>()));
        string.Join(' ', drawing.Lines).Replace(" ", "").ShouldBe(headline.Replace(" ", ""));
        svg.Descendants().Count(element => (string?)element.Attribute("direction") == "rtl").ShouldBe(language is "ar" ? drawing.Lines.Count + 2 : 0);
    }

    [Fact]
    public void A_headline_without_end_is_cut()
    {
        var drawing = new CardDrawing(new ShareCard("en", string.Concat(Enumerable.Repeat("word after word ", 3_000)), null, "Open Square", "#0b5f66"));
        drawing.Lines[^1].ShouldEndWith("…");
        (drawing.Lines.Count * drawing.Size * 1.26).ShouldBeLessThanOrEqualTo(312);
    }

    [Theory]
    [InlineData("#0b5f66", "#ffffff")]
    [InlineData("#ffd43d", "#12191b")]
    [InlineData("#000000", "#ffffff")]
    public void The_line_stands_out_on_any_brand_colour(string brand, string letters) =>
        XDocument.Parse(new CardDrawing(new ShareCard("en", "Stop it", "Add your name", "Open Square", brand)).ToSvg(new Dictionary<string, double>()))
            .Descendants().Single(element => (string?)element.Attribute("id") == "line").Attribute("fill")!.Value.ShouldBe(letters);

    [Fact]
    public async Task What_the_fonts_make_too_wide_is_made_smaller()
    {
        using var fake = new FakeProgram($"cat >$(dirname $0)/last.svg\ncase $2 in --export-id*) {Png(2080, 100)};; *) {Png(1200, 630)};; esac");
        var card = new ShareCard("en", "Stop selling face recognition to police", "Add your name", "Open Square", "#0b5f66");
        await CardPicture.DrawAsync(fake.Path, card, TimeSpan.FromSeconds(10));
        var size = XDocument.Parse(File.ReadAllText(Path.Combine(fake.Folder, "last.svg"))).Descendants().Single(element => (string?)element.Attribute("id") == "headline").Attribute("font-size")!.Value;
        double.Parse(size, CultureInfo.InvariantCulture).ShouldBe(new CardDrawing(card).Size / 2, 0.01);
    }

    [Theory]
    [InlineData("exec -a campaigns-card-leftover sleep 60", "no answer in time")]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("cat; echo hello", "no PNG")]
    [InlineData("exec -a campaigns-card-leftover yes", "too large a picture")]
    [InlineData(null, "another size")]
    public async Task A_program_that_does_not_draw_is_ended_and_named(string? script, string reason)
    {
        var name = $"campaigns-card-{Guid.NewGuid():n}"; // other runs of this test may be under way on the machine
        using var fake = new FakeProgram(script?.Replace("campaigns-card-leftover", name, StringComparison.Ordinal) ?? $"cat >/dev/null; {Png(10, 10)}");
        var time = Stopwatch.StartNew();
        var failure = await Should.ThrowAsync<CardNotDrawnException>(() => CardPicture.DrawAsync(fake.Path, new ShareCard("en", "Stop it", null, "Open Square", "#0b5f66"), TimeSpan.FromSeconds(2)));
        failure.Message.ShouldContain(reason);
        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        for (var tries = 0; tries < 50 && IsLeft(name); tries++) await Task.Delay(100); // it is ended; the system takes it away in its own time
        IsLeft(name).ShouldBeFalse("a process that nobody waits for");
    }

    [Fact]
    public async Task The_program_sees_nothing_of_our_environment()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__Campaigns_Test", "secret");
        using var fake = new FakeProgram($"cat >/dev/null; env >$(dirname $0)/env; case $2 in --export-id*) {Png(100, 100)};; *) {Png(1200, 630)};; esac");
        await CardPicture.DrawAsync(fake.Path, new ShareCard("en", "Stop it", null, "Open Square", "#0b5f66"), TimeSpan.FromSeconds(10));
        File.ReadAllText(Path.Combine(fake.Folder, "env")).ShouldNotContain("secret");
    }

    private static bool IsLeft(string name) => Process.GetProcesses().Select(ArgumentsOf).Any(line => line.Contains(name, StringComparison.Ordinal));

    private static string ArgumentsOf(Process process)
    {
        try { return File.ReadAllText($"/proc/{process.Id}/cmdline"); }
        catch (IOException) { return ""; }
    }

    /// <summary>A shell command that writes the first bytes of a picture of this size.</summary>
    private static string Png(int width, int height)
    {
        byte[] bytes = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, (byte)(width >> 8), (byte)width, 0, 0, (byte)(height >> 8), (byte)height, 8];
        return $"printf '{string.Concat(bytes.Select(each => $"\\{Convert.ToString(each, 8).PadLeft(3, '0')}"))}'";
    }

    private sealed class FakeProgram : IDisposable
    {
        public FakeProgram(string script)
        {
            File.WriteAllText(Path, $"#!/bin/bash\n{script}\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("campaigns-card-").FullName;
        public string Path => global::System.IO.Path.Combine(Folder, "draw");
        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
