namespace Campaigns.Web.Features.Shared;

/// <summary>How long the links to one's own data work. Links that unsubscribe never end.</summary>
public static class LinkLife
{
    /// <summary>From the moment the mail was written.</summary>
    public static readonly TimeSpan Manage = TimeSpan.FromDays(365);

    /// <summary>Of the mail that asks to confirm a signature, from the moment it was written.</summary>
    public static readonly TimeSpan Confirm = TimeSpan.FromDays(14);

    /// <summary>Downloading and erasing want a link this young, since old mails get forwarded.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
}
