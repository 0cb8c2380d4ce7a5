using System.Data.Common;
using System.IO.Pipelines;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Exporting;

/// <summary>
/// Writes the confirmed supporters of a campaign who may be contacted, row by row from the database to the socket.
/// What was asked, by whom, why and how many rows left is written down, also when it was broken off.
/// </summary>
public sealed partial class ExportSupporters(DbDataSource database, IDbContextFactory<CampaignsDb> databases, SqlDialect dialect, TimeProvider clock, ILogger<ExportSupporters> logger)
{
    /// <param name="staffId">Who asked.</param>
    /// <param name="network">/24 or /48 of where they sit.</param>
    /// <param name="ct">The reader has gone away: ends the query within a moment.</param>
    public async Task RunAsync(Guid campaignId, Guid? staffId, string purpose, string? network, PipeWriter output, CancellationToken ct)
    {
        await RecordAsync(campaignId, staffId, "contacts.export-started", null, purpose, network, ct);
        var (rows, outcome) = (0, "broken off");
        try
        {
            var csv = new CsvWriter(output);
            csv.WriteMark();
            foreach (var title in (string[])["name", "email", "country", "language", "signed at", "confirmed at", "supporter number", "text version"]) csv.Cell(title);
            if (!await csv.EndRowAsync(ct)) return;

            await using var connection = await database.OpenConnectionAsync(ct);
            await using var command = Command(connection, campaignId);
            await using var reader = await command.ExecuteReaderAsync(ct);
            // SQLite reads without waiting and so without looking at the token.
            while (!ct.IsCancellationRequested && await reader.ReadAsync(ct))
            {
                Row(csv, reader);
                rows++;
                if (!await csv.EndRowAsync(ct)) return;
            }
            ct.ThrowIfCancellationRequested();
            if (await csv.FlushAsync(ct)) outcome = "complete";
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            LogBrokenOff(campaignId, rows);
        }
        finally
        {
            await RecordAsync(campaignId, staffId, "contacts.export", rows, outcome, network, CancellationToken.None);
        }
    }

    /// <summary>Nothing left: the account had made as many downloads as it may.</summary>
    public Task RecordRefusedAsync(Guid campaignId, Guid? staffId, string network, CancellationToken ct) =>
        RecordAsync(campaignId, staffId, "contacts.export-refused", null, LimitNames.StaffExports, network, ct);

    private async Task RecordAsync(Guid campaignId, Guid? staffId, string action, int? count, string detail, string? network, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Add(new AuditEntry(staffId, action, campaignId.ToString(), count, detail, network, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }

    private static void Row(CsvWriter csv, DbDataReader reader)
    {
        for (var column = 0; column < 4; column++) csv.Cell(reader.GetString(column));
        csv.Cell(reader.GetDateTime(4));
        csv.Cell(reader.GetDateTime(5));
        csv.Cell(reader.IsDBNull(6) ? null : reader.GetInt32(6));
        csv.Cell(reader.IsDBNull(7) ? null : reader.GetInt32(7));
    }

    /// <summary>By hand and not through EF Core, whose streaming was measured at half to two thirds of a bare reader's rows a second.</summary>
    private DbCommand Command(DbConnection connection, Guid campaignId)
    {
        var command = connection.CreateCommand();
        command.CommandTimeout = 0; // as long as the reader's line takes; the token ends it
        command.CommandText = $"""
            SELECT s.name, s.email, s.country, s.language, s.created_at, s.confirmed_at, s.supporter_number, v.number
            FROM signature s LEFT JOIN text_version v ON v.id = s.text_version_id
            WHERE s.campaign_id = @campaign AND s.state = 'Confirmed' AND s.wants_updates = {(dialect is SqlDialect.Postgres ? "TRUE" : "1")} AND NOT s.is_test
            ORDER BY s.id
            """;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@campaign", campaignId);
        command.Parameters.Add(parameter);
        return command;
    }

    [LoggerMessage(LogLevel.Information, "Export of campaign {CampaignId} was broken off after {Rows} rows")]
    private partial void LogBrokenOff(Guid campaignId, int rows);
}
