using System.Text.RegularExpressions;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Development;

/// <summary>The mailbox of a developer: every mail that was written into the mail folder. Exists in Development with <c>Mail:Transport=Folder</c> only.</summary>
[PublicEndpoint, Route("dev/mail")]
public sealed partial class DevMailController(IHostEnvironment environment, IOptions<MailOptions> mail) : Controller
{
    private const int Newest = 200;
    // The mail brings its own styles and nothing else; its links open outside the frame.
    private const string MailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private string Folder => Path.Combine(environment.ContentRootPath, mail.Value.Folder);

    [HttpGet("")]
    public async Task<IActionResult> List(CancellationToken ct)
    {
        var files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.eml").OrderDescending(StringComparer.Ordinal).Take(Newest) : [];
        List<CaughtMail> mails = [];
        foreach (var file in files) mails.Add(await CaughtMail.ReadAsync(file, ct));
        return View(mails);
    }

    [HttpGet("{file}")]
    public async Task<IActionResult> Show(string file, CancellationToken ct) => await FindAsync(file, ct) is { } found ? View(found) : NotFound();

    [HttpGet("{file}/html")]
    public async Task<IActionResult> Html(string file, CancellationToken ct)
    {
        if (await FindAsync(file, ct) is not { } found) return NotFound();
        Response.Headers.ContentSecurityPolicy = MailPolicy;
        return Content(found.Html.Replace("<head>", "<head><base target=\"_blank\">"), "text/html; charset=utf-8");
    }

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Response.Headers.CacheControl = "no-store";
        if (!environment.IsDevelopment() || mail.Value.Transport is not MailTransportKind.Folder) context.Result = NotFound();
    }

    private async Task<CaughtMail?> FindAsync(string file, CancellationToken ct)
    {
        var path = Path.Combine(Folder, file + ".eml");
        return FileName().IsMatch(file) && System.IO.File.Exists(path) ? await CaughtMail.ReadAsync(path, ct) : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.-]*$")]
    private static partial Regex FileName();
}
