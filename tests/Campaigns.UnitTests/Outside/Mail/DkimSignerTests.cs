using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Campaigns.Web.Outside.Mail;

namespace Campaigns.UnitTests.Outside.Mail;

public sealed class DkimSignerTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly DkimSigner _signer;

    public DkimSignerTests() => _signer = new("opensquare.example", "s1", _key.ExportPkcs8PrivateKeyPem(), new TestClock());

    public void Dispose()
    {
        _signer.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void A_signed_mail_verifies_and_covers_the_list_headers()
    {
        var mail = MimeWriterTests.Letter with { UnsubscribeUrl = "https://act.example.org/u/abc", UnsubscribeMailto = "u+abc@send.example.org", ListId = "<n.example.org>", ReplyTo = new("ben@example.org"), Subject = "Žluťoučký kůň, přišel jsem ti říct, že tě hledají" };
        var source = Encoding.UTF8.GetString(new MimeWriter(_signer).Write(mail));
        source.ShouldStartWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=opensquare.example;\r\n s=s1; t=1777896000;\r\n h=");
        var names = Tag(source, "h").Split(':');
        names.ShouldBe(["from", "from", "to", "subject", "date", "message-id", "reply-to", "mime-version", "content-type", "list-unsubscribe", "list-unsubscribe-post", "list-id"]);
        Verifies(source).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Subject: Confirm", "Subject: Conform")]
    [InlineData("Press the button", "Press the bottom")]
    [InlineData("Message-ID: <0", "Message-ID: <1")]
    [InlineData("\r\nTo: ", "\r\nFrom: other@example.org\r\nTo: ")]
    [InlineData("MIME-Version: 1.0", "MIME-Version: 1.1")]
    public void A_changed_mail_does_not_verify(string was, string became)
    {
        var source = Encoding.UTF8.GetString(new MimeWriter(_signer).Write(MimeWriterTests.Letter));
        Verifies(source).ShouldBeTrue();
        source.ShouldContain(was);
        Verifies(source.Replace(was, became)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("From: a@example.org\r\nSubject:   two  words\t \r\n and a fold\r\n\r\nbody  with \t blanks \t\r\n\r\n\r\n")]
    [InlineData("From: a@example.org\r\nSUBJECT : x\r\n\r\n")]
    [InlineData("From: a@example.org\r\nSubject: x\r\n\r\n\r\n\r\n")]
    [InlineData("From: a@example.org\r\nSubject: x\r\n\r\nno line end")]
    [InlineData("From: a@example.org\r\nSubject: x\r\nX-Subject: y\r\n\r\n \r\n a\r\n\r\n \r\nb\r\n")]
    public void Blanks_and_folds_are_relaxed(string message) =>
        Verifies(Encoding.UTF8.GetString(_signer.Sign(Encoding.UTF8.GetBytes(message)))).ShouldBeTrue();

    [Fact]
    public async Task Signatures_made_at_once_all_verify()
    {
        var sources = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => Encoding.UTF8.GetString(new MimeWriter(_signer).Write(MimeWriterTests.Letter with { Text = $"Number {i}" })))));
        sources.ShouldAllBe(source => Verifies(source));
    }

    [Fact]
    public void A_key_file_that_cannot_sign_is_named_in_words()
    {
        var file = Path.GetTempFileName();
        try
        {
            DkimSigner.FaultOf(file + ".none").ShouldNotBeNull().ShouldStartWith("cannot be read");
            File.WriteAllText(file, "not a key");
            DkimSigner.FaultOf(file).ShouldNotBeNull().ShouldContain("openssl genrsa");
            using var shortKey = RSA.Create(512);
            File.WriteAllText(file, shortKey.ExportRSAPrivateKeyPem());
            DkimSigner.FaultOf(file).ShouldNotBeNull();
            File.WriteAllText(file, _key.ExportRSAPrivateKeyPem());
            DkimSigner.FaultOf(file).ShouldBeNull();
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A verifier by the words of RFC 6376 6.1.3, written apart from the signer.</summary>
    private bool Verifies(string source)
    {
        var split = source.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var body = Regex.Replace(Regex.Replace(source[(split + 4)..], @"[ \t]+", " "), @" (?=\r\n|$)", "");
        body = Regex.Replace(body, @"(\r\n)*$", "");
        if (body.Length > 0)
            body += "\r\n";
        if (Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body))) != Tag(source, "bh"))
            return false;

        var fields = Regex.Split(source[..split], @"\r\n(?![ \t])").ToList();
        var signature = fields.Single(f => f.StartsWith("DKIM-Signature:", StringComparison.Ordinal));
        fields.Remove(signature);
        var signed = new StringBuilder();
        foreach (var name in Tag(source, "h").Split(':'))
        {
            var at = fields.FindLastIndex(f => f.Split(':')[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                continue;
            signed.Append(Relaxed(fields[at])).Append("\r\n");
            fields.RemoveAt(at);
        }
        signed.Append(Relaxed(Regex.Replace(signature, @"(?<=;\s*b=)[\s\S]*$", "")));
        return _key.VerifyData(Encoding.UTF8.GetBytes(signed.ToString()), Convert.FromBase64String(Tag(source, "b")), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string Relaxed(string field)
    {
        var colon = field.IndexOf(':');
        return field[..colon].Trim().ToLowerInvariant() + ":" + Regex.Replace(field[(colon + 1)..].Replace("\r\n", ""), @"[ \t]+", " ").Trim();
    }

    private static string Tag(string source, string tag)
    {
        var field = Regex.Match(source, @"^DKIM-Signature:((?:.|\r\n[ \t])*)\r\n").Groups[1].Value;
        return Regex.Replace(Regex.Match(";" + field, $@";\s*{tag}=([^;]*)").Groups[1].Value, @"\s", "");
    }
}
