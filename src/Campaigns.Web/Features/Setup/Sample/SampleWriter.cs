using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Setup.Sample;

/// <summary>Writes the texts of one demonstration or sample campaign as rows, counting days from its beginning.</summary>
internal sealed class SampleWriter(CampaignsDb db, Guid campaignId, DateTimeOffset start, IReadOnlyList<Target> targets)
{
    private readonly Dictionary<string, Guid> _textIds = [];

    /// <summary>Numbers of sources stay open until the launch.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Of all texts written so far.</summary>
    public List<Message> Messages { get; } = [];

    /// <summary>The text with its versions, which signatures refer to, and its messages, which shares refer to.</summary>
    public IReadOnlyList<TextVersion> Versions(SampleText text, bool isOriginal)
    {
        var row = new CampaignText(campaignId, text.Language, text.Slug, start)
        {
            IsOriginal = isOriginal, Topic = text.Topic, Picture = text.Picture, PictureAlt = text.PictureAlt, PictureCredit = text.PictureCredit,
            StatusNote = text.StatusNote, WhatHappensNext = text.WhatHappensNext, Press = text.Press,
        };
        db.Add(row);
        if (text.TargetRole is { } role) db.Add(new TargetText(targets[0].Id, row.Id, role));
        _textIds[text.Slug] = row.Id;
        var versions = text.Versions.Select((version, i) => new TextVersion(row.Id, i + 1, version.Headline, version.Summary, version.Story, version.Change, version.Reason, start.AddDays(version.Day))).ToList();
        db.AddRange(versions);
        var messages = text.Messages.Select(message =>
            new Message(campaignId, message.Step, text.Language, message.Subject, message.Text, message.Weight, message.Target is { } target ? targets[target].Id : null) { Channel = message.Channel }).ToList();
        db.AddRange(messages);
        Messages.AddRange(messages);
        return versions;
    }

    /// <summary>Sources, claims and timeline.</summary>
    public void Rest(SampleText text, DateTimeOffset? thousandth)
    {
        var textId = _textIds[text.Slug];
        for (var i = 0; i < text.Sources.Count; i++) db.Add(Source(textId, text.Sources[i], i + 1));
        var entries = text.Timeline.Select((entry, i) => new TimelineEntry(
            textId, i + 1, entry.Kind, entry.Day is { } day ? On(day) : DateOnly.FromDateTime(thousandth!.Value.UtcDateTime), entry.Title, entry.Body, entry.Correction, entry.SourceUrl)).ToList();
        db.AddRange(entries);
        foreach (var claim in text.Claims) db.Add(Claim(textId, claim, entries));
    }

    private Source Source(Guid textId, SampleSource source, int number)
    {
        var row = new Source(textId, source.Key, source.Title, source.Url, source.Publisher, On(-source.DaysBefore), source.Kind, source.IsArchived ? $"https://archive.example/{source.Url["https://".Length..]}" : null);
        if (!IsDraft) row.Freeze(number);
        if (source.RemovedOnDay is { } day) row.Remove(source.RemovedReason!, On(day));
        return row;
    }

    private Claim Claim(Guid textId, SampleClaim claim, List<TimelineEntry> entries)
    {
        var row = new Claim(textId, claim.Key);
        if (claim.AskedOnDay is { } asked) row.Ask(targets[0].Id, On(asked), claim.AskedHow);
        if (claim.AnsweredOnDay is { } answered) row.RecordAnswer(On(answered), claim.Answer!, claim.Entry is { } number ? entries[number - 1].Id : null);
        return row;
    }

    private DateOnly On(int day) => Dates.DayIn("Europe/Brussels", start.AddDays(day));
}
