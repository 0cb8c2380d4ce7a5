using System.Net.Sockets;
using Campaigns.Web.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Campaigns.UnitTests.Startup;

public sealed class FailureTests
{
    [Theory]
    [InlineData("08006", true)]
    [InlineData("53100", true)]
    [InlineData("53300", true)]
    [InlineData("57P01", true)]
    [InlineData("25006", true)]
    [InlineData("23505", false)]
    [InlineData("42601", false)]
    [InlineData("22021", false)]
    public void Postgres_is_away_when_it_says_so_and_not_when_we_err(string state, bool isAway) =>
        DatabaseAway.Is(new DbUpdateException("", new PostgresException("", "ERROR", "ERROR", state))).ShouldBe(isAway);

    [Theory]
    [InlineData(5, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(19, false)]
    [InlineData(1, false)]
    public void Sqlite_is_away_when_busy_or_full_and_not_when_we_err(int code, bool isAway) =>
        DatabaseAway.Is(new InvalidOperationException("", new SqliteException("", code))).ShouldBe(isAway);

    [Fact]
    public void A_server_that_cannot_be_reached_is_away() =>
        DatabaseAway.Is(new NpgsqlException("", new SocketException((int)SocketError.ConnectionRefused))).ShouldBeTrue();

    [Fact]
    public void Other_errors_are_ours() => DatabaseAway.Is(new InvalidOperationException()).ShouldBeFalse();

    [Fact]
    public void What_is_logged_of_an_exception_names_no_address_and_no_token() =>
        UnexpectedFailure.WithoutPeople("Cannot read ana.sousa+x@example.org at /s/AbCdEfGhIjKlMnOpQrStUv in <joão@exemplo.example>")
            .ShouldBe("Cannot read [address] at /s/[token] in <[address]>");
}
