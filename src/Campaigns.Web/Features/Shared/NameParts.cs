namespace Campaigns.Web.Features.Shared;

/// <summary>How a person's name is shown to others.</summary>
public static class NameParts
{
    /// <summary>"Ana" of "Ana Kovalenko".</summary>
    public static string First(string name) => name.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..] ? first : name;

    /// <summary><c>a…@example.org</c>: enough to recognise one's own address, too little to learn another's.</summary>
    public static string Masked(string email)
    {
        var at = email.LastIndexOf('@');
        if (at <= 0) return "…";
        var first = System.Globalization.StringInfo.GetNextTextElement(email);
        return $"{first}…{email[at..]}";
    }
}
