using System.Net;
using System.Net.Http.Headers;
using Campaigns.Core.Media;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Media;

public sealed class MediaTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_picture_is_shown_to_everybody_kept_by_browsers_and_runs_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var file = await StoreAsync(app, SampleFiles.Png());
        file.Path.ShouldMatch("^media/[0-9a-f]{32}-12x8\\.png$");

        var answer = await app.Client(sendsFetchSite: false).GetAsync("/" + file.Path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(SampleFiles.Png());
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        answer.Content.Headers.ContentDisposition.ShouldBeNull();

        using var again = new HttpRequestMessage(HttpMethod.Get, "/" + file.Path);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await app.Client().SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var head = new HttpRequestMessage(HttpMethod.Head, "/" + file.Path);
        var known = await app.Client().SendAsync(head);
        (known.StatusCode, known.Content.Headers.ContentLength, known.Headers.ETag).ShouldBe((HttpStatusCode.OK, SampleFiles.Png().Length, answer.Headers.ETag));
        using var part = new HttpRequestMessage(HttpMethod.Get, "/" + file.Path);
        part.Headers.Range = new RangeHeaderValue(0, 7);
        var first = await app.Client().SendAsync(part);
        first.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await first.Content.ReadAsByteArrayAsync()).ShouldBe(SampleFiles.Png()[..8]);
    }

    [Theory, OnBothDatabases]
    public async Task A_document_is_saved_and_never_opened_here(TestDatabase database)
    {
        var app = await apps.On(database);
        var file = await StoreAsync(app, SampleFiles.Pdf, UploadKind.PictureOrPdf);

        var answer = await app.Client().GetAsync("/" + file.Path);

        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/pdf");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_never_uploaded_is_not_found(TestDatabase database)
    {
        var app = await apps.On(database);
        var file = await StoreAsync(app, SampleFiles.Png());
        foreach (var path in new[] { $"/media/{new string('a', 32)}-12x8.png", "/" + file.Path.Replace(".png", ".pdf"), "/" + file.Path.ToUpperInvariant(), "/media/", "/media/..%2fappsettings.json" })
            (await app.Client().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Theory, OnBothDatabases]
    public async Task The_same_file_is_kept_once_in_a_campaign_and_goes_on_record(TestDatabase database)
    {
        var app = await apps.On(database);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        var file = await StoreAsync(app, SampleFiles.Jpeg, campaign: one);
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await StoreAsync(app, SampleFiles.WithSegment(SampleFiles.Jpeg, 0xFE, "a remark"u8), campaign: one)).Name.ShouldBe(file.Name);
        (await StoreAsync(app, SampleFiles.Jpeg, campaign: other)).Name.ShouldNotBe(file.Name);

        await using var db = app.Db();
        (await db.MediaFiles.CountAsync()).ShouldBe(2);
        (await db.MediaFiles.SingleAsync(f => f.CampaignId == one)).At.ShouldBeGreaterThan(file.At);
        (await db.AuditEntries.Where(entry => entry.Action == "media.uploaded").Select(entry => entry.Detail).ToListAsync()).ShouldBe([$"image/jpeg {file.Size}", $"image/jpeg {file.Size}"]);
    }

    [Theory, OnBothDatabases]
    public async Task Each_field_says_what_it_takes(TestDatabase database)
    {
        var app = await apps.On(database);
        (await ProblemAsync(app, "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), UploadKind.Picture)).ShouldBe("Choose a PNG, JPEG or WebP picture");
        (await ProblemAsync(app, SampleFiles.Pdf, UploadKind.Picture)).ShouldBe("Choose a PNG, JPEG or WebP picture");
        (await ProblemAsync(app, "<svg/>"u8.ToArray(), UploadKind.PictureOrPdf)).ShouldBe("Choose a PDF, or a PNG, JPEG or WebP picture");
        (await ProblemAsync(app, [.. SampleFiles.Png(), .. new byte[CleanFile.MostPictureBytes]], UploadKind.Picture)).ShouldBe("Choose a picture of at most 5 MB");
        (await ProblemAsync(app, [.. SampleFiles.Png(), .. new byte[CleanFile.MostPictureBytes]], UploadKind.PictureOrPdf)).ShouldBe("Choose a PDF of at most 10 MB, or a picture of at most 5 MB");
        (await ProblemAsync(app, SampleFiles.PngOf(9_000, 9_000, [1]), UploadKind.Picture)).ShouldBe("Choose a picture of at most 40 megapixels, and 20,000 pixels on each side");
        (await ProblemAsync(app, SampleFiles.Jpeg[..^20], UploadKind.Picture)).ShouldBe("The file is broken or not complete. Save it anew, or choose another one");
        (await ProblemAsync(app, [], UploadKind.Picture)).ShouldBe("Choose a PNG, JPEG or WebP picture");
        await using var db = app.Db();
        (await db.MediaFiles.CountAsync()).ShouldBe(0);
    }

    private static async Task<MediaFile> StoreAsync(CampaignsApp app, byte[] bytes, UploadKind takes = UploadKind.Picture, Guid? campaign = null) =>
        (await app.Services.GetRequiredService<StoreMedia>().RunAsync(FileOf(bytes), takes, campaign, new DefaultHttpContext(), default)).File.ShouldNotBeNull();

    private static async Task<string?> ProblemAsync(CampaignsApp app, byte[] bytes, UploadKind takes) =>
        (await app.Services.GetRequiredService<StoreMedia>().RunAsync(FileOf(bytes), takes, null, new DefaultHttpContext(), default)).Problem;

    /// <summary>A name that says one thing and a kind that says another: neither is believed.</summary>
    private static FormFile FileOf(byte[] bytes) => new(new MemoryStream(bytes), 0, bytes.Length, "File", "picture.png") { Headers = new HeaderDictionary { ["Content-Type"] = "image/png" } };
}
