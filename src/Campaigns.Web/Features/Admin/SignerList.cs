using Campaigns.Core;
using Campaigns.Core.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Admin;

public sealed record SignerRow
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    /// <summary>Masked unless the person asked to see addresses and may.</summary>
    public required string Email { get; init; }
    public required string Country { get; init; }
    public required SignatureState State { get; init; }
    public required bool WantsUpdates { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <param name="Older">Where the next page begins, or null on the last one.</param>
public sealed record SignerPart(IReadOnlyList<SignerRow> Rows, Guid? Older);

/// <summary>Signatures of a campaign, newest first, by keyset: the thousandth page costs what the first does.</summary>
public sealed class SignerList(CampaignsDb db)
{
    public const int PageSize = 50;

    /// <param name="tests">Those given in test mode, and no others; false leaves them out.</param>
    public async Task<SignerPart> RunAsync(Guid campaignId, SignatureState? state, bool tests, Guid? before, bool showsAddresses, CancellationToken ct)
    {
        // The index leads with campaign and state, so each state is read from its end and the few rows are merged here.
        var rows = new List<Signature>();
        foreach (var one in state is { } asked ? [asked] : Enum.GetValues<SignatureState>())
        {
            var signatures = db.Signatures.AsNoTracking().Where(s => s.CampaignId == campaignId && s.State == one && s.IsTest == tests);
            if (before is { } cursor) signatures = signatures.Where(s => s.Id.CompareTo(cursor) < 0);
            rows.AddRange(await signatures.OrderByDescending(s => s.Id).Take(PageSize + 1).ToListAsync(ct));
        }

        // As the databases order ids: by their bytes as written. Guid's own order differs.
        var page = rows.OrderByDescending(s => s.Id.ToString(), StringComparer.Ordinal).Take(PageSize + 1).ToList();
        return new SignerPart([.. page.Take(PageSize).Select(s => Row(s, showsAddresses))], page.Count > PageSize ? page[PageSize - 1].Id : null);
    }

    /// <summary>b…@example.org: enough to recognise, too little to use.</summary>
    internal static string Masked(string email)
    {
        var at = email.LastIndexOf('@');
        if (at <= 0) return "…";
        var first = new System.Globalization.StringInfo(email).SubstringByTextElements(0, 1);
        return $"{first}…{email[at..]}";
    }

    private static SignerRow Row(Signature signature, bool showsAddresses) => new()
    {
        Id = signature.Id, Name = signature.Name, Email = showsAddresses ? signature.Email : Masked(signature.Email), Country = signature.Country,
        State = signature.State, WantsUpdates = signature.WantsUpdates, CreatedAt = signature.CreatedAt,
    };
}
