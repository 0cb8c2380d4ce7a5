using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Campaigns.IntegrationTests.Support;

/// <summary>
/// A language in which every interface text stands in brackets: "⟦Next goal: ⟧2,000⟦⟧". What has none did not come from the texts.
/// Values stay outside, so a hard-coded word handed over as one is seen too.
/// </summary>
internal sealed partial class PseudoLanguage : IStringLocalizerFactory, IStringLocalizer
{
    private readonly ConcurrentDictionary<string, bool> _asked = new();

    /// <summary>Every sentence that was looked up so far.</summary>
    public IReadOnlyCollection<string> Asked => [.. _asked.Keys];

    public LocalizedString this[string name] => new(name, Bracketed(name));

    public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(CultureInfo.CurrentCulture, Bracketed(name), arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];

    public IStringLocalizer Create(Type resourceSource) => this;

    public IStringLocalizer Create(string baseName, string location) => this;

    /// <summary>Each plural form by itself, as one of them is chosen later.</summary>
    private string Bracketed(string name)
    {
        _asked[name] = true;
        return string.Join('|', name.Split('|').Select(form => $"⟦{Placeholder().Replace(form, "⟧$0⟦")}⟧"));
    }

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();
}
