using Campaigns.Core.Accounts;

namespace Campaigns.UnitTests.Accounts;

public sealed class PermissionTests
{
    /// <summary>The table as it was decided, written out: one line a permission, one column a role.</summary>
    private const string Decided = """
        permission        Viewer Analyst Organiser Publisher Exporter Admin
        audit.read        -      -       -         -         -        x
        campaigns.edit    -      -       x         -         -        x
        campaigns.publish -      -       -         x         -        x
        campaigns.read    x      x       x         x         x        x
        contacts.export   -      -       -         -         x        x
        data.erase        -      -       -         -         -        x
        deliveries.retry  -      -       -         x         -        x
        figures.read      -      x       -         -         -        x
        jobs.manage       -      -       -         -         -        x
        mailings.send     -      -       -         x         -        x
        people.manage     -      -       -         -         -        x
        posts.publish     -      -       -         x         -        x
        settings.manage   -      -       -         -         -        x
        signers.read      -      -       x         -         -        x
        """;

    [Fact]
    public void Each_role_may_what_was_decided_and_no_more()
    {
        var table = Decided.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        var roles = table[0][1..];
        roles.ShouldBe(Roles.All, ignoreOrder: true);

        var actual = Permission.All.Order(StringComparer.Ordinal).Select(permission => $"{permission} {string.Join(' ', roles.Select(role => Permission.IsGranted(permission, held => held == role) ? "x" : "-"))}");

        actual.ShouldBe(table.Skip(1).Select(line => string.Join(' ', line)));
    }

    [Fact]
    public void Roles_add_up() => Permission.IsGranted(Permission.ExportContacts, role => role is Roles.Organiser or Roles.Exporter).ShouldBeTrue();

    [Fact]
    public void Somebody_without_a_role_may_nothing() => Permission.All.ShouldAllBe(permission => !Permission.IsGranted(permission, _ => false));

    [Fact]
    public void Whoever_sees_personal_data_or_speaks_for_the_organisation_needs_a_second_factor() =>
        Roles.All.Where(Permission.NeedsSecondFactor).ShouldBe([Roles.Organiser, Roles.Publisher, Roles.Exporter, Roles.Admin]);
}
