using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Signing;

/// <summary>Checks what a person typed; every refusal is a sentence at its field, in the order of the form.</summary>
public sealed class SignFormCheck(IStringLocalizer<Texts> texts, InstallationKeys keys)
{
    public const int LongestName = 120, LongestPostcode = 20, LongestComment = 500;

    /// <returns>Details when everything is in order; otherwise the sentences, or a suggestion for a likely typo.</returns>
    public CheckedForm Check(SignForm form, PublicCampaign campaign, string network)
    {
        var errors = new List<FieldError>();
        var name = Clean(form.Name);
        var email = (form.Email ?? "").Trim();
        // "Use that" takes our own suggestion, never an address that the form claims we made.
        if (form.Typo == "use" && EmailAddress.IsWellFormed(email) && EmailTypo.Suggest(email) is { } better) email = better;
        var kept = form.Typo == "keep" ? email : form.Kept;
        var country = (form.Country ?? "").Trim().ToUpperInvariant();
        var postcode = campaign.AsksPostcode ? Clean(form.Postcode) : null;
        var comment = campaign.Campaign.AsksComment ? (form.Comment ?? "").ReplaceLineEndings("\n").Trim() : "";

        Add("name", NameError(name));
        Add("email", EmailError(email, campaign, out var emailKey));
        Add("country", Countries.IsKnown(country) ? null : texts["Select your country"].Value);
        if (campaign.AsksPostcode) Add("postcode", PostcodeError(postcode!, campaign.NeedsPostcode(country)));
        Add("comment", comment.Length > LongestComment ? texts["Shorten your comment to {0} characters", LongestComment].Value
            : TextRules.IsText(comment) ? null : texts["Write your comment without hidden characters"].Value);
        Add("updates-yes", form.Updates is "yes" or "no" ? null : texts["Select whether you want email updates"].Value);

        var values = new SignForm
        {
            Name = name, Email = email, Country = country, Postcode = form.Postcode, Comment = form.Comment,
            Show = form.Show, Updates = form.Updates, Kept = kept, Via = form.Via, Source = form.Source, Website = form.Website, Shown = form.Shown,
        };
        var suggestion = errors.Any(e => e.Field == "email") || kept == email ? null : EmailTypo.Suggest(email);
        if (errors.Count > 0 || suggestion is not null) return new CheckedForm(values, errors, suggestion, null);

        return new CheckedForm(values, [], null, new SignatureDetails(
            campaign.Campaign.Id, campaign.TextVersionId, campaign.Language, emailKey!, email, name, country,
            string.IsNullOrEmpty(postcode) ? null : postcode, comment.Length > 0 ? comment : null, form.Show, form.Updates == "yes", network) { IsTest = campaign.Campaign.IsTest });

        void Add(string field, string? sentence)
        {
            if (sentence is not null) errors.Add(new FieldError(field, sentence));
        }
    }

    /// <summary>The sentence for an address alone, for the page that changes it.</summary>
    public string? EmailError(string email, PublicCampaign campaign) => EmailError(email, campaign, out _);

    /// <param name="key">Set where there is nothing to say.</param>
    private string? EmailError(string email, PublicCampaign campaign, out byte[]? key)
    {
        key = null;
        if (!TextRules.IsOneLine(email) || !EmailAddress.IsWellFormed(email)) return texts["Enter an email address in the correct format, like name@example.com"].Value;
        key = keys.Emails.KeyOf(email);
        return campaign.TargetWith(key) is { } target ? texts["This is {0}’s address. Enter your own", target.Name].Value : null;
    }

    /// <summary>The sentence for a name alone, trimmed by the caller.</summary>
    public string? NameError(string name) => name switch
    {
        "" => texts["Enter your full name"].Value,
        { Length: > LongestName } => texts["Shorten your name to {0} characters", LongestName].Value,
        _ when !TextRules.IsOneLine(name) => texts["Enter your name on one line, without hidden characters"].Value,
        _ when TextRules.StartsLikeFormula(name) => texts["Start your name without = + - or @"].Value,
        _ when name.Contains("://", StringComparison.Ordinal) => texts["Enter your name without a web address"].Value,
        _ when !name.Any(char.IsLetter) => texts["Enter your full name"].Value,
        _ => null,
    };

    private string? PostcodeError(string postcode, bool isNeeded) =>
        (isNeeded && postcode.Length == 0) || postcode.Length > LongestPostcode || !TextRules.IsOneLine(postcode) || TextRules.StartsLikeFormula(postcode) ? texts["Enter your postcode"].Value : null;

    /// <summary>What is too long anyway is left as it was: composing a hundred thousand marks on one letter takes seconds.</summary>
    public static string Clean(string? text) => (text ?? "").Trim(' ', '\u00A0', '\t') is var kept && kept.Length > 10 * LongestName ? kept : kept.Normalize();
}

/// <param name="Values">The answers as the page shows them again.</param>
/// <param name="Details">Set only when nothing is left to ask.</param>
public sealed record CheckedForm(SignForm Values, IReadOnlyList<FieldError> Errors, string? Suggestion, SignatureDetails? Details);
