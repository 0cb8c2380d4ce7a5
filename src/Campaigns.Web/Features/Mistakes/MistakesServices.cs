namespace Campaigns.Web.Features.Mistakes;

public static class MistakesServices
{
    public static IServiceCollection AddMistakes(this IServiceCollection services) => services
        .AddScoped<ReadPlaces>().AddScoped<ReportMistake>().AddScoped<CloseMistake>();
}
