using System.Text;
using Campaigns.Core.Media;
using Campaigns.Testing;

namespace Campaigns.UnitTests.Media;

public sealed class CleanFileTests
{
    private static readonly (string Kind, byte[] Bytes)[] Whole =
    [
        ("image/png", SampleFiles.Png()), ("image/jpeg", SampleFiles.Jpeg), ("image/jpeg", SampleFiles.ProgressiveJpeg),
        ("image/webp", SampleFiles.Webp), ("image/webp", SampleFiles.LosslessWebp), ("image/webp", SampleFiles.ClearWebp),
    ];

    [Fact]
    public void Pictures_of_every_kind_are_taken_with_their_size()
    {
        foreach (var (kind, bytes) in Whole)
        {
            var (file, fault) = CleanFile.Read(bytes);
            fault.ShouldBe(FileFault.None, kind);
            (file!.Kind, file.ContentType, file.Width, file.Height).ShouldBe((MediaKind.Picture, kind, 12, 8));
            // What is clean stays as it is.
            CleanFile.Read(file.Bytes).File!.Bytes.ShouldBe(file.Bytes);
        }
        CleanFile.Read(SampleFiles.Webp).File!.Bytes.ShouldBe(SampleFiles.Webp);
        CleanFile.Read(SampleFiles.LosslessWebp).File!.Bytes.ShouldBe(SampleFiles.LosslessWebp);
        CleanFile.Read(SampleFiles.ClearWebp).File!.Bytes.ShouldBe(SampleFiles.ClearWebp);
        CleanFile.Read(SampleFiles.Png()).File!.Bytes.ShouldBe(SampleFiles.Png());
        var (pdf, _) = CleanFile.Read(SampleFiles.Pdf);
        (pdf!.Kind, pdf.ContentType, pdf.Width).ShouldBe((MediaKind.Document, "application/pdf", null));
    }

    [Fact]
    public void The_place_where_a_picture_was_taken_and_every_remark_in_it_are_gone()
    {
        var secret = "GPS secret"u8.ToArray();
        var jpeg = SampleFiles.WithSegment(SampleFiles.WithSegment(SampleFiles.WithSegment(SampleFiles.WithSegment(SampleFiles.Jpeg, 0xFE, secret), 0xED, secret),
            0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. secret]), 0xE1, [.. "Exif\0\0"u8, .. SampleFiles.Exif(1)]);
        var png = SampleFiles.Png(chunks: [("tEXt", secret), ("zTXt", secret), ("iTXt", secret), ("eXIf", SampleFiles.Exif(1)), ("tIME", secret), ("prVt", secret), ("gAMA", [0, 0, 0xB1, 0x8F])]);
        var webp = SampleFiles.ExtendedWebp(0x0C, ("EXIF", SampleFiles.Exif(1)), ("XMP ", secret), ("junk", secret));
        foreach (var bytes in new[] { jpeg, png, webp })
        {
            Text(bytes).ShouldContain("GPS");
            var (file, fault) = CleanFile.Read(bytes);
            fault.ShouldBe(FileFault.None);
            Text(file!.Bytes).ShouldNotContain("GPS");
            Text(file.Bytes).ShouldNotContain("xif", Case.Insensitive);
        }
        // What colours need stays.
        Text(CleanFile.Read(png).File!.Bytes).ShouldContain("gAMA");
        CleanFile.Read(webp).File!.Bytes[20].ShouldBe((byte)0); // no flag tells of what is gone
    }

    [Theory]
    [InlineData(3, 12, 8)]
    [InlineData(6, 8, 12)]
    public void Which_way_up_it_is_stays_and_nothing_else_of_the_camera(int orientation, int width, int height)
    {
        var exif = SampleFiles.Exif(orientation);
        foreach (var bytes in new[] { SampleFiles.WithSegment(SampleFiles.Jpeg, 0xE1, [.. "Exif\0\0"u8, .. exif]), SampleFiles.Png(chunks: ("eXIf", exif)), SampleFiles.ExtendedWebp(0x08, ("EXIF", exif)) })
        {
            var file = CleanFile.Read(bytes).File!;
            (file.Width, file.Height).ShouldBe((width, height));
            Text(file.Bytes).ShouldContain("MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0" + (char)orientation);
            Text(file.Bytes).ShouldNotContain("GPS");
            CleanFile.Read(file.Bytes).File!.Bytes.ShouldBe(file.Bytes);
        }
    }

    [Fact]
    public void What_hangs_on_behind_a_picture_is_cut_off()
    {
        foreach (var (kind, bytes) in Whole)
        {
            var file = CleanFile.Read([.. bytes, .. "PK\x03\x04<script>alert(1)</script>"u8]).File!;
            Text(file.Bytes).ShouldNotContain("script", Case.Sensitive, kind);
            file.Bytes.ShouldBe(CleanFile.Read(bytes).File!.Bytes, kind);
        }
        CleanFile.Read([.. SampleFiles.Pdf, .. new byte[2_000]]).Fault.ShouldBe(FileFault.Broken);
    }

    [Fact]
    public void A_small_copy_within_a_picture_is_cut_out()
    {
        byte[] copy = [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 1, 1, .. "GPS"u8];
        // In place of the segment that it begins with.
        var file = CleanFile.Read([.. SampleFiles.WithSegment(SampleFiles.Jpeg[..2], 0xE0, copy), .. SampleFiles.Jpeg[20..]]).File!;
        Text(file.Bytes).ShouldNotContain("GPS");
        file.Bytes[2..20].ShouldBe([0xFF, 0xE0, 0, 16, .. copy[..12], 0, 0]);
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<!doctype html><script>alert(1)</script>")]
    [InlineData("GIF89a=1;alert(1)")]
    [InlineData("BM1234")]
    [InlineData("PNG")]
    [InlineData("")]
    public void Other_kinds_are_refused_whatever_they_are_called(string text) => CleanFile.Read(Encoding.Latin1.GetBytes(text)).ShouldBe(new FileReading(null, FileFault.Unknown));

    [Fact]
    public void What_ends_early_is_refused_wherever_it_ends()
    {
        foreach (var (kind, bytes) in Whole)
            for (var length = 0; length < bytes.Length; length++)
                CleanFile.Read(bytes.AsSpan(0, length)).File.ShouldBeNull($"{kind} {length} of {bytes.Length}");
        CleanFile.Read(SampleFiles.Pdf.AsSpan(0, SampleFiles.Pdf.Length - 6)).Fault.ShouldBe(FileFault.Broken);
    }

    [Theory]
    [InlineData(8_000, 5_001)]
    [InlineData(20_001, 1)]
    [InlineData(1, int.MaxValue)]
    [InlineData(65_536, 65_536)]
    public void A_picture_that_would_fill_the_memory_of_whoever_looks_is_refused(int width, int height) =>
        CleanFile.Read(SampleFiles.PngOf(width, height, [1])).Fault.ShouldBe(FileFault.TooManyPixels);

    [Fact]
    public void Forty_megapixels_are_not_too_many() => CleanFile.Read(SampleFiles.PngOf(8_000, 5_000, [1])).File!.Width.ShouldBe(8_000);

    [Fact]
    public void A_picture_without_any_size_is_broken()
    {
        CleanFile.Read(SampleFiles.PngOf(0, 8, [1])).Fault.ShouldBe(FileFault.Broken);
        CleanFile.Read(SampleFiles.PngOf(-1, 8, [1])).File.ShouldBeNull();
        var other = SampleFiles.ExtendedWebp(0);
        other[24] = 12; // a canvas that its pixels do not fill
        CleanFile.Read(other).Fault.ShouldBe(FileFault.Broken);
    }

    [Fact]
    public void Pictures_that_move_are_refused()
    {
        CleanFile.Read(SampleFiles.Png(chunks: ("acTL", [0, 0, 0, 2, 0, 0, 0, 0]))).Fault.ShouldBe(FileFault.Moves);
        CleanFile.Read(SampleFiles.ExtendedWebp(0x02, ("ANIM", [0, 0, 0, 0, 0, 0]))).Fault.ShouldBe(FileFault.Moves);
    }

    [Fact]
    public void A_changed_byte_is_seen_by_its_check_sum()
    {
        var png = SampleFiles.Png();
        png[20] ^= 1;
        CleanFile.Read(png).Fault.ShouldBe(FileFault.Broken);
    }

    [Fact]
    public void Whatever_bytes_come_nothing_breaks()
    {
        var random = new Random(4);
        var samples = Whole.Select(file => file.Bytes).Append(SampleFiles.Pdf).Append(SampleFiles.ExtendedWebp(0x0C, ("EXIF", SampleFiles.Exif(6))))
            .Append(SampleFiles.WithSegment(SampleFiles.Jpeg, 0xE1, [.. "Exif\0\0"u8, .. SampleFiles.Exif(6)])).ToArray();
        for (var n = 0; n < 60_000; n++)
        {
            byte[] bytes = [.. samples[n % samples.Length]];
            for (var changes = random.Next(1, 6); changes > 0; changes--) bytes[random.Next(bytes.Length)] = random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => (byte)random.Next(256) };
            if (random.Next(4) is 0) bytes = bytes[..random.Next(bytes.Length)];
            // What is taken is clean: taking it again changes nothing.
            if (CleanFile.Read(bytes).File is { } file) CleanFile.Read(file.Bytes).File!.Bytes.ShouldBe(file.Bytes);
        }
    }

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
