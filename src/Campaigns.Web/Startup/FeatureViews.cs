using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.WebEncoders;

namespace Campaigns.Web.Startup;

/// <summary>Finds views beside their controller: <c>Features/Signing/Waiting.cshtml</c>, then <c>Features/Shared</c>.</summary>
public sealed class FeatureViews : IViewLocationExpander
{
    private const string Root = "Campaigns.Web.";

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        if (context.ActionContext.ActionDescriptor is ControllerActionDescriptor action)
            context.Values["folder"] = FolderOf(action.ControllerTypeInfo.Namespace);
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        if (context.Values.TryGetValue("folder", out var folder) && folder is not null) yield return $"/{folder}/{{0}}.cshtml";
        yield return "/Features/Shared/{0}.cshtml";
    }

    private static string? FolderOf(string? space) =>
        space?.StartsWith(Root, StringComparison.Ordinal) is true ? space[Root.Length..].Replace('.', '/') : null;
}

public static class FeatureViewsServices
{
    public static IServiceCollection AddFeatureViews(this IServiceCollection services)
    {
        services.AddControllersWithViews();
        // Names and stories in any script leave as they are, not as numbered entities six times as long.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new FeatureViews()));
    }
}
