using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>Mails to the people who work in the staff area, in the language of the current UI culture.</summary>
internal sealed class AccountTexts(IStringLocalizer<Texts> t)
{
    /// <param name="inviter">Empty when that account is gone.</param>
    public EmailParts Invitation(string inviter, OrganisationFacts site)
    {
        var organisation = EmailSlot.Clean(site.Name);
        return new()
        {
            Subject = t["Your invitation to the campaigns of {0}", organisation],
            Reason = inviter.Length > 0 ? t["You get this because {0} invited you to work on the campaigns of {1}.", inviter, organisation] : t["You get this because you were invited to work on the campaigns of {0}.", organisation],
            Greeting = t["Hello,"],
            Paragraphs = [t["Open this link, enter your name and choose a password. After that you sign in with this email address."]],
            Button = t["Make my account"],
            Notes = [t["The link works for 72 hours, once. After that, ask for a new invitation."], t["Not for you? Then leave it: no account is made."]],
        };
    }

    public EmailParts SecondStepReset(OrganisationFacts site) => new()
    {
        Subject = t["The second step of your sign-in was reset"],
        Reason = t["You get this because you have an account in the staff area of {0}.", EmailSlot.Clean(site.Name)],
        Paragraphs = [t["An administrator took your authenticator app, passkeys and recovery codes off your account and ended your sessions. Sign in with your password; where your role needs a second step, you set up a new one then."]],
        Button = t["Sign in"],
        Notes = [t["Didn’t ask for it? Sign in, choose a new password and tell your administrator."]],
    };

    public EmailParts MistakeReported(string headline) => new()
    {
        Subject = t["A mistake was reported: {0}", headline],
        Reason = t["You get this because you work on “{0}”.", headline],
        Greeting = t["Hello,"],
        Paragraphs = [t["A reader says that something on the page is wrong. Look at it: a correction may be due."]],
        Button = t["Look at the report"],
        Notes = [t["However many reports come, this mail comes once an hour at most."]],
    };

    public EmailParts NewPassword(OrganisationFacts site) => new()
    {
        Subject = t["Your link to a new password"],
        Reason = t["You get this because someone asked {0} for it with your email address.", EmailSlot.Clean(site.Name)],
        Paragraphs = [t["Open this link and choose a new password for the staff area. You are then signed out everywhere, and the second step of your sign-in stays as it is."]],
        Button = t["Choose a new password"],
        Notes = [t["The link works for one hour, once."], t["Didn’t ask for it? Then leave it: nothing changes."]],
    };
}
