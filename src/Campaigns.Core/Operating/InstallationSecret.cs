namespace Campaigns.Core.Operating;

/// <summary>
/// 32 random bytes made at the first start and shared by every node: from it come the e-mail keys, the tokens of mailed links
/// and the keys of the limit counters. Losing it orphans those; it is part of the backup because it lies in the database.
/// </summary>
public sealed class InstallationSecret
{
    private InstallationSecret() { }

    public InstallationSecret(string name, byte[] value, DateTimeOffset createdAt) => (Name, Value, CreatedAt) = (name, value, createdAt);

    public string Name { get; private set; } = "";
    public byte[] Value { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }
}

/// <summary>A key of ASP.NET Core Data Protection, so that every node reads every node's cookies.</summary>
public sealed class DataProtectionKey
{
    private DataProtectionKey() { }

    public DataProtectionKey(string name, string xml, DateTimeOffset createdAt) => (Name, Xml, CreatedAt) = (name, xml, createdAt);

    public string Name { get; private set; } = "";
    public string Xml { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
}
