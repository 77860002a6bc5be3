using Dbgsom.Studies;

namespace Dbgsom.Compare;

/// <summary>A table of one thing measured over features × neurons, beside the time of its multiplications at peak.</summary>
internal static class ShapeTable
{
    private static readonly string[] Columns =
    [
        "values",
        "d",
        "K",
        "n",
        "median",
        "least",
        "GFLOP/s",
        "× time of 2·n·K·d at peak",
    ];

    /// <summary>Measures float over all shapes, and double where it has a goal.</summary>
    /// <param name="what">What is measured, in a word.</param>
    /// <param name="part">A part of it that gets a column of its own, or null.</param>
    /// <param name="measure">Measures it on rows for a map of some width and height, and the part after it.</param>
    /// <param name="limits">The greatest ratios allowed, by shape.</param>
    public static void Write(
        string what,
        string? part,
        Func<DataMatrix, int, int, Measurement[]> measure,
        IReadOnlyList<(bool Single, int Columns, int Neurons, double Limit)> limits,
        Harness harness,
        Report report,
        List<Goal> goals
    )
    {
        report.Table(part is null ? Columns : [.. Columns, part], Rows());

        IEnumerable<IReadOnlyList<string>> Rows()
        {
            foreach (bool single in new[] { true, false })
            foreach (int columns in Workload.Columns)
            {
                var maps = Workload.Maps.Where(map => single || limits.Any(l => IsOf(l, single, columns, map))).ToList();
                if (maps.Count == 0)
                    continue;
                var most = Workload.Single(maps.Max(map => Workload.RowsFor(columns, map.Width * map.Height)), columns);
                var all = single ? most : most.ToDouble();
                foreach (var map in maps)
                    yield return Row(Workload.First(all, Workload.RowsFor(columns, map.Width * map.Height)), map);
            }
        }

        IReadOnlyList<string> Row(DataMatrix data, (int Width, int Height) map)
        {
            int neurons = map.Width * map.Height;
            string values = data.IsSingle ? "float" : "double";
            harness.Progress($"{what}: {values}, {data.RowCount} x {data.ColumnCount}, {neurons} neurons");
            var times = measure(data, map.Width, map.Height);
            var measured = times[0];
            double operations = Workload.Operations(data.RowCount, neurons, data.ColumnCount);
            double ratio = measured.TimesPeak(operations, data.IsSingle ? measured.Speed.Single : measured.Speed.Double);
            foreach (var limit in limits.Where(l => IsOf(l, data.IsSingle, data.ColumnCount, map)))
                goals.Add(
                    Goal.AtMost(
                        $"{what}, {values}, {Report.Count(data.RowCount)} × {data.ColumnCount}, K = {neurons}: × time of 2·n·K·d at the {values} peak",
                        limit.Limit,
                        ratio
                    )
                );
            return
            [
                values,
                $"{data.ColumnCount}",
                $"{neurons}",
                Report.Count(data.RowCount),
                Report.Time(measured.Median),
                Report.Time(measured.Least),
                Report.Giga(operations / measured.Median),
                Report.Digits(ratio),
                .. times.Skip(1).Select(time => Report.Time(time.Median)),
            ];
        }
    }

    private static bool IsOf(
        (bool Single, int Columns, int Neurons, double) limit,
        bool single,
        int columns,
        (int W, int H) map
    ) => limit.Single == single && limit.Columns == columns && limit.Neurons == map.W * map.H;
}
