using System.Collections.Frozen;
using System.Text;

namespace Campaigns.Core.Accounts;

/// <summary>
/// A password is long enough and not one that attackers try first. Lists of broken passwords consist of a few hundred words
/// with digits and signs around them, of runs along the alphabet or the keyboard, and of short pieces repeated; so this knows
/// the words and those habits instead of millions of lines. Any characters may be used and none are demanded.
/// </summary>
public static class PasswordRule
{
    public const int MinLength = 12;
    public const int MaxLength = 200;

    private static readonly string[] Runs =
        ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "qwertzuiop", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "!@#$%^&*()", "1q2w3e4r5t6y7u8i9o0p"];

    /// <param name="known">What anybody may guess of this account: its address, its name, the organisation.</param>
    public static PasswordProblem? ProblemWith(string? password, params IEnumerable<string?> known)
    {
        if (password is null || password.Length < MinLength) return PasswordProblem.TooShort;
        if (password.Length > MaxLength) return PasswordProblem.TooLong;

        var text = password.ToLowerInvariant();
        if (text.Distinct().Count() < 5 || IsRepeated(text) || IsRun(text)) return PasswordProblem.TooCommon;

        var own = known.SelectMany(Pieces).ToHashSet();
        return IsMadeOfWords(Letters(text), own) || IsMadeOfWords(Letters(Unmasked(text)), own) ? PasswordProblem.TooCommon : null;
    }

    private static bool IsRepeated(string text)
    {
        for (var unit = 1; unit <= text.Length / 2; unit++)
            if (Enumerable.Range(unit, text.Length - unit).All(at => text[at] == text[at - unit])) return true;
        return false;
    }

    /// <summary>True when at most a quarter of the characters do not continue a run in either direction.</summary>
    private static bool IsRun(string text)
    {
        var steps = 0;
        for (var at = 1; at < text.Length; at++)
            if (text[at] == text[at - 1] || Runs.Any(run => run.Contains(text.Substring(at - 1, 2)) || run.Contains($"{text[at]}{text[at - 1]}"))) steps++;
        return steps * 4 >= (text.Length - 1) * 3;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter));

    /// <summary>Undoes the usual disguise, p@ssw0rd; digits and signs at the end are an appendix ("2024!") and no letters.</summary>
    private static string Unmasked(string text)
    {
        var end = text.Length;
        while (end > 0 && !char.IsLetter(text[end - 1])) end--;
        return new StringBuilder(text[..end])
            .Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('7', 't').Replace('@', 'a').Replace('$', 's').Replace('!', 'i')
            .ToString();
    }

    /// <summary>At most three known words, one after the other; nothing left is a password of digits and signs only.</summary>
    private static bool IsMadeOfWords(string letters, HashSet<string> own)
    {
        if (letters.Length < 4) return false;
        if (own.Contains(letters)) return true;
        var words = new int[letters.Length + 1];
        Array.Fill(words, int.MaxValue, 1, letters.Length);
        for (var end = 1; end <= letters.Length; end++)
            for (var start = Math.Max(0, end - 24); start < end; start++)
                if (words[start] < 3 && (Common.Words.Contains(letters[start..end]) || own.Contains(letters[start..end])))
                    words[end] = Math.Min(words[end], words[start] + 1);
        return words[^1] <= 3;
    }

    private static IEnumerable<string> Pieces(string? text) =>
        (text ?? "").ToLowerInvariant().Split([' ', '@', '.', '-', '_', '+', '\''], StringSplitOptions.RemoveEmptyEntries).Append(text?.ToLowerInvariant() ?? "")
            .Select(Letters).Where(piece => piece.Length >= 3);

    private static class Common
    {
        public static readonly FrozenSet<string> Words = """
            password passwort passw pass passwd motdepasse contrasena senha secret secure security letmein welcome bienvenue admin administrator
            administrateur root superuser user username login logon signin guest test testing tester demo example sample default change changeme
            changeit master manager system server computer internet network windows microsoft apple google facebook twitter linkedin instagram
            amazon youtube netflix samsung android iphone qwerty qwert azerty qwertz asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qaz wsx edc
            love lovely iloveyou ilove loveyou iloveu loveme you me my mine your baby babygirl babyboy angel angels princess prince queen king
            sweet sweetheart sweetie honey darling beautiful pretty cutie girl boy lover forever always kiss kisses heart happy sunshine flower
            butterfly rainbow dragon monkey tiger lion eagle falcon wolf bear panda kitty kitten puppy doggy dog cat chicken turtle dolphin horse
            superman batman spiderman ironman pokemon naruto starwars starwar jedi yoda matrix hello helloworld world hola bonjour salut shadow
            michael jordan jennifer jessica ashley amanda nicole daniel anthony andrew joshua matthew robert thomas william charlie george
            michelle hannah samantha jasmine justin brandon tyler jonathan benjamin alexander alexandra victoria elizabeth patrick richard maggie
            buster ginger pepper cookie chocolate banana cheese orange apples summer winter spring autumn fall monday tuesday wednesday thursday
            friday saturday sunday january february march april may june july august september october november december football soccer baseball
            basketball hockey liverpool arsenal chelsea barcelona realmadrid juventus manchester united yankees cowboys steelers eagles lakers
            america england london paris berlin france germany canada australia mexico brasil brazil india city family mother father mommy daddy
            mama papa brother sister friend friends jesus jesuschrist christ god godisgood blessed faith heaven devil freedom money power blink
            number one two three four five six seven eight nine ten hunter killer ranger soldier warrior knight ninja pirate hacker master
            trustno trustnoone whatever nothing something access accessgranted open opensesame sesame enter please letme abc abcd abcde abcdef
            campaign campaigns petition petitions sign signature signatures vote voter election party movement activist activism union office
            company business team staff marketing newsletter organisation organization association foundation charity ngo website site web
            database mysql postgres postgresql oracle docker linux ubuntu debian qwe asd zxc wer rty new newpass newpassword temp temppass
            temporary temppassword initial first last mypassword mypass thepassword password admins account private public mail email gmail
            yahoo hotmail outlook phone mobile house home school college university student teacher doctor nurse music guitar metallica
            nirvana rock star superstar rockstar diamond silver golden gold purple yellow green blue black white red pink crystal lucky
            cool coolman awesome fuck fuckyou sex sexy hot hottie bigdaddy player gamer game minecraft
            fortnite roblox playstation xbox nintendo zelda mario sonic the and for of in is a i am it to
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
    }
}

public enum PasswordProblem { TooShort, TooLong, TooCommon }
