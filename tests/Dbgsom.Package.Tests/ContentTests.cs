using System.Text;
using System.Text.RegularExpressions;

namespace Dbgsom.Package.Tests;

/// <summary>What is in the packages, and what is not.</summary>
[Collection(nameof(PackedPackages))]
[Needs(Need.Build)]
public sealed partial class ContentTests(PackedPackages packed, ITestOutputHelper output)
{
    public static TheoryData<string> Libraries() => [.. Repository.Libraries];

    public static TheoryData<string> Packages() => [.. Repository.Projects, PackedPackages.ToolHere];

    [Fact]
    public void Every_project_that_may_be_packed_is_a_package_and_nothing_else_is()
    {
        var packages = Directory
            .EnumerateFiles(packed.Folder)
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal);
        var symbols = Repository.Libraries.Append(PackedPackages.ToolHere);
        var expected = Packages().Select(row => $"{row.Data}.{packed.Version}.nupkg");
        expected = expected.Concat(symbols.Select(name => $"{name}.{packed.Version}.snupkg"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), packages);
        foreach (string file in packages)
            output.WriteLine($"{file} {new FileInfo(Path.Combine(packed.Folder, file)).Length:N0}");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is(string id)
    {
        using var package = packed.Open(id);
        Assert.Equal((id, packed.Version), (package["id"], package["version"]));
        Assert.Equal("MIT", package["license"]);
        Assert.True(package["description"].Length > 40, package["description"]);
        Assert.Contains("self-organizing-map", package["tags"].Split(' '));
        Assert.Equal(("README.md", "icon.png"), (package["readme"], package["icon"]));
        string readme = Encoding.UTF8.GetString(package.Read("README.md"));
        Assert.StartsWith("# ", readme, StringComparison.Ordinal);
        // NuGet shows a readme without the files beside it.
        Assert.DoesNotMatch(RelativeLink(), readme);
        byte[] icon = package.Read("icon.png");
        Assert.InRange(icon.Length, 1, 10_000);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], icon[..4]);
        Assert.Equal((128, 128), (icon[18] << 8 | icon[19], icon[22] << 8 | icon[23]));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_is_its_assembly_and_documentation(string id)
    {
        using var package = packed.Open(id);
        Assert.Equal(
            ["README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"],
            package.Files.Order(StringComparer.Ordinal)
        );
        using var symbols = new NupkgFile(packed.PathOf(id, "snupkg"));
        Assert.Equal([$"lib/net10.0/{id}.pdb"], symbols.Files);
        Assert.InRange(new FileInfo(packed.PathOf(id)).Length, 1, 1_000_000);
    }

    [Fact]
    public void The_library_depends_on_nothing()
    {
        using var package = packed.Open("Dbgsom");
        Assert.Empty(package.Dependencies);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Packages_of_one_version_go_together(string id)
    {
        using var package = packed.Open(id);
        var own = package.Dependencies.Where(needed => Repository.Projects.Contains(needed.Id)).ToList();
        Assert.Equal(id != "Dbgsom", own.Any(needed => needed.Id == "Dbgsom"));
        Assert.All(own, needed => Assert.Equal($"[{packed.Version}]", needed.Version));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_release_does_not_show_where_it_was_built(string id)
    {
        Assert.SkipWhen(Repository.Configuration != "Release", "only a Release build is the same wherever the clone lies");
        using var package = packed.Open(id);
        using var symbols = new NupkgFile(packed.PathOf(id, "snupkg"));
        byte[] root = Encoding.UTF8.GetBytes(RepositoryFolder.Path);
        Assert.Equal(-1, package.Read($"lib/net10.0/{id}.dll").AsSpan().IndexOf(root));
        Assert.Equal(-1, symbols.Read($"lib/net10.0/{id}.pdb").AsSpan().IndexOf(root));
    }

    [GeneratedRegex(@"\]\((?!https://)")]
    private static partial Regex RelativeLink();
}
