using Campaigns.Web.Features.Acting;
using Campaigns.Web.Features.CampaignPages;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Editing;
using Campaigns.Web.Features.Embedding;
using Campaigns.Web.Features.Home;
using Campaigns.Web.Features.Launching;
using Campaigns.Web.Features.Letters;
using Campaigns.Web.Features.Media;
using Campaigns.Web.Features.MailSettings;
using Campaigns.Web.Features.Mistakes;
using Campaigns.Web.Features.Reports;
using Campaigns.Web.Features.SelfService;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.Sharing;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Features.TestMode;

namespace Campaigns.Web.Startup;

/// <summary>What each feature's folder registers.</summary>
public static class Features
{
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddShared()
        .AddCampaignPages()
        .AddSigning()
        .AddActing()
        .AddLetters()
        .AddHome()
        .AddMailSettings()
        .AddMistakes()
        .AddSharing()
        .AddSelfService()
        .AddEmbedding()
        .AddTestMode()
        .AddReports()
        .AddEditing()
        .AddMedia()
        .AddLaunching()
        .AddDeliveries();
}
