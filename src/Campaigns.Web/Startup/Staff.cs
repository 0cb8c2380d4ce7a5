namespace Campaigns.Web.Startup;

/// <summary>Identity, permissions and the sign-in cookie of the staff area.</summary>
public static class Staff
{
    public static IServiceCollection AddStaff(this IServiceCollection services) => services;

    /// <summary>The administrator named in <c>Setup:*</c> exists after the start.</summary>
    public static Task EnsureAdministratorAsync(IServiceProvider services, CancellationToken ct) => Task.CompletedTask;
}
