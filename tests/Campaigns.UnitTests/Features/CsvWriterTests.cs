using System.IO.Pipelines;
using System.Text;
using Campaigns.Web.Features.Shared;

namespace Campaigns.UnitTests.Features;

public sealed class CsvWriterTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+351 900", "'+351 900")]
    [InlineData("-5", "'-5")]
    [InlineData("@ana", "'@ana")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\0x", "'\0x")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData(" a", "\" a\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("Ünal 🜁", "Ünal 🜁")]
    public async Task A_cell_is_quoted_where_it_must_be_and_never_a_formula(string? text, string expected) =>
        (await WrittenAsync(csv => csv.Cell(text))).ShouldBe(expected + "\r\n");

    [Fact]
    public async Task Cells_are_parted_by_commas_and_times_are_in_utc() =>
        (await WrittenAsync(csv =>
        {
            csv.Cell("a");
            csv.Cell((int?)null);
            csv.Cell(1249);
            csv.Cell(new DateTime(2026, 5, 3, 14, 5, 9, 870, DateTimeKind.Utc));
        })).ShouldBe("a,,1249,2026-05-03T14:05:09Z\r\n");

    [Fact]
    public async Task The_mark_comes_first() => (await WrittenAsync(csv => csv.WriteMark())).ShouldBe("\uFEFF\r\n");

    [Fact]
    public async Task A_reader_that_has_gone_is_noticed()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        var csv = new CsvWriter(pipe.Writer);

        var rows = 0;
        do csv.Cell(new string('x', 1000)); while (await csv.EndRowAsync(CancellationToken.None) && ++rows < 1000);

        rows.ShouldBeLessThan(100);
    }

    private static async Task<string> WrittenAsync(Action<CsvWriter> write)
    {
        using var stream = new MemoryStream();
        var output = PipeWriter.Create(stream);
        var csv = new CsvWriter(output);
        write(csv);
        await csv.EndRowAsync(CancellationToken.None);
        await output.CompleteAsync();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
