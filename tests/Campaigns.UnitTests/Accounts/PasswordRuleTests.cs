using Campaigns.Core.Accounts;

namespace Campaigns.UnitTests.Accounts;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("brass otter umbrella nine")]
    [InlineData("only-for-development")]
    [InlineData("correct horse battery staple")]
    [InlineData("kV9#mTq2!xLw")]
    [InlineData("Der Mond ist aufgegangen")]
    [InlineData("пароль длинный очень")]
    [InlineData("7493 0182 5566 1")]
    public void Long_passwords_of_ones_own_pass_whatever_they_are_made_of(string password) =>
        PasswordRule.ProblemWith(password, "mira@opensquare.example", "Mira Okafor", "Open Square").ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("kV9#mTq2!xL")]
    public void Fewer_than_twelve_characters_are_too_short(string? password) => PasswordRule.ProblemWith(password).ShouldBe(PasswordProblem.TooShort);

    [Fact]
    public void More_than_two_hundred_characters_are_too_long() => PasswordRule.ProblemWith(string.Concat(Enumerable.Repeat("kV9#mTq2!xLw ", 20))).ShouldBe(PasswordProblem.TooLong);

    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2024!")]
    [InlineData("PasswordPassword")]
    [InlineData("passw0rdpassw0rd")]
    [InlineData("administrator1")]
    [InlineData("Welcome123456")]
    [InlineData("iloveyou12345")]
    [InlineData("123456789012")]
    [InlineData("098765432109")]
    [InlineData("qwertyuiop12")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("abcdefghijkl")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abc123abc123")]
    [InlineData("111122223333")]
    [InlineData("Campaigns2026!")]
    [InlineData("letmeinplease")]
    [InlineData("changeme-changeme")]
    public void What_attackers_try_first_is_refused(string password) => PasswordRule.ProblemWith(password).ShouldBe(PasswordProblem.TooCommon);

    [Theory]
    [InlineData("opensquare2026")]
    [InlineData("Open-Square-123")]
    [InlineData("okafor.mira!1")]
    [InlineData("mira.okafor@opensquare.example")]
    public void What_anybody_may_guess_of_this_account_is_refused(string password) =>
        PasswordRule.ProblemWith(password, "mira.okafor@opensquare.example", "Mira Okafor", "Open Square").ShouldBe(PasswordProblem.TooCommon);
}
