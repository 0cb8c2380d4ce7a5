using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Acting;

/// <summary>Checks what a person wants said; every refusal is a sentence at its field.</summary>
public sealed class ActCheck(IStringLocalizer<Texts> texts)
{
    public const int LongestSubject = MessageLength.MostSubject;

    public static int MostOf(Step step) => MessageLength.MostOf(step);

    public static int LengthOf(Step step, string text) => MessageLength.Of(step, text);

    /// <param name="offered">The text that the person began with: its gaps are to be filled, brackets of their own are theirs.</param>
    public List<FieldError> Check(Step step, ActForm form, Offer offered)
    {
        var errors = new List<FieldError>();
        if (step is Step.EmailTarget && SubjectError(form.Subject ?? "", offered.Subject ?? "") is { } subject) errors.Add(new("subject", subject));
        if (TextError(step, form.Words, offered.Text) is { } text) errors.Add(new("text", text));
        return errors;
    }

    private string? SubjectError(string subject, string offered) => subject switch
    {
        _ when string.IsNullOrWhiteSpace(subject) => texts["Enter a subject"].Value,
        // A line end would begin another header of the mail.
        _ when !TextRules.IsOneLine(subject) => texts["Enter the subject on one line, without hidden characters"].Value,
        { Length: > LongestSubject } => texts["Shorten the subject to {0} characters", LongestSubject].Value,
        _ when Placeholders.Unfilled(subject, offered) is { } unfilled => texts["Replace {0} with your own words", unfilled].Value,
        _ => null,
    };

    private string? TextError(Step step, string text, string offered)
    {
        if (text.Length == 0) return step switch { Step.Tweet => texts["Write your tweet"].Value, Step.FacebookComment => texts["Write your comment"].Value, _ => texts["Write your letter"].Value };
        if (!TextRules.IsText(text)) return texts["Write your text without hidden characters"].Value;
        if (Placeholders.Unfilled(text, offered) is { } unfilled) return texts["Replace {0} with your own words", unfilled].Value;
        var over = LengthOf(step, text) - MostOf(step);
        if (over <= 0) return null;
        var words = step switch
        {
            Step.Tweet => texts["Shorten your tweet by {0} character|Shorten your tweet by {0} characters"],
            Step.FacebookComment => texts["Shorten your comment by {0} character|Shorten your comment by {0} characters"],
            _ => texts["Shorten your letter by {0} character|Shorten your letter by {0} characters"],
        };
        return words.For(over);
    }
}
