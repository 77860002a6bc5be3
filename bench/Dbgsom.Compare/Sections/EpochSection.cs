using Dbgsom.Studies;

namespace Dbgsom.Compare.Sections;

/// <summary>A whole epoch with every neuron looked at.</summary>
internal sealed class EpochSection() : Section("epoch", "Epoch: search and update")
{
    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        report.Paragraph(
            $"One epoch of the default options on all cores, pruning off: search, robust weights, reproducible sums, batch update K×K. {Workload.Description} "
                + $"on a rectangular lattice; {Workload.RowsRule}. Only the search's 2·n·K·d operations are counted."
        );
        ShapeTable.Write(
            "epoch",
            "of which update",
            Measure,
            [(true, 32, 400, 2.2), (false, 32, 400, 2.2)],
            harness,
            report,
            goals
        );

        Measurement[] Measure(DataMatrix data, int width, int height)
        {
            using var epoch = new EpochCase(data, width, height);
            return harness.Time([() => epoch.Run(), () => epoch.Update()]);
        }
    }
}
