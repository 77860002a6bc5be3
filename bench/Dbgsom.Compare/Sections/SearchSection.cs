using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Studies;

namespace Dbgsom.Compare.Sections;

/// <summary>The exact winner of every row.</summary>
internal sealed class SearchSection() : Section("search", "Winner search")
{
    private const int TextbookRows = 100_000;
    private const int TextbookNeurons = 400;

    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        report.Paragraph(
            $"Winner and distance of each row on all cores, as `SomMap.FindBestMatches` finds them; packing the neurons is part of it. {Workload.Description}; {Workload.RowsRule}."
        );
        ShapeTable.Write("search", null, Measure, [(true, 784, 400, 1.2)], harness, report, goals);
        report.Paragraph(
            $"The same beside the textbook's loop in C# – rows, neurons, features, the least so far, in doubles – on {Report.Count(TextbookRows)} rows of doubles and {TextbookNeurons} neurons. "
                + "The last column is the number of rows whose winner is another than ours."
        );
        report.Table(
            ["d", "search", "threads", "median", "least", "× fastest other", "other winners"],
            new[] { 2, 8, 32 }.SelectMany(columns => Textbook(columns, harness))
        );

        Measurement[] Measure(DataMatrix data, int width, int height)
        {
            using var search = new Search(data, EpochCase.DrawnWeights(data, width * height), null);
            return harness.Time([search.Run]);
        }
    }

    private static IReadOnlyList<string>[] Textbook(int columns, Harness harness)
    {
        harness.Progress($"search: textbook, {columns} features");
        var data = Workload.Single(TextbookRows, columns).ToDouble();
        double[] weights = EpochCase.DrawnWeights(data, TextbookNeurons);
        double[] rows = EpochCase.DrawnWeights(data, TextbookRows);
        int[] winners = new int[TextbookRows];
        int cores = Environment.ProcessorCount;
        using var ours = new Search(data, weights, null);
        using var oursOnOne = new Search(data, weights, 1);
        var times = harness.Time([
            ours.Run,
            oursOnOne.Run,
            () => TextbookSearch.Run(rows, weights, columns, winners, cores),
            () => TextbookSearch.Run(rows, weights, columns, winners, 1),
        ]);
        int different = Enumerable.Range(0, TextbookRows).Count(row => winners[row] != ours.Winner(row));
        return
        [
            Row("ours", cores, 0, 2),
            Row("ours", 1, 1, 3),
            Row("textbook", cores, 2, 0, $"{different}"),
            Row("textbook", 1, 3, 1, $"{different}"),
        ];

        IReadOnlyList<string> Row(string search, int threads, int item, int other, string differences = "") =>
            [
                $"{columns}",
                search,
                $"{threads}",
                Report.Time(times[item].Median),
                Report.Time(times[item].Least),
                Report.Digits(times[item].Median / times[other].Median),
                differences,
            ];
    }

    /// <summary>A search that can be repeated.</summary>
    private sealed class Search(DataMatrix data, double[] weights, int? threads) : IDisposable
    {
        private readonly LocalEngine engine = new(data, threads);
        private readonly BestMatch[] matches = new BestMatch[data.RowCount];

        public void Run() =>
            engine.Run(
                new NearestPass(new Assigner(Metric.Euclidean, weights, data.ColumnCount), 1, matches),
                CancellationToken.None
            );

        public int Winner(int row) => matches[row].Neuron;

        public void Dispose() => engine.Dispose();
    }
}
