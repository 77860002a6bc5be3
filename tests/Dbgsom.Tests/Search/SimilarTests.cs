using Dbgsom.Map;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Tests.Search;

/// <summary>The rows nearest to a sample are those that a comparison with all gives.</summary>
public sealed class SimilarTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool>();
            foreach (var metric in Metric.All)
            foreach (bool gaps in new[] { false, true })
                for (int seed = 1; seed <= 4; seed++)
                    cases.Add(metric.Name, seed, gaps);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Found_rows_are_those_of_a_comparison_with_all(string metric, int seed, bool gaps)
    {
        var random = new Random(seed);
        // Whole numbers, so that many rows are equally far.
        double[][] rows =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(_ => Enumerable.Range(0, 3 + seed).Select(_ => (double)random.Next(1, 2 + (2 * seed))).ToArray()),
        ];
        for (int row = 0; gaps && row < rows.Length; row += 7)
            rows[row][row % 3] = double.NaN;
        var data = DataMatrix.From(rows);
        var map = SmallMaps.Fit(SmallMaps.Small(metric) with { Scaling = Scaling.Standard, MaxMissing = 1 }, data);
        foreach (int of in new[] { 0, 1, 7, 250 })
        foreach (int k in new[] { 1, 10, 400, 1000 })
        {
            var found = map.FindSimilar(data, rows[of], k, Token);
            Assert.Equal(Slow(map, rows, rows[of]).Take(k), found);
            Assert.Equal(Slow(map, rows, rows[of]).Where(one => one.Row != of).Take(k), map.FindSimilarToRow(data, of, k, Token));
        }
    }

    [Fact]
    public void Far_neurons_are_passed_over()
    {
        var data = Training.SameBitsTests.Make(3000, 3, 5);
        var map = SmallMaps.Fit(new SomOptions { TargetNeurons = 40 }, data);
        var (sample, query) = (new double[3], new double[map.PaddedCount]);
        data.CopyRow(5, sample);
        map.Enter(sample, query);
        var search = new SimilarSearch(map, data, sample, 5);
        search.Run([.. map.FindBestMatches(data, 1, Token)], query, 1e-9, Token);
        Assert.Equal(5, search.Found()[0].Row);
        Assert.InRange(search.Compared, 5, 1000);
    }

    [Fact]
    public void Wrong_questions_are_refused()
    {
        var data = Training.SameBitsTests.Make(100, 3, 5);
        var map = SmallMaps.Fit(new SomOptions { TargetNeurons = 9 }, data);
        Assert.Throws<ArgumentOutOfRangeException>(() => map.FindSimilar(data, [1, 2, 3], 0, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => map.FindSimilarToRow(data, 100, 3, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => map.FindSimilarToRow(data, 0, 0, Token));
        Assert.Throws<ArgumentException>(() => map.FindSimilar(data, [1, 2], 3, Token));
        Assert.Throws<ArgumentException>(() => map.FindSimilar(data, [double.NaN, double.NaN, double.NaN], 3, Token));
        Assert.Throws<ArgumentException>(() => map.FindSimilar(data, [double.PositiveInfinity, 2, 3], 3, Token));
        Assert.Throws<ArgumentException>(() => map.FindSimilar(DataMatrix.From([1.0, 2], 2), [1, 2, 3], 3, Token));
    }

    private static IEnumerable<SimilarRow> Slow(SomMap map, double[][] rows, double[] sample)
    {
        double[] Entered(double[] row)
        {
            double[] copy = [.. row];
            map.Space.Enter(copy, copy.Length);
            return copy;
        }
        double[] to = Entered(sample);
        return rows.Select(
                (row, i) =>
                {
                    double[] from = Entered(row);
                    int[] known =
                    [
                        .. Enumerable.Range(0, from.Length).Where(f => !double.IsNaN(from[f]) && !double.IsNaN(to[f])),
                    ];
                    return new SimilarRow(
                        i,
                        known.Length == from.Length ? map.EffectiveOptions.Metric.Distance(from, to)
                            : known.Length == 0 ? double.NaN
                            : map.EffectiveOptions.Metric.Distance(from, to, known, from.Length / (double)known.Length)
                    );
                }
            )
            .Where(one => !double.IsNaN(one.Distance))
            .OrderBy(one => one.Distance)
            .ThenBy(one => one.Row);
    }
}
