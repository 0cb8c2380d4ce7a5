using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Limits;

internal static class LimitMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<LimitRule>(rule =>
        {
            rule.ToTable("limit_rule", table => table.HasCheckConstraint("ck_limit_rule_windows", "burst > 0 AND sustained >= burst AND sustained_seconds >= burst_seconds AND burst_seconds > 0"));
            rule.HasKey(r => r.Name);
            rule.HasData(
                Seed(LimitNames.SigningAddress, 20, 5 * 60, 300, 86_400),
                Seed(LimitNames.SigningRange, 300, 10 * 60, 5_000, 86_400),
                Seed(LimitNames.CampaignConfirmations, 5_000, 3_600, 100_000, 86_400),
                Seed(LimitNames.LinkTokens, 30, 10 * 60, 1_000, 86_400),
                Seed(LimitNames.SignIn, 20, 15 * 60, 200, 86_400),
                Seed(LimitNames.PersonMails, 5, 86_400, 5, 86_400),
                Seed(LimitNames.PersonActions, 30, 86_400, 30, 86_400),
                Seed(LimitNames.StaffExports, 5, 86_400, 5, 86_400),
                Seed(LimitNames.TargetLetters, 30, 3_600, 720, 86_400),
                Seed(LimitNames.ManageLinks, 3, 86_400, 3, 86_400),
                Seed(LimitNames.PasswordLinks, 3, 86_400, 3, 86_400),
                Seed(LimitNames.VisitorActions, 60, 10 * 60, 1_000, 86_400),
                Seed(LimitNames.MailTests, 20, 86_400, 20, 86_400),
                Seed(LimitNames.MistakeReports, 5, 10 * 60, 20, 86_400),
                Seed(LimitNames.CampaignMistakes, 100, 3_600, 500, 86_400),
                Seed(LimitNames.MistakeMails, 1, 3_600, 24, 86_400));
        });
        model.Entity<LimitCounter>(counter =>
        {
            counter.ToTable("limit_counter");
            counter.HasKey(c => c.Key);
            // Counters need not outlive a crash of the server, and a signature writes two (decision 8).
            counter.HasAnnotation("Npgsql:UnloggedTable", true);
        });
    }

    private static object Seed(string name, int burst, int burstSeconds, int sustained, int sustainedSeconds) =>
        new { Name = name, Burst = burst, BurstSeconds = burstSeconds, Sustained = sustained, SustainedSeconds = sustainedSeconds };
}
