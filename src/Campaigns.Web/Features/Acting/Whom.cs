using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Acting;

/// <summary>The receivers of a message in a heading, where there is room for two.</summary>
public static class Whom
{
    /// <returns>"Dana Whitlock", "Dana Whitlock and Press team", "Dana Whitlock and 3 others"; null for nobody.</returns>
    public static string? Of(IReadOnlyList<string> names, IStringLocalizer texts) => names switch
    {
        [] => null,
        [var only] => only,
        [var first, var second] => texts["{0} and {1}", first, second],
        [var first, ..] => texts["{1} and {0} other|{1} and {0} others"].For(names.Count - 1, first),
    };
}
