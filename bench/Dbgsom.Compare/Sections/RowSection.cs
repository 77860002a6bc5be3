using Dbgsom.Studies;

namespace Dbgsom.Compare.Sections;

/// <summary>What more rows cost.</summary>
internal sealed class RowSection() : Section("rows", "Rows")
{
    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        report.Paragraph(
            "The same epoch on all cores, n × 32 floats, K = 400: the cost of a row stays the same from ten thousand rows to ten million."
        );
        var perRow = new List<double>();
        report.Table(["n", "median", "least", "ns a row", "× time of 2·n·K·d at peak"], new[] { 4, 5, 6, 7 }.Select(Row));
        goals.Add(
            new Goal(
                "cost of a row at 10⁷ rows over that at 10⁵",
                "linear: at most 1.10",
                Report.Digits(perRow[3] / perRow[1]),
                perRow[3] / perRow[1] <= 1.1
            )
        );

        IReadOnlyList<string> Row(int magnitude)
        {
            int rows = Enumerable.Repeat(10, magnitude).Aggregate((a, b) => a * b);
            harness.Progress($"rows: {rows}");
            using var epoch = new EpochCase(Workload.Single(rows, 32), 20, 20);
            var measured = harness.Time(() => epoch.Run());
            perRow.Add(measured.Median / rows);
            return
            [
                Report.Count(rows),
                Report.Time(measured.Median),
                Report.Time(measured.Least),
                Report.Digits(measured.Median / rows * 1e9),
                Report.Digits(measured.TimesPeak(Workload.Operations(rows, 400, 32), measured.Speed.Single)),
            ];
        }
    }
}
