namespace Campaigns.Core.Operating;

/// <summary>Who runs this installation, as its administrators wrote it down. One row, made at the first save; what stands in the configuration goes before it.</summary>
public sealed class OrganisationSettings
{
    public const int TheOne = 1;
    public const int MostName = 120, MostAbout = 600, MostAddress = 300, MostContactEmail = 254, MostPrivacyUrl = 500;

    public OrganisationSettings() { }

    public int Id { get; private set; } = TheOne;
    /// <summary>As supporters know it; null until somebody gives one.</summary>
    public string? Name { get; set; }
    public string? About { get; set; }
    public string? Address { get; set; }
    public string? ContactEmail { get; set; }
    /// <summary>The organisation's own privacy page; null for the built-in one.</summary>
    public string? PrivacyUrl { get; set; }
    /// <summary><c>#rrggbb</c>.</summary>
    public string? BrandColour { get; set; }
    public Guid? LogoId { get; set; }
    /// <summary>Interface languages that supporters may choose from, with commas between; null for all that there are.</summary>
    public string? Languages { get; set; }
    /// <summary>Interface language of whoever asks for none of these, and of new campaigns.</summary>
    public string? Language { get; set; }
    /// <summary>IANA name, for new campaigns.</summary>
    public string? TimeZone { get; set; }
    /// <summary>When the last step of the setup was taken or put off.</summary>
    public DateTimeOffset? SetUpAt { get; set; }
    public DateTimeOffset SavedAt { get; private set; }
    public Guid? SavedById { get; private set; }
    /// <summary>Counts saves: a form that was opened on another one is out of date.</summary>
    public int Revision { get; private set; }

    public void Saved(Guid? by, DateTimeOffset now) => (Revision, SavedById, SavedAt) = (Revision + 1, by, now);
}
