namespace Campaigns.Core.Content;

/// <summary>A numbered reference of a campaign's text. Its number freezes at publication, since others cite it.</summary>
public sealed class Source
{
    private Source() { }

    public Source(Guid campaignTextId, string key, string title, string url, string publisher, DateOnly publishedOn, SourceKind kind, string? archivedUrl = null)
    {
        Id = Guid.CreateVersion7();
        (CampaignTextId, Key, Title, Url) = (campaignTextId, key, title, url);
        (Publisher, PublishedOn, Kind, ArchivedUrl) = (publisher, publishedOn, kind, archivedUrl);
    }

    public Guid Id { get; private set; }
    public Guid CampaignTextId { get; private set; }
    /// <summary>What the story cites, unique in its text: <c>contracts</c> for <c>[^contracts]</c>.</summary>
    public string Key { get; private set; } = "";
    /// <summary>Null until published.</summary>
    public int? Number { get; private set; }
    public string Title { get; private set; } = "";
    public string Url { get; private set; } = "";
    public string Publisher { get; private set; } = "";
    public DateOnly PublishedOn { get; private set; }
    public SourceKind Kind { get; private set; }
    public string? ArchivedUrl { get; private set; }
    /// <summary>A copy of our own, <c>media/…</c>; null for none.</summary>
    public string? Copy { get; private set; }
    public DateOnly? RemovedOn { get; private set; }
    public string? RemovedReason { get; private set; }

    /// <summary>Counted up with every change: what a form was opened on.</summary>
    public int Revision { get; private set; }

    public void Change(string title, string url, string publisher, DateOnly publishedOn, SourceKind kind, string? archivedUrl)
    {
        (Title, Url, Publisher, PublishedOn) = (title, url, publisher, publishedOn);
        (Kind, ArchivedUrl, Revision) = (kind, archivedUrl, Revision + 1);
    }

    public void KeepCopy(string? path) => Copy = path;

    /// <summary>Only before it has a number: nobody outside cites it yet.</summary>
    public void Rename(string key)
    {
        if (Number is not null) throw new InvalidOperationException("A published source keeps its key.");
        Key = key;
    }

    public void Freeze(int number) => Number ??= number;

    public void Remove(string reason, DateOnly on) => (RemovedReason, RemovedOn, Revision) = (reason, on, Revision + 1);
}

public enum SourceKind { News, PrimaryDocument, Research, TargetStatement }
