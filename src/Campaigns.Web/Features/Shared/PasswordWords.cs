using Campaigns.Core.Accounts;

namespace Campaigns.Web.Features.Shared;

/// <summary>What stands at the field of a password that will not do.</summary>
public static class PasswordWords
{
    public static string Of(PasswordProblem problem) => problem switch
    {
        PasswordProblem.TooShort => "Use at least 12 characters for your password",
        PasswordProblem.TooLong => "Use at most 200 characters for your password",
        _ => "Choose another password: this one is easy to guess",
    };
}
