namespace Dbgsom.Package.Tests;

/// <summary>
/// Projects outside the repository, one for each library with that package alone and the code of its readme, one with the code of the
/// repository's readme. They are restored into a folder of their own; what others made may come from where this machine already has it.
/// </summary>
internal sealed class UsingProjects
{
    /// <summary>The project with the code of the repository's readme.</summary>
    public const string Readme = "Readme";

    /// <summary>The project with the program of docs/getting-started.md.</summary>
    public const string GettingStarted = "GettingStarted";

    private readonly string folder;
    private readonly Dictionary<string, string> own;
    private readonly Ended built;

    public UsingProjects(PackedPackages packed)
    {
        folder = Path.Combine(packed.Workspace, "users");
        Directory.CreateDirectory(folder);
        own = new() { ["NUGET_PACKAGES"] = Path.Combine(folder, "packages") };
        WriteSources(packed);
        foreach (string id in Repository.Libraries)
            WriteProject(packed.Version, id, [id], CodeOf(id));
        WriteProject(packed.Version, Readme, ["Dbgsom", "Dbgsom.Plots"], Snippets.Of(RepositoryFolder.At("README.md")).Single());
        WriteProject(
            packed.Version,
            GettingStarted,
            Snippets.ProjectsOf(GettingStartedCode),
            Snippets.WithoutProjects(GettingStartedCode)
        );
        string[] projects = [.. Repository.Libraries, Readme, GettingStarted];
        var listed = projects.Select(name => $"<Project Path=\"{name}/Uses.{name}.csproj\" />");
        File.WriteAllText(Path.Combine(folder, "users.slnx"), $"<Solution>{string.Concat(listed)}</Solution>");
        built = Dotnet.Run("dotnet", folder, own, "build", "users.slnx", "-c", "Release");
    }

    /// <summary>The code of the page of a library's package; one that has no page of its own has to be there, at least.</summary>
    public static string CodeOf(string id)
    {
        string page = RepositoryFolder.At("src", id, "README.md");
        return File.Exists(page) ? Snippets.Of(page).Single() : $"Console.WriteLine(System.Reflection.Assembly.Load(\"{id}\"));";
    }

    /// <summary>The program of docs/getting-started.md, with the projects that it names.</summary>
    public static string GettingStartedCode => Snippets.Of(RepositoryFolder.At("docs", "getting-started.md")).Single();

    /// <summary>Skips the test where packages of others cannot be had; fails it where the projects do not build.</summary>
    public void Require()
    {
        Sources.SkipWithout(built);
        built.Expected();
    }

    /// <summary>Runs a project in a folder with samples. What it leaves is in that folder.</summary>
    public (string Folder, string Output) Run(string name)
    {
        string data = Path.Combine(folder, name, "data");
        Directory.CreateDirectory(data);
        Samples.WriteTo(data);
        string program = Directory
            .EnumerateFiles(Path.Combine(folder, name, "bin"), $"Uses.{name}.dll", SearchOption.AllDirectories)
            .Single();
        return (data, Dotnet.Run(data, program).Expected());
    }

    /// <summary>What <c>dotnet list package</c> says of a project, as JSON.</summary>
    public string PackagesOf(string name) =>
        Dotnet
            .Run(
                "dotnet",
                Path.Combine(folder, name),
                own,
                "list",
                "package",
                "--include-transitive",
                "--no-restore",
                "--format",
                "json"
            )
            .Expected();

    private void WriteProject(string version, string name, string[] packages, string code)
    {
        var references = packages.Select(id => $"<PackageReference Include=\"{id}\" Version=\"[{version}]\" />");
        Write(
            name,
            $"Uses.{name}.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <SelfContained>false</SelfContained>
              </PropertyGroup>
              <ItemGroup>{string.Concat(references)}</ItemGroup>
            </Project>
            """
        );
        Write(name, "Program.cs", code);
    }

    private void Write(string project, string file, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, project));
        File.WriteAllText(Path.Combine(folder, project, file), text);
    }

    private void WriteSources(PackedPackages packed)
    {
        string here = Dotnet.Run(folder, "nuget", "locals", "global-packages", "--list", "--force-english-output").Expected();
        here = here[(here.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources><add key="packed" value="{packed.Folder}" /></packageSources>
              <fallbackPackageFolders><add key="here" value="{here}" /></fallbackPackageFolders>
            </configuration>
            """
        );
    }
}
