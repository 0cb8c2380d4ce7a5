using Campaigns.Web.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Campaigns.UnitTests.Startup;

public sealed class SettingsTests
{
    private static readonly Version Runtime = new(10, 0, 12);

    [Fact]
    public void The_shortest_useful_settings_will_do() => Should.NotThrow(() => Check([]));

    [Theory]
    [InlineData("ConnectionStrings:Campaigns", null, "ConnectionStrings:Campaigns")]
    [InlineData("ConnectionStrings:Campaigns", "Server=somewhere", "ConnectionStrings:Campaigns")]
    [InlineData("ConnectionStrings:Campaigns", "Host=db;Pasword=secret", "ConnectionStrings:Campaigns")]
    [InlineData("Site:PublicUrl", null, "Site:PublicUrl is missing")]
    [InlineData("Site:PublicUrl", "act.example.org", "Site:PublicUrl must be")]
    [InlineData("Site:PublicUrl", "https://act.example.org/campaigns", "Site:PublicUrl must be")]
    [InlineData("Site:BrandColour", "teal", "Site:BrandColour must be")]
    [InlineData("Site:PublicUri", "https://act.example.org", "Site:PublicUri is not a setting")]
    [InlineData("Site:TrustedProxies:0", "proxy.local", "Site:TrustedProxies")]
    [InlineData("Site:TrustedOrigins:0", "www.example.org", "Site:TrustedOrigins")]
    [InlineData("Roles", "web,cook", "Roles holds \"cook\"")]
    [InlineData("Mail:From", "not an address", "Mail:From cannot be read")]
    [InlineData("Mail:Transport", "Pigeon", "Mail:Transport must be Folder or Smtp")]
    [InlineData("Smtp:Security", "Ssl", "Smtp:Security must be None or StartTls or Tls")]
    [InlineData("Smtp:Port", "many", "Smtp:Port must be a whole number")]
    [InlineData("Demo:Seed", "maybe", "Demo:Seed must be true or false")]
    [InlineData("Staff:SecondFactor", "Sometimes", "Staff:SecondFactor must be Required or Optional")]
    public void A_wrong_setting_is_named_with_its_fix(string key, string? value, string sentence) =>
        Should.Throw<SettingException>(() => Check(new() { [key] = value })).Message.ShouldStartWith(sentence);

    [Fact]
    public void Who_sends_and_through_which_server_may_be_left_to_the_settings_page_but_half_a_server_may_not()
    {
        Should.NotThrow(() => Check(new() { ["Mail:Transport"] = "Smtp", ["Mail:From"] = null }));
        Should.NotThrow(() => Check(new() { ["Mail:Transport"] = "Smtp", ["Smtp:Host"] = "", ["Smtp:User"] = "" }));
        Should.NotThrow(() => Check(new() { ["Mail:Transport"] = "Smtp", ["Smtp:Connections"] = "8" }));
        Should.Throw<SettingException>(() => Check(new() { ["Mail:Transport"] = "Smtp", ["Smtp:Port"] = "587" })).Message.ShouldStartWith("Smtp:Host must be");
        Should.Throw<SettingException>(() => Check(new() { ["Mail:Transport"] = "Smtp", ["Smtp:Connections"] = "65" })).Message.ShouldStartWith("Smtp:Connections must be");
        Should.NotThrow(() => Check(new() { ["Mail:Transport"] = "Folder", ["Smtp:Port"] = "587" }));
        Should.NotThrow(() => Check(new() { ["Mail:Transport"] = "Smtp", ["Smtp:Host"] = "mail.example.org" }));
    }

    [Fact]
    public void Every_wrong_setting_is_named_at_once() =>
        Should.Throw<SettingException>(() => Check(new() { ["Site:PublicUrl"] = null, ["Demo:Seed"] = "maybe" })).Message.Split(Environment.NewLine).Length.ShouldBe(2);

    [Fact]
    public void No_sentence_repeats_a_secret()
    {
        var message = Should.Throw<SettingException>(() => Check(new() { ["ConnectionStrings:Campaigns"] = "Host=db;Pasword=hunter22", ["Smtp:Pasword"] = "hunter22" })).Message;
        message.ShouldNotContain("hunter22");
    }

    [Theory]
    [InlineData("Staff:SecondFactor", "Optional", "Staff:SecondFactor is Optional, which Production refuses")]
    [InlineData("Site:PublicUrl", "http://act.example.org", "Site:PublicUrl starts with http://, which Production refuses")]
    public void Production_refuses_what_is_only_for_trying_out(string key, string value, string sentence)
    {
        Should.NotThrow(() => Check(new() { [key] = value }, "Development"));
        Should.Throw<SettingException>(() => Check(new() { [key] = value }, "Production")).Message.ShouldStartWith(sentence);
    }

    [Fact]
    public void A_runtime_with_the_known_hole_is_refused()
    {
        Should.Throw<SettingException>(() => Settings.Check(Configuration([]), new NamedEnvironment("Production"), new Version(10, 0, 6))).Message.ShouldContain("10.0.7");
        Should.NotThrow(() => Settings.Check(Configuration([]), new NamedEnvironment("Production"), new Version(10, 0, 7)));
    }

    [Theory]
    [InlineData("web", true, false)]
    [InlineData("worker", false, true)]
    [InlineData("Web, Worker", true, true)]
    public void Roles_may_be_one_text(string text, bool web, bool worker)
    {
        var roles = new RoleOptions();
        // The list is what a file may say; the text is what the environment says over it.
        roles.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Roles"] = text, ["Roles:0"] = "web", ["Roles:1"] = "worker" }).Build());
        (roles.Web, roles.Worker).ShouldBe((web, worker));
    }

    internal static IConfiguration Configuration(Dictionary<string, string?> changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Campaigns"] = "Data Source=campaigns.db",
            ["Site:PublicUrl"] = "https://act.example.org",
            ["Mail:From"] = "Open Square <hello@opensquare.example>",
        };
        foreach (var (key, value) in changes) settings[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    private static void Check(Dictionary<string, string?> changes, string environment = "Production") =>
        Settings.Check(Configuration(changes), new NamedEnvironment(environment), Runtime);

    internal sealed class NamedEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "Campaigns.Web";
        public string ContentRootPath { get; set; } = "/";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
