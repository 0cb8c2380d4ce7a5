namespace Campaigns.Web.Startup;

/// <summary>The one statement that counts against a limit, on both databases. Both windows of a counter lie in one row: each starts again when its time is over.</summary>
internal static class LimitCounterSql
{
    /// <param name="rows">Key, number, end of the burst window, the number again, end of the sustained window: VALUES or a SELECT.</param>
    /// <param name="now">The parameter that holds the time.</param>
    /// <param name="returning">Columns of the counter as it stands then.</param>
    public static string Count(string rows, string now, string returning) => $"""
        INSERT INTO limit_counter AS c (key, burst, burst_until, sustained, sustained_until)
        {rows}
        ON CONFLICT (key) DO UPDATE SET
          burst = CASE WHEN c.burst_until <= {now} THEN excluded.burst ELSE c.burst + excluded.burst END,
          burst_until = CASE WHEN c.burst_until <= {now} THEN excluded.burst_until ELSE c.burst_until END,
          sustained = CASE WHEN c.sustained_until <= {now} THEN excluded.sustained ELSE c.sustained + excluded.sustained END,
          sustained_until = CASE WHEN c.sustained_until <= {now} THEN excluded.sustained_until ELSE c.sustained_until END
        RETURNING {returning}
        """;
}
