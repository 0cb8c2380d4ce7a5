namespace Campaigns.Web.Startup;

/// <summary>
/// Binds every setting, and checks them all before anything else is built: a missing, wrong or unknown one stops the program
/// with a sentence that names the key and the fix.
/// </summary>
public static class Settings
{
    /// <summary>Every section of settings and its options, for the check at the start and for the test of the example file.</summary>
    internal static readonly IReadOnlyDictionary<string, Type> Sections = new Dictionary<string, Type>
    {
        ["Site"] = typeof(SiteOptions),
        ["Setup"] = typeof(SetupOptions),
        ["Mail"] = typeof(MailOptions),
        ["Smtp"] = typeof(SmtpOptions),
        ["Letters"] = typeof(LettersOptions),
        ["Staff"] = typeof(StaffOptions),
        ["Demo"] = typeof(DemoOptions),
        ["ShareCards"] = typeof(ShareCardOptions),
    };

    private static readonly Version OldestRuntime = new(10, 0, 7);

    /// <exception cref="SettingException">One line for each setting that will not do.</exception>
    public static WebApplicationBuilder AddCampaignsOptions(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        Check(configuration, builder.Environment, Environment.Version);
        builder.Services.Configure<SiteOptions>(configuration.GetSection("Site"));
        builder.Services.Configure<SetupOptions>(configuration.GetSection("Setup"));
        builder.Services.Configure<LettersOptions>(configuration.GetSection("Letters"));
        builder.Services.Configure<StaffOptions>(configuration.GetSection("Staff"));
        builder.Services.Configure<DemoOptions>(configuration.GetSection("Demo"));
        builder.Services.Configure<ShareCardOptions>(configuration.GetSection("ShareCards"));
        builder.Services.Configure<RoleOptions>(roles => roles.Read(configuration));
        return builder;
    }

    /// <exception cref="SettingException">One line for each setting that will not do.</exception>
    internal static void Check(IConfiguration configuration, IHostEnvironment environment, Version runtime)
    {
        List<string> problems = [];
        // CVE-2026-40372: older runtimes accept forged cookies.
        if (runtime < OldestRuntime) problems.Add($"This runtime is .NET {runtime}, which has a known hole in its cookies. Install the ASP.NET Core Runtime {OldestRuntime} or newer");

        problems.AddRange(ConnectionProblems(configuration.GetConnectionString("Campaigns")));
        try { new RoleOptions().Read(configuration); }
        catch (SettingException e) { problems.Add(e.Message); }
        foreach (var (section, type) in Sections) problems.AddRange(SectionCheck.ProblemsOf(configuration, section, type));
        problems.AddRange(AddressProblems(configuration));
        if (environment.IsProduction()) problems.AddRange(ProductionProblems(configuration));

        if (problems.Count > 0) throw new SettingException(string.Join(Environment.NewLine, problems.Distinct()));
    }

    private static IEnumerable<string> ConnectionProblems(string? connectionString)
    {
        try
        {
            if (Database.DialectOf(connectionString ?? "") is SqlDialect.Postgres) _ = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
            else _ = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connectionString);
            return [];
        }
        catch (SettingException e) { return [e.Message]; }
        // The message of the library could repeat the password, so only the key is named.
        catch (ArgumentException) { return ["ConnectionStrings:Campaigns has a part that the database does not know. Write it as \"Data Source=data/campaigns.db\" or \"Host=…;Database=…;Username=…;Password=…\""]; }
    }

    private static IEnumerable<string> AddressProblems(IConfiguration configuration)
    {
        if (configuration.GetSection("Site:TrustedProxies").Get<string[]>() is { } proxies && !proxies.All(HostLimits.IsProxy))
            yield return "Site:TrustedProxies holds an entry that is neither an address nor a range. Write it like 10.0.0.5 or 10.0.0.0/24";
        if (configuration.GetSection("Site:TrustedOrigins").Get<string[]>() is { } origins && origins.Any(origin => OriginCheck.Normal(origin) is null))
            yield return "Site:TrustedOrigins holds an entry that is no origin. Write scheme, host and port alone, for example https://www.example.org";
    }

    private static IEnumerable<string> ProductionProblems(IConfiguration configuration)
    {
        if (string.Equals(configuration["Staff:SecondFactor"], nameof(SecondFactor.Optional), StringComparison.OrdinalIgnoreCase))
            yield return "Staff:SecondFactor is Optional, which Production refuses, because staff see personal data. Remove it or set it to Required";
        if (Uri.TryCreate(configuration["Site:PublicUrl"], UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            yield return "Site:PublicUrl starts with http://, which Production refuses, because names and addresses would travel in the open. Set it to an address that starts with https://";
    }
}
