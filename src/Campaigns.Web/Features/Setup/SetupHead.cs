namespace Campaigns.Web.Features.Setup;

/// <param name="Step">From 1 to <see cref="Steps"/>.</param>
public sealed record SetupHead(int Step)
{
    public const int Steps = 4;
}
