namespace Dbgsom.Compare.Sections;

/// <summary>What the machine can do at most.</summary>
internal sealed class PeakSection() : Section("peak", "The machine")
{
    private const int Readings = 10;

    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        report.Paragraph(
            $"Fused multiply-adds in {FmaPeak.RegisterBits}-bit registers, 12 independent chains, each counted as two operations; and the sum of 512 MiB, read by all cores. "
                + $"A reading is the best of four bursts of some milliseconds (of one for the memory); these are {Readings} readings. "
                + "The same is read before, between and after all that follows, and a ratio to the peak is one to the best reading around its item."
        );
        harness.Progress("peak");
        var speeds = Enumerable.Range(0, Readings).Select(_ => harness.Speed()).ToList();
        report.Table(
            ["what", "least", "most"],
            [
                Row("float, one core, GFLOP/s", speed => speed.SingleOneCore),
                Row("float, all cores, GFLOP/s", speed => speed.Single),
                Row("double, one core, GFLOP/s", speed => speed.DoubleOneCore),
                Row("double, all cores, GFLOP/s", speed => speed.Double),
                Row("memory read, all cores, GB/s", speed => speed.Read),
            ]
        );

        IReadOnlyList<string> Row(string what, Func<MachineSpeed, double> value) =>
            [what, Report.Giga(speeds.Min(value)), Report.Giga(speeds.Max(value))];
    }
}
