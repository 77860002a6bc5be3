using System.Runtime.InteropServices;
using Dbgsom;
using Dbgsom.Compare;
using Microsoft.ML.Trainers;

const string Quick = "--quick";
string[] words = [.. args.Where(word => word != Quick)];
bool all = words is [] or ["all"];
var sections = Section.All.Where(section => all || words.Contains(section.Name)).ToList();
if (!all && sections.Count != words.Length)
{
    Console.Error.WriteLine(
        $"compare: [{string.Join(" | ", Section.All.Select(section => section.Name))} | all] [{Quick}]; the report goes to standard output"
    );
    return 2;
}

var report = new Report(Console.Out);
var harness = new Harness(args.Contains(Quick), Console.Error);
report.Heading(1, "Benchmarks");

// Narrower registers make the processor one of half the peak, which goals are scaled by.
const string Narrow = "DOTNET_EnableAVX512";
string environment = Environment.GetEnvironmentVariable(Narrow) == "0" ? $"{Narrow}=0 " : "";
report.Paragraph(
    $"Printed by `{environment}dotnet run -c Release --project bench/Dbgsom.Compare`, all in one go; data is made from the seeds named."
);
report.Paragraph(
    $"{Machine.Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {FmaPeak.RegisterBits}-bit registers; "
        + $"Dbgsom {Machine.VersionOf(typeof(SomVq))}, ML.NET {Machine.VersionOf(typeof(KMeansTrainer))}."
);
report.Paragraph(
    $"A time is the median of repeats, warmed up until they get no faster, of those between two readings of the machine's speed that reach {MachineSpeed.Undisturbed:0%} of the best reading around the item in operations, and of that or {Report.Giga(Goal.StatedRead)} GB/s in bytes read: "
        + $"others are at work on the machine too, and a goal is for a quiet one. Where there is no such repeat, of all. They are at least {harness.Effort.Repeats} where nothing else is said, and more while they last less than {Report.Time(harness.Effort.Seconds)}. "
        + "*Least* is the shortest of them. *× time of 2·n·K·d at peak* is the median over the time that one multiplication and one addition for each row, neuron and feature take at the measured peak: "
        + "1 would be all that the processor can do. *× fastest other* is the time over that of the fastest other program in the table: above 1 we lose."
);
var goals = sections.SelectMany(section => section.Write(harness, report)).ToList();
if (goals.Count > 0)
{
    report.Heading(2, "Against the goals");
    report.Table(
        ["what", "wanted", "measured", ""],
        goals.Select(goal => (IReadOnlyList<string>)[goal.What, goal.Wanted, goal.Measured, goal.IsMet ? "met" : "**not met**"])
    );
}
if (all)
    Elsewhere.Write(report);
return 0;
