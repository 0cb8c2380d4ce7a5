namespace Campaigns.Core.Targets;

/// <summary>Who decides to which targets a supporter writes.</summary>
public enum TargetChoice
{
    /// <summary>All of the campaign's targets.</summary>
    Fixed,
    /// <summary>The supporter picks.</summary>
    Chosen,
    /// <summary>Those who answer for the supporter's country and postcode area.</summary>
    ByArea,
}

/// <summary>What happens for a postcode that no target answers for.</summary>
public enum AreaFallback
{
    /// <summary>The targets without country and area get it.</summary>
    General,
    /// <summary>The supporter picks from all.</summary>
    Chosen,
    /// <summary>Nobody: a sentence says so.</summary>
    Nobody,
}

/// <summary>Whether mail to a target's address arrives.</summary>
public enum TargetMail { Ok, Bounced, Blocked }
