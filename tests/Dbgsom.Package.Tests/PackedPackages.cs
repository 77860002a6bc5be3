using System.Runtime.InteropServices;
using Dbgsom.Numerics;

namespace Dbgsom.Package.Tests;

/// <summary>All packages, of what was built, in a folder of their own, under a version that was never used before: no cache has it.</summary>
public sealed class PackedPackages : IDisposable
{
    /// <summary>The package that names the command.</summary>
    public const string Tool = "Dbgsom.Cli";

    private readonly TemporaryFolder workspace = new();
    private readonly Lazy<string> folder;
    private readonly Lazy<UsingProjects> users;

    public PackedPackages()
    {
        folder = new(Pack);
        users = new(() => new UsingProjects(this));
    }

    /// <summary>The version of the packages.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():N}";

    /// <summary>Where everything is that these tests write.</summary>
    public string Workspace => workspace.Path;

    /// <summary>The folder of the packages.</summary>
    public string Folder => folder.Value;

    /// <summary>The package of the tool for this platform.</summary>
    public static string ToolHere => $"{Tool}.{RuntimeInformation.RuntimeIdentifier}";

    /// <summary>Projects that use the packages, built.</summary>
    internal UsingProjects Users => users.Value;

    public string PathOf(string id, string extension = "nupkg") => Path.Combine(Folder, $"{id}.{Version}.{extension}");

    internal NupkgFile Open(string id) => new(PathOf(id));

    public void Dispose() => workspace.Dispose();

    private string Pack()
    {
        string packages = Path.Combine(Workspace, "nupkg");
        Dotnet
            .Run(
                RepositoryFolder.Path,
                "pack",
                "src/Packages.proj",
                "--no-build",
                "-c",
                Repository.Configuration,
                "-o",
                packages,
                $"-p:MinVerVersionOverride={Version}",
                $"-p:ToolPackageRuntimeIdentifiers={RuntimeInformation.RuntimeIdentifier}",
                // Nothing is written beside what others build and read at the same time.
                $"-p:NuspecOutputPath={Path.Combine(Workspace, "nuspec")}",
                $"-p:PublishDir={Path.Combine(Workspace, "publish")}{Path.DirectorySeparatorChar}"
            )
            .Expected();
        return packages;
    }
}

/// <summary>The tests share one folder of packages, and run one after the other.</summary>
[CollectionDefinition(nameof(PackedPackages))]
public sealed class PackedPackagesTests : ICollectionFixture<PackedPackages>;
