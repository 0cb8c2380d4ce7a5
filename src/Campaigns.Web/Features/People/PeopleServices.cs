namespace Campaigns.Web.Features.People;

public static class PeopleServices
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddScoped<ReadPeople>().AddScoped<ReadAudit>().AddScoped<InviteStaff>().AddScoped<ChangeRoles>().AddScoped<ChangeAccess>().AddScoped<StaffLinks>().AddScoped<AcceptInvitation>().AddScoped<SendPasswordLink>().AddScoped<SetPassword>().AddScoped<ResetSecondStep>();
}
