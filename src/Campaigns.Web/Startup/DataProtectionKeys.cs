using System.Xml.Linq;
using Campaigns.Core;
using Campaigns.Core.Operating;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>The keys of cookies and form tokens lie in the database, so that every node reads what any node wrote and a new container signs nobody out.</summary>
public static class DataProtectionKeys
{
    public static IServiceCollection AddDataProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Campaigns").UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration
        {
            // One pass instead of AES-CBC and an HMAC: and the signing's cookie gets shorter.
            EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM,
        });
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new KeyRepository(
                provider.GetRequiredService<IDbContextFactory<CampaignsDb>>(), provider.GetRequiredService<TimeProvider>())));
        // The framework warns that keys are stored unencrypted. They lie beside everything they guard and beside the installation's
        // secret: whoever reads this database needs no cookie. The operator's guide says to encrypt the disk and the backups.
        return services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }

    private sealed class KeyRepository(IDbContextFactory<CampaignsDb> databases, TimeProvider clock) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var db = databases.CreateDbContext();
            return [.. db.DataProtectionKeys.AsNoTracking().Select(key => key.Xml).AsEnumerable().Select(XElement.Parse)];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var db = databases.CreateDbContext();
            db.Add(new DataProtectionKey(friendlyName, element.ToString(SaveOptions.DisableFormatting), clock.GetUtcNow()));
            db.SaveChanges();
        }
    }
}
