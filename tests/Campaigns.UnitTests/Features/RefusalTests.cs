using System.Data.Common;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Campaigns.UnitTests.Features;

/// <summary>
/// What the queue does with an error of the database: waiting for one that is away, giving up the one row that it refuses. Taken for a refusal,
/// a server that restarts would cost rows; taken for away, a row that it can never hold would be tried for ever.
/// </summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("23505")] // unique
    [InlineData("23514")] // check
    [InlineData("22001")] // too long
    [InlineData("22021")] // no UTF-8
    [InlineData("42P01")] // no such table
    [InlineData("42703")] // no such column
    public void Postgres_refuses_what_is_wrong(string state)
    {
        DeliveryCommitter.IsRefusal(Postgres(state)).ShouldBeTrue();
        DatabaseAway.Is(Postgres(state)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("08006", true)] // connection lost
    [InlineData("57P01", true)] // shut down
    [InlineData("57P03", true)] // starting
    [InlineData("53100", true)] // disk full
    [InlineData("53300", true)] // too many connections
    [InlineData("25006", true)] // read only
    [InlineData("28P01", true)] // password
    [InlineData("3D000", true)] // no such database
    [InlineData("40001", false)] // serialisation
    [InlineData("40P01", false)] // deadlock
    [InlineData("57014", false)] // cancelled
    public void Postgres_is_waited_for_when_it_may_pass(string state, bool isAway)
    {
        DeliveryCommitter.IsRefusal(Postgres(state)).ShouldBeFalse();
        DatabaseAway.Is(Postgres(state)).ShouldBe(isAway);
    }

    [Theory]
    [InlineData(1)] // wrong statement
    [InlineData(19)] // constraint
    [InlineData(20)] // wrong type
    public void Sqlite_refuses_what_is_wrong(int code)
    {
        DeliveryCommitter.IsRefusal(new SqliteException("", code)).ShouldBeTrue();
        DatabaseAway.Is(new SqliteException("", code)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(5, true)] // busy
    [InlineData(6, true)] // locked
    [InlineData(8, true)] // read only
    [InlineData(10, true)] // disk
    [InlineData(13, true)] // full
    [InlineData(14, true)] // cannot open
    [InlineData(15, true)] // locking protocol
    [InlineData(7, false)] // no memory
    public void Sqlite_is_waited_for_when_it_may_pass(int code, bool isAway)
    {
        DeliveryCommitter.IsRefusal(new SqliteException("", code)).ShouldBeFalse();
        DatabaseAway.Is(new SqliteException("", code)).ShouldBe(isAway);
    }

    [Fact]
    public void Nothing_is_both()
    {
        const string digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        foreach (var a in digits)
        foreach (var b in digits)
        foreach (var rest in (string[])["000", "001", "003", "006", "014", "100", "P01", "P03", "501"])
            Never(Postgres($"{a}{b}{rest}"));
        for (var code = 0; code < 30; code++) Never(new SqliteException("", code));

        static void Never(DbException e) => (DeliveryCommitter.IsRefusal(e) && DatabaseAway.Is(e)).ShouldBeFalse(e.SqlState ?? e.ToString());
    }

    private static PostgresException Postgres(string state) => new("", "ERROR", "ERROR", state);
}
