using System.Text.Json;

namespace Campaigns.IntegrationTests.Support;

/// <summary>A message as Python's <c>email</c> library reads it: a parser that shares nothing with our writer.</summary>
/// <param name="Headers">Decoded, by name; of several the first.</param>
/// <param name="Defects">What the parser found wrong, in any header or part.</param>
public sealed record PythonMail(Dictionary<string, string> Headers, string ContentType, string Text, string Html, string[] Defects)
{
    private const string Python = "/usr/bin/python3";

    private const string ParseScript = """
        import sys, json, email, email.policy
        m = email.message_from_bytes(open(sys.argv[1], 'rb').read(), policy=email.policy.default)
        headers, defects = {}, []
        for name, value in m.items():
            headers.setdefault(name, str(value))
            defects += [repr(d) for d in getattr(value, 'defects', [])]
        for part in m.walk():
            defects += [repr(d) for d in part.defects]
        body = lambda kind: m.get_body((kind,)).get_content().replace('\r\n', '\n') if m.get_body((kind,)) else ''
        print(json.dumps({'Headers': headers, 'ContentType': m.get_content_type(), 'Text': body('plain'), 'Html': body('html'), 'Defects': defects}))
        """;

    // RFC 6376 6.1.3 in the standard library; openssl checks the signature itself.
    private const string DkimScript = """
        import sys, re, base64, hashlib, subprocess, tempfile, os
        raw = open(sys.argv[1], 'rb').read().replace(b'\r\n', b'\n').replace(b'\n', b'\r\n')
        head, body = raw.split(b'\r\n\r\n', 1)
        fields = re.split(rb'\r\n(?![ \t])', head)
        relaxed = lambda f: f.split(b':', 1)[0].strip().lower() + b':' + re.sub(rb'[ \t]+', b' ', f.split(b':', 1)[1].replace(b'\r\n', b'')).strip()
        sig = next(f for f in fields if f.lower().startswith(b'dkim-signature:'))
        tags = {k.strip(): re.sub(rb'\s', b'', v) for k, v in (t.split(b'=', 1) for t in sig.split(b':', 1)[1].split(b';') if b'=' in t)}
        lines = [re.sub(rb'[ \t]+', b' ', l).rstrip(b' ') for l in body.split(b'\r\n')]
        while lines and not lines[-1]: lines.pop()
        canon = b''.join(l + b'\r\n' for l in lines)
        assert base64.b64encode(hashlib.sha256(canon).digest()) == tags[b'bh'], 'body hash'
        rest, signed = [f for f in fields if f is not sig], b''
        for name in tags[b'h'].lower().split(b':'):
            for i in range(len(rest) - 1, -1, -1):
                if rest[i].split(b':', 1)[0].strip().lower() == name:
                    signed += relaxed(rest.pop(i)) + b'\r\n'
                    break
        signed += relaxed(re.sub(rb'(;\s*b=)[^;]*$', rb'\1', sig))
        with tempfile.TemporaryDirectory() as folder:
            for name, data in (('data', signed), ('sig', base64.b64decode(tags[b'b']))):
                with open(os.path.join(folder, name), 'wb') as file: file.write(data)
            subprocess.run(['openssl', 'dgst', '-sha256', '-verify', sys.argv[2], '-signature', os.path.join(folder, 'sig'), os.path.join(folder, 'data')], check=True)
        """;

    public static async Task<PythonMail> ReadAsync(string file)
    {
        Needs.Program(Python, "python3");
        return JsonSerializer.Deserialize<PythonMail>(await Processes.RunAsync(Python, "-c", ParseScript, file))!;
    }

    public static async Task<PythonMail> ReadAsync(byte[] message)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, message);
            return await ReadAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Throws unless the DKIM signature of the message in the file verifies with the public key.</summary>
    public static async Task VerifyDkimAsync(string file, string publicKeyPem)
    {
        Needs.Program(Python, "python3");
        Needs.Program("/usr/bin/openssl", "openssl");
        var key = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(key, publicKeyPem);
            (await Processes.RunAsync(Python, "-c", DkimScript, file, key)).ShouldContain("Verified OK");
        }
        finally
        {
            File.Delete(key);
        }
    }
}
