using System.Xml;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Embedding;

/// <summary>A feed as RFC 4287 knows it.</summary>
public sealed record AtomFeed
{
    public const string MediaType = "application/atom+xml";
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>A tag URI (RFC 4151).</summary>
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string Path { get; init; }
    public required string PagePath { get; init; }
    /// <summary>BCP 47; null for a feed in several.</summary>
    public required string? Language { get; init; }
    public required IReadOnlyList<AtomEntry> Entries { get; init; }

    /// <summary>The newest change; an empty feed has not changed since the beginning.</summary>
    public DateTimeOffset Updated => Entries.Count == 0 ? DateTimeOffset.UnixEpoch : Entries.Max(entry => entry.Updated);

    /// <param name="author">The organisation.</param>
    /// <returns>UTF-8.</returns>
    public byte[] ToXml(string siteUrl, string author)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false), CheckCharacters = true }))
        {
            xml.WriteStartElement("feed", Atom);
            // Links inside entries that begin with a slash are ours.
            xml.WriteAttributeString("xml", "base", null, $"{siteUrl}/");
            if (Language is not null) xml.WriteAttributeString("xml", "lang", null, Language);
            Element(xml, "id", Id);
            Element(xml, "title", Title);
            Element(xml, "updated", Dates.Iso(Updated));
            xml.WriteStartElement("author", Atom);
            Element(xml, "name", author);
            Element(xml, "uri", $"{siteUrl}/");
            xml.WriteEndElement();
            Link(xml, "self", siteUrl + Path, MediaType);
            Link(xml, "alternate", siteUrl + PagePath, "text/html");
            foreach (var entry in Entries) Write(xml, entry, siteUrl);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void Write(XmlWriter xml, AtomEntry entry, string siteUrl)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteAttributeString("xml", "lang", null, entry.Language);
        Element(xml, "id", entry.Id);
        Element(xml, "title", entry.Title);
        Element(xml, "published", Dates.Iso(entry.Published));
        Element(xml, "updated", Dates.Iso(entry.Updated));
        Link(xml, "alternate", siteUrl + entry.Path, "text/html", entry.Language);
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", entry.Category);
        xml.WriteEndElement();
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Clean(entry.Html));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, Clean(text));

    private static void Link(XmlWriter xml, string rel, string href, string type, string? language = null)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("type", type);
        if (language is not null) xml.WriteAttributeString("hreflang", language);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    /// <summary>XML holds no control characters, however they came into a text.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' || (!System.Text.Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF))).Select(rune => rune.ToString()));
}

public sealed record AtomEntry
{
    /// <summary>A tag URI that never changes.</summary>
    public required string Id { get; init; }
    public required string Title { get; init; }
    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }
    public required string Path { get; init; }
    /// <summary><c>campaign</c>, or the kind of a timeline entry: <c>press-coverage</c>.</summary>
    public required string Category { get; init; }
    public required DateTimeOffset Published { get; init; }
    public required DateTimeOffset Updated { get; init; }
    /// <summary>Safe HTML; links may begin with a slash.</summary>
    public required string Html { get; init; }
}
