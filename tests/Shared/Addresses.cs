using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.Testing;

/// <summary>Gives each person of a test a network address of their own, where limits by address would take a crowd for one: <c>setup.Services = Addresses.Add</c>.</summary>
public sealed class Addresses : IStartupFilter
{
    public const string Header = "X-Test-Address";

    public static void Add(IServiceCollection services) => services.AddSingleton<IStartupFilter, Addresses>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, go) =>
        {
            if (IPAddress.TryParse(context.Request.Headers[Header].ToString(), out var address)) context.Connection.RemoteIpAddress = address;
            return go(context);
        });
        next(app);
    };
}
