namespace Campaigns.Core.Targets;

/// <summary>The person or body that a campaign addresses.</summary>
public sealed class Target
{
    private Target() { }

    /// <param name="position">From 1; also its number.</param>
    public Target(Guid campaignId, int position, string name)
    {
        Id = Guid.CreateVersion7();
        (CampaignId, Position, Number, Name) = (campaignId, position, position, name);
    }

    /// <param name="number">Where others had that number before.</param>
    public Target(Guid campaignId, int position, int number, string name) : this(campaignId, position, name) => Number = number;

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    /// <summary>The first one is named under the headline.</summary>
    public int Position { get; private set; }
    /// <summary>From 1; what forms and addresses call it. It never changes and is never given again, so a page that is open while the order changes still means the same target.</summary>
    public int Number { get; private set; }
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
    /// <summary>Set when staff took it off the campaign; its letters and figures keep their rows. It takes no mail.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }
    /// <summary>Counted up with every change of its words: what a form was opened on.</summary>
    public int Revision { get; private set; }

    public void Rename(string name) => Name = name;

    public void MoveTo(int position) => Position = position;

    /// <summary>Its words were changed: forms that were opened before are told so.</summary>
    public void Change() => Revision++;

    public void Remove(DateTimeOffset now) => (RemovedAt, Mail, Revision) = (now, TargetMail.Blocked, Revision + 1);

    public void Restore(int position) => (RemovedAt, Position, Revision) = (null, position, Revision + 1);
}
