using System.Diagnostics;
using System.Globalization;
using Dbgsom.Fuzz;

// dotnet run -c Release --project bench/Dbgsom.Fuzz -- --minutes 10 [--target npz] [--from 0]
// dotnet run -c Release --project bench/Dbgsom.Fuzz -- show npz 1234
if (args is ["save", var saved])
    return Victims.Save(saved);
if (args is ["save", var savedSo, var times])
    return Victims.Save(savedSo, int.Parse(times, CultureInfo.InvariantCulture));

if (args is ["show", var reader, var which])
    return Show(reader, long.Parse(which, CultureInfo.InvariantCulture));

double minutes = 1;
string? only = null;
long from = 0;
for (int i = 0; i + 1 < args.Length; i += 2)
    switch (args[i])
    {
        case "--minutes":
            minutes = double.Parse(args[i + 1], CultureInfo.InvariantCulture);
            break;
        case "--target":
            only = args[i + 1];
            break;
        case "--from":
            from = long.Parse(args[i + 1], CultureInfo.InvariantCulture);
            break;
        default:
            Console.Error.WriteLine($"unknown option '{args[i]}'; there are --minutes, --target and --from");
            return 2;
    }

string folder = Directory.CreateTempSubdirectory("dbgsom-fuzz-").FullName;
var targets = Seeds.Targets(folder).Where(one => only is null || one.Name == only).ToArray();
if (targets.Length == 0)
{
    Console.Error.WriteLine(
        $"there is no target '{only}'; there are {string.Join(", ", Seeds.Targets(folder).Select(one => one.Name))}"
    );
    return 2;
}
int found = 0;
Console.WriteLine("| reader | inputs | refused | seconds | findings |");
Console.WriteLine("|---|---:|---:|---:|---:|");
foreach (var (name, make) in targets)
{
    using var target = make();
    using var watch = WatchOver(name);
    var time = Stopwatch.StartNew();
    var most = TimeSpan.FromMinutes(minutes / targets.Length);
    var (tried, refused, findings) = Fuzzer.Run(target, from, long.MaxValue / 2, () => time.Elapsed < most);
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {tried} | {refused} | {time.Elapsed.TotalSeconds:0} | {findings.Count} |"
        )
    );
    foreach (var finding in findings)
    {
        string path = Path.Combine(folder, $"finding-{name}-{finding.Number.ToString(CultureInfo.InvariantCulture)}");
        File.WriteAllBytes(path, finding.Input);
        Console.Error.WriteLine($"{path}: {finding.What}");
    }
    found += findings.Count;
}
if (found == 0)
    Directory.Delete(folder, recursive: true);
return found == 0 ? 0 : 1;

// What one input comes to.
static int Show(string name, long number)
{
    string folder = Directory.CreateTempSubdirectory("dbgsom-fuzz-").FullName;
    using var target = Seeds.Targets(folder).Single(one => one.Name == name).Make();
    byte[] input = Fuzzer.Input(target, number);
    File.WriteAllBytes(Path.Combine(folder, "shown"), input);
    Console.WriteLine($"{Path.Combine(folder, "shown")}: {input.Length} bytes");
    try
    {
        target.Read(input);
        Console.WriteLine("taken");
    }
    catch (Exception e) when (target.Documents(e))
    {
        Console.WriteLine($"refused: {e}");
    }
    return 0;
}

// An input that is read for longer than this never ends, on any machine.
static Timer WatchOver(string name)
{
    long before = -1;
    return new Timer(
        _ =>
        {
            if (Interlocked.Exchange(ref before, Fuzzer.Current) != Fuzzer.Current)
                return;
            Console.Error.WriteLine($"show {name} {Fuzzer.Current.ToString(CultureInfo.InvariantCulture)}: took more than 20 s");
            Environment.Exit(1);
        },
        null,
        TimeSpan.FromSeconds(20),
        TimeSpan.FromSeconds(20)
    );
}
