namespace Campaigns.Web.Startup;

/// <summary>A setting is missing or wrong. The message names the key and the fix; the program prints it and stops.</summary>
public sealed class SettingException(string message) : Exception(message);
