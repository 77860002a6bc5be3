using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dbgsom.Mutants;

// Changes the library in one place at a time and looks whether a test fails. A sample of all changes, drawn with a seed.
// Usage: dotnet run -c Release --project bench/Dbgsom.Mutants -- [sample, 100] [seed, 1] [least score in percent, 0] [file or folder, as Training/SigmaSchedule.cs]
// Build the tests first: dotnet build tests/Dbgsom.Tests -c Release
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] folders = ["Training", "Grid", "Space", "Search", "Numerics", "Passes", "Rows", "Classification", "Measures", "Map"];

int sample = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
double least = args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 0;
string only = args.Length > 3 ? args[3] : "";

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
        .Files.Where(file => folders.Contains(file.Split('/')[0]) && file.StartsWith(only, StringComparison.Ordinal))
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
var reach = new Reach();
var tests = new ConcurrentDictionary<string, (double Seconds, HashSet<int> Reached)>();
byte[] noted = compiler.Compile(reach);
var classes = new ConcurrentQueue<string>(runs[0].Classes());
await Task.WhenAll(runs.Select(run => Task.Run(() => Look(run))));
Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds, 6:F0} s  {tests.Count} classes of tests");

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

void Look(TestRun run)
{
    while (classes.TryDequeue(out string? name))
        tests[name] = run.Look(noted, name);
}

// The classes that reach a change, the quickest first: most changes are noticed by many tests.
IReadOnlyList<(string[] Classes, TimeSpan Limit)> Parts(Mutation mutation)
{
    // Seconds after which a part ends: few processes, and little that is run in vain.
    double[] ends = [4, 16, double.PositiveInfinity];
    int member = reach.Member(mutation);
    var parts = ends.Select(_ => new List<string>()).ToArray();
    var seconds = new double[ends.Length];
    int part = 0;
    double sum = 0;
    foreach (
        var (name, test) in tests
            .Where(pair => member < 0 || pair.Value.Reached.Contains(member))
            .OrderBy(pair => pair.Value.Seconds)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
    )
    {
        sum += test.Seconds;
        while (sum > ends[part])
            part++;
        parts[part].Add(name);
        seconds[part] += test.Seconds;
    }
    // A change that does not end is one that is noticed.
    return
    [
        .. parts
            .Select((list, i) => (list.ToArray(), TimeSpan.FromSeconds(20 + (4 * seconds[i]))))
            .Where(one => one.Item1.Length > 0),
    ];
}

void Work(TestRun run)
{
    while (next.TryDequeue(out var mutation))
    {
        byte[]? library = compiler.Compile(mutation);
        verdicts[mutation] = library is null ? Verdict.DoesNotCompile : run.Run(library, Parts(mutation));
        Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds, 6:F0} s  {verdicts[mutation], -15} {mutation}");
    }
}
