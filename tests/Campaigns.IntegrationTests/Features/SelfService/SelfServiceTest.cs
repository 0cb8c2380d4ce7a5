using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.SelfService;

/// <summary>What the tests of self-service share: people who signed, and the links that their mails carry.</summary>
public abstract class SelfServiceTest
{
    public const string Email = "zuzanna.wyrwicka@example.org", Name = "Zuzanna Wyrwicka";

    protected static async Task<Signature> SignedAsync(CampaignsApp app, SeededCampaign campaign, string email = Email, string name = Name, bool confirms = true)
    {
        await app.Client().SignAsync(campaign, SigningPost.Form(email, name));
        await using var db = app.Db();
        var key = KeyOf(app, email);
        var signature = await db.Signatures.AsNoTracking().SingleAsync(s => s.CampaignId == campaign.Id && s.EmailKey == key);
        var confirmation = await db.Deliveries.Where(d => d.SignatureId == signature.Id && d.Kind == DeliveryKind.Confirmation).OrderByDescending(d => d.Id).FirstAsync();
        if (confirms) await app.Client().PostAsync($"/s/{Token(app, confirmation.Id, LinkPurpose.Confirm)}", null);
        return await db.Signatures.AsNoTracking().SingleAsync(s => s.Id == signature.Id);
    }

    /// <summary>The path of the link in a mail of the person that was written this moment.</summary>
    protected static async Task<string> LinkAsync(CampaignsApp app, Guid signatureId, LinkPurpose purpose = LinkPurpose.Manage, DeliveryKind kind = DeliveryKind.ManageLink)
    {
        await using var db = app.Db();
        var signature = await db.Signatures.AsNoTracking().SingleAsync(s => s.Id == signatureId);
        var id = Guid.CreateVersion7(app.Now);
        db.Add(new Delivery(id, kind, $"test:{id}", $"<{id}@campaigns.test>", signature.EmailKey, "example.org", app.Now) { CampaignId = signature.CampaignId, SignatureId = signatureId });
        await db.SaveChangesAsync();
        return (purpose is LinkPurpose.Manage ? "/me/" : "/u/") + Token(app, id, purpose);
    }

    protected static string Token(CampaignsApp app, Guid delivery, LinkPurpose purpose) => app.Services.GetRequiredService<InstallationKeys>().LinkToken(delivery, purpose);

    protected static byte[] KeyOf(CampaignsApp app, string email) => app.Services.GetRequiredService<InstallationKeys>().Emails.KeyOf(email);

    protected static async Task<string> PageAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        ((int)answer.StatusCode).ShouldBe(200, path);
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    protected static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields) =>
        client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>Every value of every row of every table, as text.</summary>
    protected static async Task<List<string>> EverythingAsync(CampaignsApp app, params string[] without)
    {
        await using var db = app.Db();
        await db.Database.OpenConnectionAsync();
        List<string> found = [];
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Distinct().Except(without).Order(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table} ORDER BY 1";
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                for (var column = 0; column < rows.FieldCount; column++)
                    found.Add($"{table}.{rows.GetName(column)}: {(rows.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : rows.GetValue(column))}");
        }
        return found;
    }
}
