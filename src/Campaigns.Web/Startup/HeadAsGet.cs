using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Routing;

namespace Campaigns.Web.Startup;

/// <summary>
/// Wherever a page can be read, its headers can be asked for: link checkers and mail scanners send HEAD before GET, or instead of it.
/// The host leaves the body away.
/// </summary>
public sealed class HeadAsGet : IActionModelConvention
{
    private static readonly string[] Both = [HttpMethods.Get, HttpMethods.Head];

    public void Apply(ActionModel action)
    {
        foreach (var selector in action.Selectors)
        {
            if (selector.ActionConstraints.OfType<HttpMethodActionConstraint>().FirstOrDefault(asked => asked.HttpMethods.SequenceEqual([HttpMethods.Get])) is not { } constraint) continue;
            selector.ActionConstraints[selector.ActionConstraints.IndexOf(constraint)] = new HttpMethodActionConstraint(Both);
            if (selector.EndpointMetadata.OfType<HttpMethodMetadata>().FirstOrDefault() is { } metadata)
                selector.EndpointMetadata[selector.EndpointMetadata.IndexOf(metadata)] = new HttpMethodMetadata(Both);
        }
    }
}
