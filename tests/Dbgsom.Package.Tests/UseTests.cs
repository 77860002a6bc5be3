using System.Text.Json;

namespace Dbgsom.Package.Tests;

/// <summary>The packages in projects that know nothing of the repository.</summary>
[Collection(nameof(PackedPackages))]
[Needs(Need.Build)]
public sealed class UseTests(PackedPackages packed)
{
    public static TheoryData<string> Libraries() => [.. Repository.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_readme_of_a_package_runs_with_that_package_alone(string id) => Runs(id, UsingProjects.CodeOf(id));

    [Fact]
    public void The_readme_of_the_repository_runs() =>
        Runs(UsingProjects.Readme, Snippets.Of(RepositoryFolder.At("README.md"))[0]);

    /// <summary>The packages stand in for the projects of a clone, each of which has to be where the program names it.</summary>
    [Fact]
    public void The_program_of_getting_started_runs()
    {
        string[] projects = Snippets.ProjectsOf(UsingProjects.GettingStartedCode);
        Assert.NotEmpty(projects);
        Assert.All(projects, id => Assert.True(File.Exists(RepositoryFolder.At("src", id, id + ".csproj")), id));
        Runs(UsingProjects.GettingStarted, UsingProjects.GettingStartedCode);
    }

    [Fact]
    public void A_project_with_the_library_has_no_other_package()
    {
        packed.Users.Require();
        using var listed = JsonDocument.Parse(packed.Users.PackagesOf("Dbgsom"));
        var framework = listed.RootElement.GetProperty("projects")[0].GetProperty("frameworks").EnumerateArray().Single();
        var package = framework.GetProperty("topLevelPackages").EnumerateArray().Single();
        Assert.Equal("Dbgsom", package.GetProperty("id").GetString());
        Assert.Equal(packed.Version, package.GetProperty("resolvedVersion").GetString());
        Assert.False(framework.TryGetProperty("transitivePackages", out var others), $"{others}");
    }

    private void Runs(string project, string code)
    {
        packed.Users.Require();
        var (folder, output) = packed.Users.Run(project);
        foreach (string file in Snippets.FilesWritten(code))
            Assert.True(File.Exists(Path.Combine(folder, file)), $"{file} was not written: {output}");
        Assert.Equal(code.Contains("Console.Write", StringComparison.Ordinal), output.Length > 0);
    }
}
