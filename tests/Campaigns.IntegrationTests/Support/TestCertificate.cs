using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Campaigns.IntegrationTests.Support;

/// <summary>A certificate that signs itself, and the file that makes a client trust it.</summary>
public sealed class TestCertificate : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("campaigns-certificate-");

    /// <param name="name">Host name in the certificate, beside 127.0.0.1 when it is <c>localhost</c>.</param>
    public TestCertificate(string name = "localhost", DateTimeOffset? until = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
            names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var last = until ?? DateTimeOffset.UtcNow.AddDays(2);
        Certificate = request.CreateSelfSigned(last.AddDays(-3), last);
        CertificateFile = Path.Combine(_folder.FullName, "certificate.pem");
        KeyFile = Path.Combine(_folder.FullName, "key.pem");
        File.WriteAllText(CertificateFile, Certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public X509Certificate2 Certificate { get; }

    public string CertificateFile { get; }

    public string KeyFile { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        _folder.Delete(recursive: true);
    }
}
