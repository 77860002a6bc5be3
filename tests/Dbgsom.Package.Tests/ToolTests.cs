using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dbgsom.Naming;

namespace Dbgsom.Package.Tests;

/// <summary>The tool: what is packed of it, and that it runs where it was installed.</summary>
[Collection(nameof(PackedPackages))]
[Needs(Need.Build)]
public sealed partial class ToolTests(PackedPackages packed)
{
    private const long LargestPackage = 15_000_000;
    private static readonly string Here = RuntimeInformation.RuntimeIdentifier;

    [Fact]
    public void One_package_names_the_command_and_holds_no_program()
    {
        using var package = packed.Open(PackedPackages.Tool);
        Assert.Equal(
            ["README.md", "icon.png", "tools/any/any/DotnetToolSettings.xml"],
            package.Files.Order(StringComparer.Ordinal)
        );
        var settings = XDocument.Parse(Text(package, "tools/any/any/DotnetToolSettings.xml"));
        Assert.Equal("dbgsom", settings.Descendants("Command").Single().Attribute("Name")!.Value);
        var platform = settings.Descendants("RuntimeIdentifierPackage").Single();
        Assert.Equal(
            (Here, PackedPackages.ToolHere),
            (platform.Attribute("RuntimeIdentifier")!.Value, platform.Attribute("Id")!.Value)
        );
    }

    [Fact]
    public void The_package_of_a_platform_holds_that_platform_alone()
    {
        using var package = packed.Open(PackedPackages.ToolHere);
        string folder = $"tools/net10.0/{Here}/";
        Assert.All(package.Files.Except(["README.md", "icon.png"]), file => Assert.Equal(folder + Path.GetFileName(file), file));
        Assert.Single(package.Files, file => Path.GetFileNameWithoutExtension(file) is "libSkiaSharp");
        Assert.InRange(new FileInfo(packed.PathOf(PackedPackages.ToolHere)).Length, 1, LargestPackage);
    }

    /// <summary>The other platforms are not packed here: what would keep them from it is a runtime that has to be loaded.</summary>
    [Theory]
    [InlineData("win-arm64")]
    [InlineData("linux-musl-x64")]
    [InlineData("osx-arm64")]
    public void No_runtime_is_loaded_for_packing(string platform)
    {
        string project = RepositoryFolder.At("src", PackedPackages.Tool);
        string[] asPacked = ["-p:_IsPacking=true", "-p:Configuration=Release", $"-p:RuntimeIdentifier={platform}"];
        string packs = Dotnet
            .Run("dotnet", project, [], ["msbuild", .. asPacked, "-t:ProcessFrameworkReferences", "-getItem:RuntimePack"])
            .Expected();
        Assert.DoesNotContain("Identity", packs, StringComparison.Ordinal);
    }

    [Fact]
    public void It_installs_and_runs()
    {
        string tools = Path.Combine(packed.Workspace, "tools");
        string data = Path.Combine(packed.Workspace, "tool-data");
        Directory.CreateDirectory(data);
        // Everything it needs is in its packages: other sources are not asked.
        File.WriteAllText(
            Path.Combine(data, "nuget.config"),
            "<configuration><packageSources><clear /></packageSources></configuration>"
        );
        var own = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(packed.Workspace, "tool-packages") };
        string[] install = ["tool", "install", PackedPackages.Tool, "--version", packed.Version];
        Dotnet.Run("dotnet", data, own, [.. install, "--tool-path", tools, "--add-source", packed.Folder]).Expected();

        string dbgsom = Path.Combine(tools, OperatingSystem.IsWindows() ? "dbgsom.exe" : "dbgsom");
        string Tool(params string[] arguments) => Dotnet.Run(dbgsom, data, [], arguments).Expected();
        Samples.WriteTo(data);
        Assert.Matches(@"^\d+\.\d+\.\d+", Tool("--version"));
        foreach (
            Match command in Command().Matches(File.ReadAllText(RepositoryFolder.At("src", PackedPackages.Tool, "README.md")))
        )
            Tool(command.Groups[1].Value.Trim().Split(' '));
        foreach (
            string made in (string[])["flowers.som.npz", "labels.csv", "umatrix.png", "report.html", "dbgsom-demo/network.png"]
        )
            Assert.True(new FileInfo(Path.Combine(data, made)).Length > 500, made);
        foreach (string preset in (string[])["default", "reference"])
        {
            Tool("train", "flowers.csv", "--label-column", "species", "--preset", preset, "-o", preset + ".som.npz");
            Assert.Contains("error", Tool("info", preset + ".som.npz"));
        }
    }

    private static string Text(NupkgFile package, string name) =>
        System.Text.Encoding.UTF8.GetString(package.Read(name)).TrimStart('\uFEFF');

    [GeneratedRegex(@"^dbgsom (.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
