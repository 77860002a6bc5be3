using System.Runtime.CompilerServices;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;

namespace Dbgsom.Tests;

/// <summary>How the library is cut into rooms.</summary>
public sealed class ArchitectureTests
{
    private const int MostAtRoot = 10;

    /// <summary>
    /// The root is left out: it holds the few types a user meets first, which are made of all rooms and which any room may take or give.
    /// </summary>
    [Fact]
    public void No_namespaces_depend_on_each_other()
    {
        var library = new ArchLoader().LoadAssembly(typeof(SomMap).Assembly).Build();
        var cycles = SliceRuleDefinition.Slices().Matching("Dbgsom.(**)").Should().BeFreeOfCycles();
        var first = cycles.Evaluate(library).FirstOrDefault(found => !found.Passed);
        Assert.True(first is null, first?.Description);
    }

    [Fact]
    public void The_root_holds_what_a_user_meets_first()
    {
        string? folder = SourceFolder();
        Assert.SkipWhen(folder is null, "the source files are not where these tests were built");
        Assert.InRange(Directory.GetFiles(folder, "*.cs").Length, 1, MostAtRoot);
    }

    private static string? SourceFolder([CallerFilePath] string here = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Dbgsom");
        return Directory.Exists(folder) ? folder : null;
    }
}
