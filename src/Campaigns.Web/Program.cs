using System.Reflection;
using Campaigns.Web.Features.Reports;
using Campaigns.Web.Startup;

try
{
    var builder = WebApplication.CreateBuilder(args);

    builder.Services.AddSingleton(TimeProvider.System);
    builder.AddCampaignsOptions();
    builder.Services.AddCampaignsDatabase(builder.Configuration, builder.Environment);
    builder.Services.AddSingleton<InstallationKeys>();
    builder.Services.AddSingleton<Organisation>().AddHostedService<ReadOrganisationLoop>();
    builder.Services.AddInterfaceLanguages();
    builder.Services.AddFeatureViews();
    builder.Services.AddMail(builder.Configuration);
    builder.Services.AddJobs();
    builder.Services.AddStaff();
    builder.Services.AddPageCaching();
    builder.AddSecurity();
    builder.AddObservability();

    builder.Services.AddFeatures();

    var app = builder.Build();
    await app.PrepareDatabaseAsync();

    app.UseSecurity();
    app.UseStaff();
    app.UseReachCounting();
    app.UsePageCaching();
    app.MapStaticAssets();
    app.MapHealth();
    app.MapControllers().WithStaticAssets();

    app.AnnounceInDevelopment();
    await app.RunAsync();
    return 0;
}
// Whoever hosts the program in a process of their own, as tests do, gets the exception itself.
catch (SettingException wrong) when (Assembly.GetEntryAssembly() == typeof(Program).Assembly)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}

public partial class Program;
