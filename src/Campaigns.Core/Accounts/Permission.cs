namespace Campaigns.Core.Accounts;

/// <summary>What a person may do, and the one table that says which role may. Roles add up.</summary>
public static class Permission
{
    public const string ReadCampaigns = "campaigns.read";
    public const string ReadFigures = "figures.read";
    public const string EditCampaigns = "campaigns.edit";
    /// <summary>The list of signers, with masked addresses.</summary>
    public const string ReadSigners = "signers.read";
    public const string PublishCampaigns = "campaigns.publish";
    public const string SendMailings = "mailings.send";
    public const string RetryDeliveries = "deliveries.retry";
    public const string PublishPosts = "posts.publish";
    public const string ExportContacts = "contacts.export";
    public const string ManagePeople = "people.manage";
    public const string ManageSettings = "settings.manage";
    public const string ManageJobs = "jobs.manage";
    public const string ReadAudit = "audit.read";
    public const string EraseData = "data.erase";

    private static readonly Dictionary<string, string[]> RolesOf = new()
    {
        [ReadCampaigns] = [Roles.Viewer, Roles.Analyst, Roles.Organiser, Roles.Publisher, Roles.Exporter, Roles.Admin],
        [ReadFigures] = [Roles.Analyst, Roles.Admin],
        [EditCampaigns] = [Roles.Organiser, Roles.Admin],
        [ReadSigners] = [Roles.Organiser, Roles.Admin],
        [PublishCampaigns] = [Roles.Publisher, Roles.Admin],
        [SendMailings] = [Roles.Publisher, Roles.Admin],
        [RetryDeliveries] = [Roles.Publisher, Roles.Admin],
        [PublishPosts] = [Roles.Publisher, Roles.Admin],
        [ExportContacts] = [Roles.Exporter, Roles.Admin],
        [ManagePeople] = [Roles.Admin],
        [ManageSettings] = [Roles.Admin],
        [ManageJobs] = [Roles.Admin],
        [ReadAudit] = [Roles.Admin],
        [EraseData] = [Roles.Admin],
    };

    public static IReadOnlyCollection<string> All => RolesOf.Keys;

    /// <summary>The roles that hold a permission; the first one is named when somebody lacks it.</summary>
    public static IReadOnlyList<string> RolesWith(string permission) => RolesOf[permission];

    public static bool IsGranted(string permission, Func<string, bool> isInRole) => RolesOf[permission].Any(isInRole);

    /// <summary>True for rights that hold only for one's own campaigns and those shared with one.</summary>
    public static bool IsPerCampaign(string permission) => permission is EditCampaigns or ReadSigners;

    /// <summary>True for the roles that see personal data or speak for the organisation.</summary>
    public static bool NeedsSecondFactor(string role) => role is Roles.Organiser or Roles.Publisher or Roles.Exporter or Roles.Admin;
}
