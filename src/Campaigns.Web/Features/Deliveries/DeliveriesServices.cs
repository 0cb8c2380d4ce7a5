namespace Campaigns.Web.Features.Deliveries;

public static class DeliveriesServices
{
    public static IServiceCollection AddDeliveries(this IServiceCollection services) => services;
}
