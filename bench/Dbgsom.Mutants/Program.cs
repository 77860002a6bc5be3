using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dbgsom.Mutants;

// Changes the library in one place at a time and looks whether a test fails. A sample of all changes, drawn with a seed.
// Usage: dotnet run -c Release --project bench/Dbgsom.Mutants -- [sample, 100] [seed, 1] [least score in percent, 0]
// Build the tests first: dotnet build tests/Dbgsom.Tests -c Release
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] folders = ["Training", "Growth", "Topology", "Measures", "Persistence"];

// Tests of other parts are left out: a change they alone would notice counts as survived.
string[] classes =
[
    .. new[]
    {
        "Growth.*",
        "Topology.*",
        "Measures.*",
        "Training.*",
        "GoldenTests",
        "Classes.*",
        "Clustering.*",
        "SomMapTests",
        "SomOptionsTests",
        "GrowthEstimateTests",
        "EdgeCaseTests",
        "Contracts.*",
    }.Select(name => $"Dbgsom.Tests.{name}"),
];
int sample = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
double least = args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 0;

string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "Dbgsom.slnx")))
    root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("this runs from a folder of the repository");
string built = Path.GetDirectoryName(
    Directory
        .GetFiles(Path.Combine(root, "tests/Dbgsom.Tests/bin/Release"), "Dbgsom.Tests.dll", SearchOption.AllDirectories)
        .MaxBy(File.GetLastWriteTimeUtc)!
)!;
var compiler = new Compiler(Path.Combine(root, "src/Dbgsom"));
Mutation[] all =
[
    .. compiler
        .Files.Where(file => folders.Contains(file.Split('/')[0]))
        .Order(StringComparer.Ordinal)
        .SelectMany(compiler.Mutations),
];
var drawn = (Mutation[])all.Clone();
new Random(seed).Shuffle(drawn);
drawn = drawn[..Math.Min(sample, drawn.Length)];
Console.WriteLine($"{all.Length} changes of {string.Join(", ", folders)}; {drawn.Length} drawn with seed {seed}.\n");

int workers = Math.Max(1, Environment.ProcessorCount);
var runs = Enumerable
    .Range(0, workers)
    .Select(i => new TestRun(built, Path.Combine(AppContext.BaseDirectory, $"run{i}")))
    .ToArray();
var watch = Stopwatch.StartNew();
var times = runs[0].Times(compiler.Compile(null)!, classes);
var parts = Parts(times);
Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds, 6:F0} s  {times.Count} classes of tests, {times.Values.Sum():F0} s");

// A change that does not end is one that is noticed.
var limit = TimeSpan.FromSeconds(30 + (4 * watch.Elapsed.TotalSeconds));
var verdicts = new ConcurrentDictionary<Mutation, Verdict>();
var next = new ConcurrentQueue<Mutation>(drawn);
await Task.WhenAll(runs.Select(run => Task.Run(() => Work(run))));

var counted = drawn.Where(mutation => verdicts[mutation] != Verdict.DoesNotCompile).ToArray();
Console.WriteLine("\n| folder | changes | failed a test | did not end | survived | score |\n|---|---|---|---|---|---|");
foreach (string folder in folders.Append(""))
{
    Verdict[] of =
    [
        .. counted.Where(mutation => folder.Length == 0 || mutation.Folder == folder).Select(mutation => verdicts[mutation]),
    ];
    int Count(Verdict verdict) => of.Count(one => one == verdict);
    Console.WriteLine(
        $"| {(folder.Length == 0 ? "all" : folder)} | {of.Length} | {Count(Verdict.Killed)} | {Count(Verdict.TimedOut)} | {Count(Verdict.Survived)} | {100.0 * (of.Length - Count(Verdict.Survived)) / of.Length:F0} % |"
    );
}
Console.WriteLine();
foreach (var mutation in counted.Where(mutation => verdicts[mutation] == Verdict.Survived))
    Console.WriteLine($"- {mutation}");
double score = 100.0 * counted.Count(mutation => verdicts[mutation] != Verdict.Survived) / counted.Length;
return score >= least ? 0 : 1;

// The quickest first: most changes are noticed by many tests.
static string[][] Parts(IReadOnlyDictionary<string, double> times)
{
    // Seconds that a part takes, on the average machine: few processes, and little that is run in vain.
    double[] limits = [2, 8, double.PositiveInfinity];
    var parts = limits.Select(_ => new List<string>()).ToArray();
    int part = 0;
    double sum = 0;
    foreach (var (name, seconds) in times.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
    {
        sum += seconds;
        while (sum > limits[part])
            part++;
        parts[part].AddRange(["-class", name]);
    }
    return [.. parts.Where(list => list.Count > 0).Select(list => list.ToArray())];
}

void Work(TestRun run)
{
    while (next.TryDequeue(out var mutation))
    {
        byte[]? library = compiler.Compile(mutation);
        verdicts[mutation] = library is null ? Verdict.DoesNotCompile : run.Run(library, parts, limit);
        Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds, 6:F0} s  {verdicts[mutation], -15} {mutation}");
    }
}
