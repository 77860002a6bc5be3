using System.Diagnostics.CodeAnalysis;

namespace Dbgsom.TestSupport;

/// <summary>Something that a test needs and a machine may lack, such as a program or a font.</summary>
public static class Prerequisite
{
    /// <summary>Skips the test; in CI, where everything is installed, fails it.</summary>
    [DoesNotReturn]
    public static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
        throw new InvalidOperationException(reason);
    }
}
