using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;

namespace Campaigns.Web.Startup;

/// <summary>The one place where an exception becomes an answer: a reference for the person, the same reference and the cause for the log.</summary>
public sealed partial class UnexpectedFailure(ILogger<UnexpectedFailure> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // Nobody is there to read an answer.
        if (httpContext.RequestAborted.IsCancellationRequested) return true;

        if (exception is BadHttpRequestException bad)
        {
            await FailurePages.ShowAsync(httpContext, bad.StatusCode, reference: null);
            return true;
        }

        var reference = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var isAway = DatabaseAway.Is(exception);
        if (isAway) LogAway(logger, reference, exception.GetBaseException().GetType().Name);
        else LogFailure(logger, reference, WithoutPeople(exception.ToString()));
        await FailurePages.ShowAsync(httpContext, isAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError, reference);
        return true;
    }

    /// <summary>Addresses and tokens of mailed links may stand in an exception's message; they do not belong in a log.</summary>
    internal static string WithoutPeople(string text) => Token().Replace(Address().Replace(text, "[address]"), "/$1/[token]");

    [GeneratedRegex(@"[^\s@<>""'()\[\],;:=]+@[^\s@<>""'()\[\],;:=]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"/(s|me|u)/[A-Za-z0-9_-]{16,}")]
    private static partial Regex Token();

    [LoggerMessage(Level = LogLevel.Error, Message = "Request failed, reference {Reference}: {Cause}")]
    private static partial void LogFailure(ILogger logger, string reference, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database takes no work, reference {Reference}: {Kind}")]
    private static partial void LogAway(ILogger logger, string reference, string kind);
}
