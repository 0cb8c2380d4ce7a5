namespace Campaigns.Web;

/// <summary>Marks the one set of interface texts: <c>IStringLocalizer&lt;Texts&gt;</c>, in views <c>T["Sign the petition"]</c>.</summary>
public sealed class Texts;
