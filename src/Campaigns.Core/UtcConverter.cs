using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Campaigns.Core;

/// <summary>
/// Stores every instant as a UTC date and time, so that both databases order and compare it:
/// <c>timestamp with time zone</c> on PostgreSQL, sortable text on SQLite.
/// </summary>
public sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
