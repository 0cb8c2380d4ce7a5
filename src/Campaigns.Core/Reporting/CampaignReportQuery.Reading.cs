using Microsoft.EntityFrameworkCore;

namespace Campaigns.Core.Reporting;

/// <summary>The statements. Both databases take the same SQL but for hours and quarters; each runs along an index of the campaign.</summary>
public sealed partial class CampaignReportQuery
{
    private sealed class Reading(CampaignsDb db, Guid campaignId, ReportFilter filter, ReportRange range, DateTimeOffset asOf)
    {
        // Who is a person here. The same words in every statement, so that an exclusion holds everywhere or nowhere.
        private const string Counts = "NOT s.is_test AND s.state = 'Confirmed'";
        private const string CountsOrWaits = "NOT s.is_test AND s.state IN ('Pending', 'Confirmed')";

        public static readonly TimeSpan NoBounceFor = TimeSpan.FromHours(72);

        public CampaignsDb Db => db;
        public Guid CampaignId => campaignId;
        public ReportFilter Filter => filter;
        public ReportRange Range => range;
        public DateTimeOffset AsOf => asOf;
        public bool IsPostgres => db.Database.ProviderName?.EndsWith("PostgreSQL", StringComparison.Ordinal) is true;

        // {0} campaign, {1} from, {2} until, {3} any language, {4} language, {5} any source, {6} source, {7} sent before, {8} any step, {9} step, {10} any channel, {11} channel
        private object[] Values =>
        [
            campaignId, range.From, range.Until, filter.Language is null ? 1 : 0, filter.Language ?? "", filter.Source is null ? 1 : 0, filter.Source ?? "", (asOf - NoBounceFor).UtcDateTime,
            filter.Step is null ? 1 : 0, $"{filter.Step}", filter.Channel is null ? 1 : 0, $"{filter.Channel}",
        ];

        public Task<List<T>> ReadAsync<T>(string sql, CancellationToken ct) => db.Database.SqlQueryRaw<T>(sql, Values).ToListAsync(ct);

        public static string Who(string row) => $"({{3}} = 1 OR {row}.language = {{4}}) AND ({{5}} = 1 OR {row}.source = {{6}})";

        public static string In(string time) => $"{time} >= {{1}} AND {time} < {{2}}";

        private static string CountIf(string condition) => $"CAST(count(CASE WHEN {condition} THEN 1 END) AS integer)";

        private static string PeopleIf(string condition) => $"CAST(count(DISTINCT CASE WHEN {condition} THEN s.id END) AS integer)";

        // What a letter by our server proves stands in its deliveries, so a proof on its action is left to them.
        private const string IsOurLetter = "(a.step = 'EmailTarget' AND EXISTS (SELECT 1 FROM delivery d WHERE d.action_id = a.id))";

        private static string SumOf(string number) => $"CAST(coalesce(sum({number}), 0) AS integer)";

        /// <summary>Openings and starts.</summary>
        public Task<List<ReachSum>> ReachAsync(CancellationToken ct) => ReadAsync<ReachSum>($"""
            SELECT r.step AS "Step", r.channel AS "Channel", r.rung AS "Rung", r.target_id AS "TargetId", r.message_id AS "MessageId", {SumOf("r.number")} AS "Number"
            FROM reach_count r WHERE r.campaign_id = {"{0}"} AND {In("r.hour")} AND {Who("r")}
            GROUP BY r.step, r.channel, r.rung, r.target_id, r.message_id
            """, ct);

        /// <summary>Loads of the campaign page and accepted forms by what brought them, of every source.</summary>
        public Task<List<CameSum>> CameAsync(CancellationToken ct) => ReadAsync<CameSum>($"""
            SELECT r.source AS "Source", r.generation AS "Generation",
              {SumOf("CASE WHEN r.rung = 'Shown' THEN r.number ELSE 0 END")} AS "Shown", {SumOf("CASE WHEN r.rung = 'Started' THEN r.number ELSE 0 END")} AS "FormsPosted"
            FROM reach_count r WHERE r.campaign_id = {"{0}"} AND {In("r.hour")} AND ({"{3}"} = 1 OR r.language = {"{4}"}) AND r.step = 'Sign'
            GROUP BY r.source, r.generation
            """, ct);

        /// <summary>People by how far any message of theirs came, each once: what brought them is what brought their signature.</summary>
        public Task<List<PeopleSum>> PeopleAsync(CancellationToken ct) => ReadAsync<PeopleSum>($"""
            SELECT s.source AS "Source", s.generation AS "Generation",
              {PeopleIf(In("a.started_at"))} AS "Started",
              {PeopleIf($"{Counts} AND {In("a.self_reported_at")}")} AS "SelfReported",
              {PeopleIf($"{Counts} AND (({In("a.proved_at")} AND NOT {IsOurLetter}) OR EXISTS (SELECT 1 FROM delivery d WHERE d.action_id = a.id AND NOT d.is_test AND d.kind = 'LetterToTarget' AND d.state = 'Sent' AND {In("d.sent_at")}))")} AS "Proved"
            FROM action a JOIN signature s ON s.id = a.signature_id
            WHERE a.campaign_id = {"{0}"} AND NOT a.is_test AND {CountsOrWaits} AND {Who("s")} AND ({"{8}"} = 1 OR a.step = {"{9}"}) AND ({"{10}"} = 1 OR a.channel = {"{11}"})
            GROUP BY s.source, s.generation
            """, ct);

        /// <summary>Signatures by source and generation, of every source.</summary>
        public Task<List<SignatureSum>> SignaturesAsync(CancellationToken ct) => ReadAsync<SignatureSum>($"""
            SELECT s.source AS "Source", s.generation AS "Generation",
              {CountIf($"{CountsOrWaits} AND {In("s.created_at")}")} AS "Created",
              {CountIf($"{Counts} AND {In("s.confirmed_at")}")} AS "Confirmed",
              {CountIf($"NOT s.is_test AND s.state = 'Withdrawn' AND {In("s.state_changed_at")}")} AS "Withdrawn"
            FROM signature s WHERE s.campaign_id = {"{0}"} AND s.state IN ('Pending', 'Confirmed', 'Withdrawn') AND ({"{3}"} = 1 OR s.language = {"{4}"})
            GROUP BY s.source, s.generation
            """, ct);

        /// <summary>People to whose address a mail of ours came back.</summary>
        public async Task<int> BouncedAsync(CancellationToken ct) => (await ReadAsync<Sum>($"""
            SELECT CAST(count(DISTINCT s.id) AS integer) AS "Number"
            FROM delivery d JOIN signature s ON s.id = d.signature_id
            WHERE d.campaign_id = {"{0}"} AND d.bounced_at IS NOT NULL AND {In("d.bounced_at")} AND NOT d.is_test AND d.kind <> 'LetterToTarget'
              AND s.campaign_id = {"{0}"} AND {CountsOrWaits} AND {Who("s")}
            """, ct))[0].Number;

        /// <summary>Units of people.</summary>
        public Task<List<ActionSum>> ActionsAsync(CancellationToken ct) => ReadAsync<ActionSum>($"""
            SELECT a.step AS "Step", a.channel AS "Channel", a.target_id AS "TargetId", a.message_id AS "MessageId",
              {CountIf(In("a.started_at"))} AS "Started",
              {CountIf($"a.is_customised AND {In("a.started_at")}")} AS "Customised",
              {CountIf($"{Counts} AND {In("a.self_reported_at")}")} AS "SelfReported",
              {CountIf($"{Counts} AND {In("a.proved_at")} AND NOT {IsOurLetter}")} AS "Proved"
            FROM action a JOIN signature s ON s.id = a.signature_id
            WHERE a.campaign_id = {"{0}"} AND NOT a.is_test AND {CountsOrWaits} AND {Who("a")}
            GROUP BY a.step, a.channel, a.target_id, a.message_id
            """, ct);

        /// <summary>People behind the units of <see cref="ActionsAsync"/> in one step, each once however many targets they wrote to.</summary>
        public async Task<int> PeopleWhoSayAsync(Acting.Step step, CancellationToken ct) => (await ReadAsync<Sum>($"""
            SELECT CAST(count(DISTINCT a.signature_id) AS integer) AS "Number"
            FROM action a JOIN signature s ON s.id = a.signature_id
            WHERE a.campaign_id = {"{0}"} AND a.step = '{step}' AND NOT a.is_test AND {Counts} AND {In("a.self_reported_at")} AND {Who("a")}
            """, ct))[0].Number;

        /// <summary>Starts and reports of visitors who have not signed.</summary>
        public Task<List<VisitorSum>> VisitorsAsync(CancellationToken ct) => ReadAsync<VisitorSum>($"""
            SELECT a.step AS "Step", a.channel AS "Channel", a.target_id AS "TargetId",
              {CountIf(In("a.started_at"))} AS "Started", {CountIf(In("a.self_reported_at"))} AS "SelfReported", {CountIf(In("a.proved_at"))} AS "Proved"
            FROM action a WHERE a.campaign_id = {"{0}"} AND a.signature_id IS NULL AND NOT a.is_test AND {Who("a")}
            GROUP BY a.step, a.channel, a.target_id
            """, ct);

        /// <summary>
        /// Letters by our server, one unit each however often it was tried. Accepted: 250 of the mail server. Received: accepted 72 hours ago and not
        /// come back. The states beside them are those of letters written within the range that no server has accepted.
        /// </summary>
        public Task<List<LetterSum>> LettersAsync(CancellationToken ct) => ReadAsync<LetterSum>($"""
            SELECT u.target_id AS "TargetId", u.message_id AS "MessageId",
              {SumOf("u.sent")} AS "Sent", {SumOf("u.received")} AS "Received", {SumOf("u.bounced")} AS "Bounced",
              {SumOf("(1 - u.ever_sent) * u.waiting")} AS "Waiting", {SumOf("(1 - u.ever_sent) * u.failed")} AS "Failed", {SumOf("(1 - u.ever_sent) * u.uncertain")} AS "Uncertain",
              {SumOf("(1 - u.ever_sent) * u.suppressed")} AS "Suppressed", {SumOf("(1 - u.ever_sent) * u.cancelled")} AS "Cancelled"
            FROM (
              SELECT a.id, a.target_id, a.message_id,
                {Has("d.state = 'Sent'")} AS ever_sent,
                {Has($"d.state = 'Sent' AND {In("d.sent_at")}")} AS sent,
                {Has($"d.state = 'Sent' AND {In("d.sent_at")} AND d.bounced_at IS NULL AND d.sent_at <= {"{7}"}")} AS received,
                {Has($"d.state = 'Sent' AND {In("d.sent_at")} AND d.bounced_at IS NOT NULL")} AS bounced,
                {Has($"d.state IN ('Pending', 'Sending') AND {In("d.created_at")}")} AS waiting,
                {Has($"d.state = 'Failed' AND {In("d.created_at")}")} AS failed,
                {Has($"d.state = 'Uncertain' AND {In("d.created_at")}")} AS uncertain,
                {Has($"d.state = 'Suppressed' AND {In("d.created_at")}")} AS suppressed,
                {Has($"d.state = 'Cancelled' AND {In("d.created_at")}")} AS cancelled
              FROM action a JOIN signature s ON s.id = a.signature_id JOIN delivery d ON d.action_id = a.id
              WHERE a.campaign_id = {"{0}"} AND a.step = 'EmailTarget' AND NOT a.is_test AND {Counts} AND NOT d.is_test AND d.kind = 'LetterToTarget' AND {Who("a")}
              GROUP BY a.id, a.target_id, a.message_id) u
            GROUP BY u.target_id, u.message_id
            """, ct);

        private static string Has(string condition) => $"max(CASE WHEN {condition} THEN 1 ELSE 0 END)";

        /// <summary>People who came by a share link of somebody else and confirmed, by the link's channel and the message that carried it.</summary>
        public Task<List<ArrivedSum>> ArrivedAsync(CancellationToken ct) => ReadAsync<ArrivedSum>($"""
            SELECT l.channel AS "Channel", m.step AS "Step", m.id AS "MessageId", CAST(count(*) AS integer) AS "Number"
            FROM share_link l JOIN signature s ON s.share_link_id = l.id LEFT JOIN message m ON m.id = l.message_id
            WHERE l.campaign_id = {"{0}"} AND NOT l.is_test AND s.campaign_id = {"{0}"} AND {Counts} AND {In("s.confirmed_at")} AND (l.signature_id IS NULL OR l.signature_id <> s.id) AND {Who("s")}
            GROUP BY l.channel, m.step, m.id
            """, ct);

        /// <summary>Openings of share links: their channel is the source of whoever comes by them. Those of tests are not counted in the first place.</summary>
        public Task<List<VisitSum>> VisitsAsync(CancellationToken ct) => ReadAsync<VisitSum>($"""
            SELECT v.generation AS "Generation", {SumOf("v.visits")} AS "Visits", {SumOf("v.robot_visits")} AS "RobotVisits"
            FROM share_visit v WHERE v.campaign_id = {"{0}"} AND {In("v.hour")} AND ({"{3}"} = 1 OR v.language = {"{4}"}) AND ({"{5}"} = 1 OR 'share-' || lower(v.channel) = {"{6}"})
            GROUP BY v.generation
            """, ct);

        /// <summary>Channels through which anything was ever shared.</summary>
        public async Task<IReadOnlyList<Acting.Channel>> ShareChannelsAsync(CancellationToken ct) => [.. (await ReadAsync<ChannelRow>($"""
            SELECT DISTINCT l.channel AS "Channel" FROM share_link l WHERE l.campaign_id = {"{0}"} AND NOT l.is_test
            """, ct)).Select(row => Enum.Parse<Acting.Channel>(row.Channel)).Order()];
    }

    private interface IUnitSum
    {
        string Step { get; }
        string Channel { get; }
        Guid? TargetId { get; }
    }

    private interface ICameSum
    {
        string Source { get; }
        int Generation { get; }
    }

    private sealed record Sum(int Number);
    private sealed record ChannelRow(string Channel);
    private sealed record CameSum(string Source, int Generation, int Shown, int FormsPosted) : ICameSum;
    private sealed record PeopleSum(string Source, int Generation, int Started, int SelfReported, int Proved) : ICameSum;
    private sealed record ReachSum(string Step, string Channel, string Rung, Guid TargetId, Guid MessageId, int Number);
    private sealed record SignatureSum(string Source, int Generation, int Created, int Confirmed, int Withdrawn) : ICameSum;
    private sealed record ActionSum(string Step, string Channel, Guid? TargetId, Guid? MessageId, int Started, int Customised, int SelfReported, int Proved) : IUnitSum;
    private sealed record VisitorSum(string Step, string Channel, Guid? TargetId, int Started, int SelfReported, int Proved) : IUnitSum;
    private sealed record LetterSum(Guid? TargetId, Guid? MessageId, int Sent, int Received, int Bounced, int Waiting, int Failed, int Uncertain, int Suppressed, int Cancelled);
    private sealed record ArrivedSum(string Channel, string? Step, Guid? MessageId, int Number);
    private sealed record VisitSum(int Generation, int Visits, int RobotVisits);
}
