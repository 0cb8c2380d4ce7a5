namespace Campaigns.Core.Targets;

/// <summary>The person or body that a campaign addresses.</summary>
public sealed class Target
{
    private Target() { }

    public Target(Guid campaignId, int position, string name)
    {
        Id = Guid.CreateVersion7();
        (CampaignId, Position, Name) = (campaignId, position, name);
    }

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    /// <summary>The first one is named under the headline.</summary>
    public int Position { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>"chief executive", in the language of the campaign's original text; <see cref="TargetText"/> holds it in others.</summary>
    public string? Role { get; set; }
    public string? Organisation { get; set; }
    /// <summary>"Dear Ms Whitlock".</summary>
    public string? Salutation { get; set; }
    public string? Email { get; set; }
    /// <summary>Without the @.</summary>
    public string? XHandle { get; set; }
    public string? FacebookUrl { get; set; }
    /// <summary>ISO 3166 alpha-2.</summary>
    public string? Country { get; set; }
    /// <summary>Beginning of the postcodes, within the country, that this target answers for: <c>SW1</c>, <c>75</c>. Several are separated by commas.</summary>
    public string? Area { get; set; }
    public string? Language { get; set; }
    /// <summary>IANA name; null for the campaign's zone. Letters leave within its office hours.</summary>
    public string? TimeZone { get; set; }
    public TargetMail Mail { get; set; }
}
