using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dbgsom.Docs.Gallery;

/// <summary>docs/gallery.md: each example with its code, what it prints and its figures.</summary>
public static partial class GalleryPage
{
    public const string Path = "docs/gallery.md";
    public const string Images = "docs/images";

    /// <summary>Runs all examples; writes the page and, in fewer colors, the figures.</summary>
    public static void Make(string root, TextWriter progress)
    {
        var examples = Example.All(root);
        var recorded = new Dictionary<string, Recorded>();
        string folder = Directory.CreateTempSubdirectory("dbgsom-gallery-").FullName;
        foreach (var example in examples)
        {
            progress.WriteLine($"{example.Name} …");
            var run = ExampleRun.Of(root, example, folder);
            if (run.ExitCode != 0)
                throw new InvalidOperationException($"gallery/{example.Name}.cs ends with {run.ExitCode}: {run.Error}");
            recorded[example.Name] = new(run.Output, run.Time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
            foreach (string figure in example.Figures)
                SmallImage.Write(System.IO.Path.Combine(folder, figure), System.IO.Path.Combine(root, Images, figure));
        }
        Directory.Delete(folder, recursive: true);
        new Page(Path, Compose(examples, recorded)).Write(root);
    }

    /// <summary>Whether the page shows the examples as they are, and each figure is there.</summary>
    public static IEnumerable<string> Complaints(string root)
    {
        const string Again = $"{Pages.Command} -- gallery";
        string page = File.ReadAllText(System.IO.Path.Combine(root, Path)).ReplaceLineEndings("\n");
        var recorded = Read(page);
        var examples = Example.All(root);
        foreach (var missing in examples.Where(example => !recorded.ContainsKey(example.Name)))
            yield return $"{Path} does not show gallery/{missing.Name}.cs: {Again}";
        if (examples.All(example => recorded.ContainsKey(example.Name)) && Compose(examples, recorded) != page)
            yield return $"{Path} does not show the examples as they are: {Again}";
        foreach (string figure in examples.SelectMany(example => example.Figures))
        {
            if (!File.Exists(System.IO.Path.Combine(root, Images, figure)))
                yield return $"{Images}/{figure} is missing: {Again}";
        }
    }

    /// <summary>What the page says that each example printed, by the example's name.</summary>
    public static IReadOnlyDictionary<string, Recorded> Read(string page) =>
        Section()
            .Matches(page)
            .ToDictionary(
                match => match.Groups["name"].Value,
                match => new Recorded(match.Groups["output"].Value, match.Groups["seconds"].Value)
            );

    public static string Compose(IReadOnlyList<Example> examples, IReadOnlyDictionary<string, Recorded> recorded)
    {
        var page = new StringBuilder("# Gallery\n\n");
        page.Append(
            "Small programs, each one file: read one, run it, change it. They need only the repository and the .NET 10 SDK.\n\n"
        );
        page.Append(
            "```\ndotnet run gallery/iris.cs -- my-figures        # figures go into my-figures/, or into figures/\n```\n\n"
        );
        page.Append("Where their data comes from: [gallery/data](../gallery/data/README.md). ");
        page.Append($"This page and its figures, these in fewer colors, are made by `{Pages.Command} -- gallery`; ");
        page.Append(
            "a test runs every example and compares what it prints. Times are those of the machine that made the page, with the start of the process and without building.\n\n"
        );
        foreach (var example in examples)
            page.Append($"- [{example.Title}](#{Links.Headings.Slug(example.Title)})\n");
        foreach (var example in examples)
            Append(page, example, recorded[example.Name]);
        return page.ToString();
    }

    private static void Append(StringBuilder page, Example example, Recorded run)
    {
        page.Append($"\n## {example.Title}\n\n{example.Explanation}\n\n");
        page.Append($"`dotnet run gallery/{example.Name}.cs`, {run.Seconds} s, prints\n\n```\n{run.Output}```\n\n");
        foreach (string figure in example.Figures)
            page.Append($"![{figure}](images/{figure})\n");
        page.Append(example.Figures.Count > 0 ? "\n" : "");
        page.Append($"```csharp\n{example.Code}```\n");
    }

    [GeneratedRegex(
        @"^`dotnet run gallery/(?<name>\w+)\.cs`, (?<seconds>[\d.]+) s, prints\n\n```\n(?<output>(.*\n)*?)```$",
        RegexOptions.Multiline
    )]
    private static partial Regex Section();
}

/// <summary>What a page says of a run.</summary>
/// <param name="Output">What the example printed.</param>
/// <param name="Seconds">How long it ran.</param>
public sealed record Recorded(string Output, string Seconds);
