namespace Dbgsom.Package.Tests;

/// <summary>The version is that of the git tag; without tag or git there is one, too.</summary>
[Needs(Need.Build)]
public sealed class VersionTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void The_tag_gives_the_version_where_there_is_one()
    {
        string clone = root.At("clone");
        CopyProject(clone);
        Sources.SkipWithout(Dotnet.Run(Project(clone), "restore"));
        Assert.Equal("0.1.0-alpha.0", Version(clone));

        // A history that git does not read.
        File.WriteAllText(Path.Combine(clone, ".git"), "");
        Assert.Equal("0.1.0-alpha.0", Version(clone));
        File.Delete(Path.Combine(clone, ".git"));

        Git(clone, "init", "--quiet");
        Commit(clone, "first");
        Assert.Equal("0.1.0-alpha.0", Version(clone));
        Git(clone, "tag", "v1.2.3");
        Assert.Equal("1.2.3", Version(clone));
        Commit(clone, "second");
        Assert.Equal("1.2.4-alpha.0.1", Version(clone));

        string shallow = root.At("shallow");
        Git(root.Path, "clone", "--quiet", "--depth", "1", "--no-tags", new Uri(clone).AbsoluteUri, shallow);
        Dotnet.Run(Project(shallow), "restore").Expected();
        Assert.StartsWith("0.1.0-alpha.0", Version(shallow), StringComparison.Ordinal);
    }

    private static string Project(string folder) => Path.Combine(folder, "src", "Dbgsom");

    private static string Version(string folder) =>
        Dotnet.Run(Project(folder), "build", "-warnaserror", "-t:MinVer", "-getProperty:Version").Expected().Trim();

    /// <summary>What decides on the version: the project without its code.</summary>
    private static void CopyProject(string to)
    {
        Directory.CreateDirectory(Project(to));
        string[] files =
        [
            "Directory.Build.props",
            "Directory.Packages.props",
            "src/Directory.Build.props",
            "src/Directory.Build.targets",
        ];
        foreach (string file in (string[])[.. files, "global.json", ".gitignore", "src/Dbgsom/Dbgsom.csproj"])
            File.Copy(RepositoryFolder.At(file), Path.Combine(to, file));
    }

    private static void Commit(string folder, string text)
    {
        File.WriteAllText(Path.Combine(folder, text), text);
        Git(folder, "add", "--all");
        Git(folder, "-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "--quiet", "-m", text);
    }

    private static void Git(string folder, params string[] arguments)
    {
        try
        {
            Dotnet.Run("git", folder, [], arguments).Expected();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Prerequisite.Missing("there is no git");
        }
    }
}
