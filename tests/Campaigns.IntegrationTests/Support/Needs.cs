namespace Campaigns.IntegrationTests.Support;

/// <summary>Programs that a test needs beside this one. Their absence skips the test on a desk and fails it in CI.</summary>
public static class Needs
{
    public static void Program(string path, string package) =>
        Condition(File.Exists(path), $"{path} is not installed: run ./test, or apt-get install {package}");

    public static void Condition(bool holds, string reason)
    {
        if (holds)
            return;
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
