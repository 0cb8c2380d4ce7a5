using Npgsql;

namespace Campaigns.Benchmarks;

/// <summary>The limit beside P1: Kestrel, a form with three fields, one INSERT of one row, nothing else.</summary>
internal static class LimitServer
{
    public static async Task<int> RunAsync(string connectionString)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var source = NpgsqlDataSource.Create(connectionString + ";Maximum Pool Size=64;No Reset On Close=true;Max Auto Prepare=50;Auto Prepare Min Usages=2");
        await using (var table = source.CreateCommand("""
            CREATE TABLE IF NOT EXISTS signature (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, campaign_id int NOT NULL, email text NOT NULL, name text NOT NULL,
              country char(2), created_at timestamptz NOT NULL DEFAULT now(), state smallint NOT NULL DEFAULT 0, UNIQUE (campaign_id, email))
            """)) await table.ExecuteNonQueryAsync();

        var app = builder.Build();
        app.MapPost("/sign", async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync();
            await using var insert = source.CreateCommand("INSERT INTO signature (campaign_id, email, name, country) VALUES (1, $1, $2, $3)");
            foreach (var field in (string[])["Email", "Name", "Country"]) insert.Parameters.Add(new NpgsqlParameter { Value = form[field].ToString() });
            await insert.ExecuteNonQueryAsync();
            return Results.Redirect("/thanks");
        });
        await app.RunAsync(Environment.GetEnvironmentVariable("ASPNETCORE_URLS"));
        return 0;
    }
}
