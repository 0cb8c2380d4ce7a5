using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Schema;

/// <summary>The two databases have the schema of the model, and get it by migrations alone.</summary>
public sealed class SchemaTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task The_model_has_no_change_without_a_migration(TestDatabase database)
    {
        await using var db = (await apps.On(database)).Db();
        db.Database.HasPendingModelChanges().ShouldBeFalse("run migrations/add-migration");
    }

    [Theory, OnBothDatabases]
    public async Task An_empty_database_is_brought_to_the_newest_migration_at_the_start(TestDatabase database)
    {
        await using var db = (await apps.On(database)).Db();
        (await db.Database.GetAppliedMigrationsAsync()).ShouldBe(db.Database.GetMigrations());
        (await db.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void Both_databases_have_migrations_of_the_same_names() =>
        NamesIn("Sqlite").ShouldBe(NamesIn("Postgres"));

    [Fact]
    public void The_schema_is_never_made_without_migrations() =>
        Repository.Files("src", ".cs").Concat(Repository.Files("tests", ".cs"))
            .Where(file => !file.EndsWith("SchemaTests.cs", StringComparison.Ordinal) && File.ReadAllText(file).Contains("EnsureCreated", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Theory, OnBothDatabases]
    public async Task A_seeded_campaign_can_be_stored_and_read(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 12 }.AddToAsync(app);
        await using var db = app.Db();
        (await db.CampaignTexts.SingleAsync(text => text.Slug == campaign.Slug)).CampaignId.ShouldBe(campaign.Id);
        (await db.CampaignCounts.SingleAsync()).Total.ShouldBe(12);
    }

    private static List<string> NamesIn(string database)
    {
        var names = Repository.Files($"migrations/Campaigns.Migrations.{database}", ".cs")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => name!.Contains('_') && !name.EndsWith(".Designer", StringComparison.Ordinal))
            .Select(name => name![(name!.IndexOf('_') + 1)..]).ToList();
        names.ShouldNotBeEmpty();
        return names;
    }
}
