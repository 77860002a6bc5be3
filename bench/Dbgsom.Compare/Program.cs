using System.Runtime.InteropServices;
using Dbgsom;
using Dbgsom.Compare;
using Dbgsom.Compare.Sections;
using Microsoft.ML.Trainers;

const string Quick = "--quick";
string[] words = [.. args.Where(word => word != Quick)];
bool all = words is [] or ["all"];
IReadOnlyList<Section> sections = words is [DefaultSection.Word, .. var changes]
    ? DefaultSection.From(changes) is { } section
        ? [section]
        : []
    : [.. Section.All.Where(section => all || words.Contains(section.Name))];
bool whole = sections is [DefaultSection];
if (sections.Count == 0 || (!all && !whole && sections.Count != words.Length))
{
    Console.Error.WriteLine(
        $"compare: [{string.Join(" | ", Section.All.Select(section => section.Name))} | all] [{Quick}], or {DefaultSection.Word} [SEEDS | ROWS of ours alone] [{Quick}]; the report goes to standard output"
    );
    return 2;
}

var report = new Report(Console.Out);
var harness = new Harness(args.Contains(Quick), Console.Error);
report.Heading(1, whole ? "Benchmarks of whole default fits" : "Benchmarks");

// Narrower registers make the processor one of half the peak, which goals are scaled by.
const string Narrow = "DOTNET_EnableAVX512";
string environment = Environment.GetEnvironmentVariable(Narrow) == "0" ? $"{Narrow}=0 " : "";
report.Paragraph(
    $"Printed by `{environment}dotnet run -c Release --project bench/Dbgsom.Compare{(whole ? $" -- {string.Join(' ', args)}" : "")}`, all in one go; data is made from the seeds named."
);
report.Paragraph(
    $"{Machine.Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {FmaPeak.RegisterBits}-bit registers; "
        + $"Dbgsom {Machine.VersionOf(typeof(SomVq))}{(whole ? "" : $", ML.NET {Machine.VersionOf(typeof(KMeansTrainer))}")}."
);
if (!whole)
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
        goals.Select(goal => (IReadOnlyList<string>)[goal.What, goal.Wanted, goal.Measured, goal.Outcome])
    );
}
if (all)
{
    report.Paragraph("Whole default fits beside scikit-learn: [benchmarks-default.md](benchmarks-default.md).");
    Elsewhere.Write(report);
}
return 0;
