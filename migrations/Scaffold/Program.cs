using Campaigns.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;

// Usage: Campaigns.Migrations.Scaffold NAME FOLDER, where FOLDER holds the two migration projects.
// The same as `dotnet ef migrations add`, for both databases at once, so that their names cannot differ.
if (args is not [var name, var folder])
{
    Console.Error.WriteLine("Usage: add-migration NAME");
    return 2;
}

(string Project, DbContextOptions<CampaignsDb> Options, IDesignTimeServices Provider)[] databases =
[
    ("Campaigns.Migrations.Sqlite",
        new DbContextOptionsBuilder<CampaignsDb>().UseSqlite("Data Source=:memory:", sqlite => sqlite.MigrationsAssembly("Campaigns.Migrations.Sqlite")).Options,
        new Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices()),
    ("Campaigns.Migrations.Postgres",
        new DbContextOptionsBuilder<CampaignsDb>().UseNpgsql("Host=unused", postgres => postgres.MigrationsAssembly("Campaigns.Migrations.Postgres")).Options,
        new Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal.NpgsqlDesignTimeServices()),
];

// The two databases are scaffolded a moment apart: one stamp for both keeps their migrations' names one to one.
var ids = new OneStamp();

foreach (var (project, options, provider) in databases)
{
    using var db = new CampaignsDb(options);
    var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
    provider.ConfigureDesignTimeServices(services);
    services.AddSingleton<IMigrationsIdGenerator>(ids);
    using var built = services.BuildServiceProvider();

    var scaffolder = built.GetRequiredService<IMigrationsScaffolder>();
    var migration = scaffolder.ScaffoldMigration(name, rootNamespace: project, subNamespace: "Migrations", language: "C#");
    var files = scaffolder.Save(Path.Combine(folder, project), migration, outputDir: Path.Combine(folder, project, "Migrations"), dryRun: false);
    Console.WriteLine($"{files.MigrationFile}\n{files.SnapshotFile}");
}
return 0;

internal sealed class OneStamp : MigrationsIdGenerator
{
    private readonly string _stamp = DateTime.UtcNow.ToString("yyyyMMddHHmmss");

    public override string GenerateId(string name) => $"{_stamp}_{name}";
}
