using System.Globalization;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;

namespace Campaigns.Web.Features.Reports;

/// <summary>The filters as they stand in the address. What nobody offered is no filter.</summary>
public sealed class ReachForm
{
    /// <summary>How the address says "of whom nothing is known"; no source is called so.</summary>
    public const string NoSource = "(none)";

    /// <summary>First day, <c>2026-05-03</c>.</summary>
    public string? From { get; set; }
    /// <summary>Last day.</summary>
    public string? To { get; set; }
    /// <summary><c>tweet</c>, <c>emailtarget</c>, <c>share-whatsapp</c>.</summary>
    public string? Channel { get; set; }
    public string? Language { get; set; }
    public string? Source { get; set; }

    public ReportFilter ToFilter()
    {
        var (from, to) = (Day(From), Day(To));
        if (from > to) (from, to) = (to, from);
        var parts = (Channel ?? "").Split('-', 2);
        return new ReportFilter
        {
            From = from,
            To = to,
            Step = Known<Step>(parts[0]) is { } step and not Step.Sign ? step : null,
            Channel = parts.Length == 2 ? Known<Channel>(parts[1]) : null,
            Language = string.IsNullOrEmpty(Language) ? null : Language,
            Source = Source switch { null or "" => null, NoSource => "", var source => source },
        };
    }

    /// <summary>The address of the same figures elsewhere: page, file, another range.</summary>
    public static string Query(ReportFilter filter)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("from", Iso(filter.From)), ("to", Iso(filter.To)), ("channel", ChannelOf(filter.Step, filter.Channel)), ("language", filter.Language), ("source", filter.Source is "" ? NoSource : filter.Source),
        };
        var query = string.Join('&', parts.Where(part => part.Value is { Length: > 0 }).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "" : $"?{query}";
    }

    public static string? ChannelOf(Step? step, Channel? channel) => (step, channel) switch
    {
        (null, _) => null,
        (Core.Acting.Step.Share, { } through) => $"share-{through.ToString().ToLowerInvariant()}",
        _ => step.Value.ToString().ToLowerInvariant(),
    };

    public static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? typed) => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static T? Known<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsDigit(text[0]) ? value : null;
}
