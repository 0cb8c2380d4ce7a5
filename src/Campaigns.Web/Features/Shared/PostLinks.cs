using Campaigns.Core.Acting;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Shared;

/// <summary>Why a link proves no post, in words.</summary>
public static class PostLinks
{
    /// <param name="read">Of a link that is no post of the network.</param>
    public static string ProblemOf(PostUrlResult read, IStringLocalizer texts) =>
        read.IsElsewhereThere ? texts["Open your post, then copy its own link"] : texts["Enter a link that starts with {0}", read.ExpectedStart ?? "https://"];
}
