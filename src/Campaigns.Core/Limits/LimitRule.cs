namespace Campaigns.Core.Limits;

/// <summary>How often something may happen: a burst and a sustained figure, counted in the database and shared by all processes.</summary>
public sealed class LimitRule
{
    private LimitRule() { }

    public LimitRule(string name, int burst, TimeSpan burstWindow, int sustained, TimeSpan sustainedWindow)
    {
        Name = name;
        (Burst, BurstSeconds) = (burst, (int)burstWindow.TotalSeconds);
        (Sustained, SustainedSeconds) = (sustained, (int)sustainedWindow.TotalSeconds);
    }

    /// <summary>One of <see cref="LimitNames"/>.</summary>
    public string Name { get; private set; } = "";
    public int Burst { get; private set; }
    public int BurstSeconds { get; private set; }
    public int Sustained { get; private set; }
    public int SustainedSeconds { get; private set; }

    /// <summary>When a window that begins now is over.</summary>
    public DateTimeOffset BurstUntil(DateTimeOffset now) => now.AddSeconds(BurstSeconds);

    public DateTimeOffset SustainedUntil(DateTimeOffset now) => now.AddSeconds(SustainedSeconds);
}

public static class LimitNames
{
    /// <summary>Signings from one address (/32 or /64): 20 per 5 minutes, 300 per 24 hours.</summary>
    public const string SigningAddress = "signing-address";
    /// <summary>Signings from one range (/24 or /56): 300 per 10 minutes, 5,000 per 24 hours.</summary>
    public const string SigningRange = "signing-range";
    /// <summary>Confirmations of one campaign: 5,000 per hour; beyond it they wait.</summary>
    public const string CampaignConfirmations = "campaign-confirmations";
    /// <summary>Link tokens tried from one address: 30 per 10 minutes.</summary>
    public const string LinkTokens = "link-tokens";
    /// <summary>Sign-ins tried from one address: 20 per 15 minutes.</summary>
    public const string SignIn = "sign-in";
    /// <summary>Automatic mails to one person: 5 per 24 hours.</summary>
    public const string PersonMails = "person-mails";
    /// <summary>Actions of one person: 30 per 24 hours.</summary>
    public const string PersonActions = "person-actions";
    /// <summary>Downloads of personal data by one account: 5 per 24 hours.</summary>
    public const string StaffExports = "staff-exports";
    /// <summary>Letters to one target: 30 per hour; beyond it they wait.</summary>
    public const string TargetLetters = "target-letters";
    /// <summary>Mails with a link to one's own data, to one person: 3 per 24 hours.</summary>
    public const string ManageLinks = "manage-links";
    /// <summary>Mails with a link to a new password, to one account: 3 per 24 hours.</summary>
    public const string PasswordLinks = "password-links";
    /// <summary>Actions from one address by people who have not signed: 60 per 10 minutes.</summary>
    public const string VisitorActions = "visitor-actions";
    /// <summary>Test mails of this installation: 20 per 24 hours.</summary>
    public const string MailTests = "mail-tests";
    /// <summary>Reports of mistakes from one address: 5 per 10 minutes, 20 per 24 hours.</summary>
    public const string MistakeReports = "mistake-reports";
    /// <summary>Reports of mistakes on one campaign: 100 per hour, 500 per 24 hours.</summary>
    public const string CampaignMistakes = "campaign-mistakes";
    /// <summary>Times that the people of one campaign are told of reports: once per hour.</summary>
    public const string MistakeMails = "mistake-mails";
}

/// <summary>How often it happened for one key; both windows in one row.</summary>
public sealed class LimitCounter
{
    private LimitCounter() { }

    /// <summary>An HMAC of the rule and the thing counted, under a key that changes daily for network addresses.</summary>
    public Guid Key { get; private set; }
    public int Burst { get; private set; }
    /// <summary>When the window is over and counting starts again.</summary>
    public DateTimeOffset BurstUntil { get; private set; }
    public int Sustained { get; private set; }
    public DateTimeOffset SustainedUntil { get; private set; }
}
