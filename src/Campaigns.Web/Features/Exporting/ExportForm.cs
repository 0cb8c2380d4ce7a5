namespace Campaigns.Web.Features.Exporting;

public sealed class ExportForm
{
    /// <summary>Why the data are needed; kept in the audit log.</summary>
    public string? Purpose { get; set; }
}
