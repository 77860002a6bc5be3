using System.Text.RegularExpressions;

namespace Dbgsom.Package.Tests;

/// <summary>The C# in a page.</summary>
internal static partial class Snippets
{
    /// <summary>The code blocks marked csharp, in order.</summary>
    public static IReadOnlyList<string> Of(string page) =>
        [.. Block().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)];

    /// <summary>The files that code writes: names in quotes, but not those of the samples.</summary>
    public static IEnumerable<string> FilesWritten(string code) =>
        FileName().Matches(code).Select(match => match.Groups[1].Value).Except(["samples.npy", "flowers.csv"]);

    /// <summary>The names of the projects that a program of one file refers to.</summary>
    public static string[] ProjectsOf(string code) => [.. Project().Matches(code).Select(match => match.Groups[1].Value)];

    /// <summary>The program without its references.</summary>
    public static string WithoutProjects(string code) => Project().Replace(code, "");

    [GeneratedRegex(@"^#:project \S*/([\w.]+)\.csproj\n", RegexOptions.Multiline)]
    private static partial Regex Project();

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"([a-z.]+\\.[a-z]+)\"")]
    private static partial Regex FileName();
}
