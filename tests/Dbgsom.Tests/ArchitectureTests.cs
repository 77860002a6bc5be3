using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using Dbgsom.Grid;
using Dbgsom.Space;

namespace Dbgsom.Tests;

/// <summary>How the library is cut into rooms.</summary>
public sealed partial class ArchitectureTests
{
    private const int MostAtRoot = 10;
    private const int LongFile = 300;

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

    /// <summary>Elsewhere nothing asks which metric it has: the metric says what it is.</summary>
    [Fact]
    public void Only_the_space_knows_which_metric_it_is()
    {
        string? folder = SourceFolder();
        Assert.SkipWhen(folder is null, "the source files are not where these tests were built");
        string all = Path.GetFullPath(Path.Combine(folder, ".."));
        var found = Directory
            .EnumerateFiles(all, "*.cs", SearchOption.AllDirectories)
            .Where(file => !BuildFolder().IsMatch(file))
            .Where(file => File.ReadLines(file).Any(line => MetricIdentity().IsMatch(line)))
            .Select(file => Path.GetRelativePath(all, file));
        Assert.Empty(found);
        Assert.Matches(MetricIdentity(), "if (map.Metric == Metric.Cosine)");
    }

    /// <summary>Elsewhere nothing steps from place to place by its coordinates or asks which grid a map has.</summary>
    [Fact]
    public void Only_the_grid_knows_which_places_are_neighbors()
    {
        string? folder = SourceFolder();
        Assert.SkipWhen(folder is null, "the source files are not where these tests were built");
        string all = Path.GetFullPath(Path.Combine(folder, ".."));
        string own = Path.Combine(all, "Dbgsom", "Grid") + Path.DirectorySeparatorChar;
        var found = Directory
            .EnumerateFiles(all, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(own, StringComparison.Ordinal) && !BuildFolder().IsMatch(file))
            .SelectMany(file =>
                File.ReadLines(file).Index().Select(line => (File: Path.GetRelativePath(all, file), line.Index, line.Item))
            )
            .Where(line => GridKnowledge().IsMatch(line.Item))
            .Select(line => $"{line.File}:{line.Index + 1}: {line.Item.Trim()}");
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("cells[(neuron.Position.X + 0.5, y)]")]
    [InlineData("int width = 1 + map.Neurons.Max(n => n.Position.X) - map.Neurons.Min(n => n.Position.X);")]
    [InlineData("lattice.At(new GridPosition(x, y - 1))")]
    [InlineData("foreach (var side in new GridPosition[] { new(x, y + 1) })")]
    [InlineData("at.TryGetValue((neuron.Position.X + dx, y), out var other)")]
    [InlineData("if (map.Grid == MapGrid.Square)")]
    public void Knowledge_of_the_grid_is_recognized(string line) => Assert.Matches(GridKnowledge(), line);

    [Theory]
    [InlineData("Column(\"x\", neuron => neuron.Position.X),")]
    [InlineData("var bounds = new SKRect(at.X, at.Y - 1.5f, width, height);")]
    [InlineData("Lattice.Start(MapGrid.Square)")]
    public void Other_lines_are_left_alone(string line) => Assert.DoesNotMatch(GridKnowledge(), line);

    [GeneratedRegex(@"[!=]=\s*Metric\.\w+|Metric\.(?:Euclidean|Cosine|Manhattan)\s*[!=]=|\bis (?:not )?\w+Metric\b")]
    private static partial Regex MetricIdentity();

    [GeneratedRegex(
        @"[Pp](?:osition|lace)\.[XY]\)*\s*[-+]|\.[XY]\)*\s*[-+]\s*(?:1\b(?!\.)|d[xy]\b)|GridPosition\b.*\b[xyXY]\s*[-+]\s*\w|[!=]=\s*MapGrid\.|MapGrid\.\w+\s*[!=]=|\bis (?:not )?(?:Square|Hexagonal)Grid\b"
    )]
    private static partial Regex GridKnowledge();

    [GeneratedRegex(@"[\\/](?:bin|obj)[\\/]")]
    private static partial Regex BuildFolder();

    [Fact]
    public void A_long_file_says_why_it_is_long()
    {
        string? folder = SourceFolder();
        Assert.SkipWhen(folder is null, "the source files are not where these tests were built");
        string[] silent =
        [
            .. Directory
                .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file =>
                    !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                )
                .Where(file => File.ReadLines(file).Skip(LongFile).Any())
                .Where(file => !File.ReadLines(file).First().StartsWith("// Over 300 lines: ", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(folder, file)),
        ];
        Assert.Empty(silent);
    }

    private static string? SourceFolder([CallerFilePath] string here = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Dbgsom");
        return Directory.Exists(folder) ? folder : null;
    }
}
