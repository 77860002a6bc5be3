namespace Dbgsom.Package.Tests;

/// <summary>The package sources of this machine.</summary>
internal static class Sources
{
    /// <summary>Skips the test if a command failed because a source cannot be reached (NU1301).</summary>
    public static void SkipWithout(Ended ended)
    {
        string? told = ended.Output.Split('\n').FirstOrDefault(line => line.Contains("NU1301", StringComparison.Ordinal));
        if (ended.ExitCode != 0 && told is not null)
            Prerequisite.Missing($"a package source cannot be reached: {told.Trim()}");
    }
}
