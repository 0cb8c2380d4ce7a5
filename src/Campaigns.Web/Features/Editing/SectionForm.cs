namespace Campaigns.Web.Features.Editing;

/// <summary>What every section posts beside its own fields.</summary>
public abstract class SectionForm
{
    /// <summary>The revision on which it was opened.</summary>
    public int Revision { get; set; }
    /// <summary><c>next</c> leads on to the next section; <c>take-over</c> takes it from whoever writes in it and saves nothing.</summary>
    public string? Go { get; set; }
}
