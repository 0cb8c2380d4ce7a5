using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.Testing;

/// <summary>People of the staff area, and what their browsers do there.</summary>
public static partial class StaffAccounts
{
    public const string Password = "brass otter umbrella nine";

    /// <summary>An account with this password and these roles, without a second factor. An organiser works on every campaign that is there already.</summary>
    public static async Task<StaffUser> AddStaffAsync(this CampaignsApp app, string email, params string[] roles)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        var user = new StaffUser { UserName = email, Email = email, DisplayName = $"Name of {email.Split('@')[0]}", EmailConfirmed = true, CreatedAt = app.Now };
        Require(await users.CreateAsync(user, Password));
        Require(await users.AddToRolesAsync(user, roles));
        if (!roles.Contains(Roles.Organiser)) return user;
        await using var db = app.Db();
        foreach (var campaign in await db.Campaigns.Select(campaign => campaign.Id).ToListAsync()) db.Add(new CampaignShare(campaign, user.Id, null, app.Now));
        await db.SaveChangesAsync();
        return user;

        static void Require(IdentityResult result)
        {
            if (!result.Succeeded) throw new InvalidOperationException(string.Join(", ", result.Errors.Select(error => error.Description)));
        }
    }

    /// <summary>A client that has signed in with its password.</summary>
    public static async Task<HttpClient> StaffClientAsync(this CampaignsApp app, string email, params string[] roles)
    {
        await app.AddStaffAsync(email, roles);
        var client = app.Client();
        var answer = await client.SignInAsync(email);
        if (answer.Headers.Location is null) throw new InvalidOperationException($"{email} was not let in: {await answer.Content.ReadAsStringAsync()}");
        return client;
    }

    public static Task<HttpResponseMessage> SignInAsync(this HttpClient client, string email, string password = Password, string? returnUrl = null) =>
        client.PostStaffFormAsync("/sign-in", "/sign-in", new() { ["Email"] = email, ["Password"] = password, ["ReturnUrl"] = returnUrl ?? "" });

    /// <summary>Opens a page and posts a form with the token that stands in it.</summary>
    public static async Task<HttpResponseMessage> PostStaffFormAsync(this HttpClient client, string page, string path, Dictionary<string, string> fields, CancellationToken ct = default)
    {
        var html = WebUtility.HtmlDecode(await client.GetStringAsync(page, ct));
        var token = Token().Match(html) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"{page} holds no token");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = token }) };
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    /// <summary>The six digits an authenticator app shows (RFC 6238, SHA-1, 30 seconds).</summary>
    /// <param name="key">Base32; blanks are ignored.</param>
    public static string Totp(string key, DateTimeOffset at)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, at.ToUnixTimeSeconds() / 30);
        var mac = HMACSHA1.HashData(Base32(key), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 15)) & 0x7fffffff;
        return (number % 1_000_000).ToString("000000");
    }

    private static byte[] Base32(string text)
    {
        var bytes = new List<byte>();
        var (value, bits) = (0, 0);
        foreach (var letter in text.Where(char.IsLetterOrDigit))
        {
            value = ((value << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter)) & 0xfff;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(value >> bits));
        }
        return [.. bytes];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
