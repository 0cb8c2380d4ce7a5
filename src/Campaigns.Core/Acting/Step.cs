namespace Campaigns.Core.Acting;

/// <summary>One action of a campaign's chain. Sign stays first; the organiser orders and selects the others.</summary>
public enum Step { Sign, Tweet, FacebookComment, EmailTarget, Share }

/// <summary>By which letters to targets leave.</summary>
public enum LetterWay
{
    /// <summary>One delivery for each target, once the supporter's address is confirmed.</summary>
    OurServer,
    /// <summary>The supporter's own mail program; we only hand over the text.</summary>
    OwnProgram,
}
