using System.Diagnostics.CodeAnalysis;

namespace Dbgsom.Package.Tests;

/// <summary>What a machine may lack: a test that needs it is skipped, and fails in CI.</summary>
internal static class Missing
{
    [DoesNotReturn]
    public static void Skip(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
        throw new InvalidOperationException(reason);
    }

    /// <summary>Skips where packages of others could not be had, as a source cannot be reached (NU1301).</summary>
    public static void SkipWithoutSources(Ended ended)
    {
        string? told = ended.Output.Split('\n').FirstOrDefault(line => line.Contains("NU1301", StringComparison.Ordinal));
        if (ended.ExitCode != 0 && told is not null)
            Skip($"a package source cannot be reached: {told.Trim()}");
    }
}
