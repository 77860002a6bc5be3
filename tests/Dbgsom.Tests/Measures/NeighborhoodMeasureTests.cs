using CsCheck;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Measures;

/// <summary>Trustworthiness and neighborhood preservation: by hand, recorded, against all orders that ties leave open, and on maps.</summary>
public sealed class NeighborhoodMeasureTests
{
    /// <summary>
    /// On lines, k = 1. The nearest in the embedding are 3, 2, 3, 0, 0; their ranks in the data are 3, 2, 3, 3, 4: Σ (r − 1) = 10. The nearest in
    /// the data are 1, 0, 1, 2, 3; their ranks in the embedding are 3, 3, 3, 2, 2: 8. The factor is 2/(5·1·(10 − 3 − 1)) = 1/15.
    /// </summary>
    [Fact]
    public void By_hand()
    {
        var data = Line(0, 1, 3, 7, 15);
        var embedding = Line(0, 8, 3, 1, -20);
        Assert.Equal(1 - (10 / 15.0), Of(embedding, data, 1), 1e-15);
        Assert.Equal(1 - (8 / 15.0), Of(data, embedding, 1), 1e-15);
    }

    /// <summary>Every order of the others is open, so each is nearest in a quarter of them: Σ_i (0 + 1 + 2 + 3)/4 = 7.5, times 1/15.</summary>
    [Fact]
    public void All_at_one_place_by_hand() => Assert.Equal(0.5, Of(Line(2, 2, 2, 2, 2), Line(0, 1, 3, 7, 15), 1), 1e-15);

    /// <summary>
    /// scikit-learn 1.2.1, NumPy 1.24.2; no two distances from one row are equal:
    /// <code>
    /// for name in ('iris', 'digits_raw'):
    ///     x = np.load(f'Golden/data.{name}.X.npy')
    ///     i, c = np.arange(len(x))[:, None], np.arange(x.shape[1])
    ///     x = x + (i + 1) * (c + 1) * 7919 % 10007 / 2.0**20
    ///     e = x @ np.stack([1.0 + c % 3, (c * c % 7) - 2.5], axis=1)
    ///     for k in (1, 5, 40):
    ///         print(name, k, trustworthiness(x, e, n_neighbors=k), trustworthiness(e, x, n_neighbors=k))
    /// </code>
    /// The latter, with data and embedding exchanged, is neighborhood preservation.
    /// </summary>
    [Theory]
    [InlineData("iris", 4, 1, 0.9369369369369369, 0.9825675675675676)]
    [InlineData("iris", 4, 5, 0.9430046948356807, 0.9780469483568075)]
    [InlineData("iris", 4, 40, 0.9369162011173184, 0.9553798882681565)]
    [InlineData("digits_raw", 64, 1, 0.6100108041412258, 0.8398668160955353)]
    [InlineData("digits_raw", 64, 5, 0.6073675366652016, 0.7890498822178321)]
    [InlineData("digits_raw", 64, 40, 0.6075847210558725, 0.6992893745390347)]
    public void As_scikit_learn_has_it(string name, int columns, int k, double trustworthiness, double preservation)
    {
        var (data, embedding) = Recorded(name, columns);
        Assert.Equal(trustworthiness, Of(Space(embedding, 2), Space(data, columns), k), 1e-12);
        Assert.Equal(preservation, Of(Space(data, columns), Space(embedding, 2), k), 1e-12);
    }

    /// <summary>
    /// Ties go as they happen to in scikit-learn, so its value depends on the order of the rows; its mean over orders comes near ours. With
    /// x and e of iris as above, <c>g = np.floor(e / 4)</c> – 16 places – and k = 5 it gives 0.8859 and 0.9034 for the rows as they stand;
    /// <c>rng = np.random.RandomState(0)</c>, 300 times <c>p = rng.permutation(n)</c>, trustworthiness of x[p] and g[p], and exchanged: means
    /// 0.89300 and 0.90698 with standard errors 0.00060 and 0.00014.
    /// </summary>
    [Fact]
    public void Ties_are_the_mean_over_orders_of_scikit_learn()
    {
        var (data, embedding) = Recorded("iris", 4);
        double[] places = Array.ConvertAll(embedding, value => Math.Floor(value / 4));
        Assert.Equal(0.89300, Of(Space(places, 2), Space(data, 4), 5), 4 * 0.00060);
        Assert.Equal(0.90698, Of(Space(data, 4), Space(places, 2), 5), 4 * 0.00014);
    }

    /// <summary>Every order of the rows breaks the ties of both spaces in turn; the mean over all pairs of orders is the measure.</summary>
    [Fact]
    public void Ties_are_the_mean_over_all_orders() =>
        Gen.Select(Gen.Int[0, 2].Array[5], Gen.Int[0, 3].Array[5], Gen.Int[1, 2])
            .Sample(
                (chosen, ranked, k) =>
                {
                    int[][] orders = [.. Permutations(5)];
                    var nearest = orders.Select(order =>
                        Enumerable.Range(0, 5).Select(row => Order(chosen, order, row)[..k]).ToArray()
                    );
                    var ranks = orders
                        .Select(order => Enumerable.Range(0, 5).Select(row => Order(ranked, order, row)).ToArray())
                        .ToArray();
                    double sum = nearest.Sum(near =>
                        ranks.Sum(rank =>
                            Enumerable
                                .Range(0, 5)
                                .Sum(row => near[row].Sum(j => Math.Max(0, Array.IndexOf(rank[row], j) + 1 - k)))
                        )
                    );
                    double expected = 1 - (2.0 / (5 * k * (10 - (3 * k) - 1)) * sum / orders.Length / orders.Length);
                    Assert.Equal(expected, Of(Space([.. chosen], 1), Space([.. ranked], 1), k), 1e-12);
                },
                iter: 20
            );

    [Fact]
    public void The_same_rows_are_kept_whole_and_order_units_and_place_do_not_matter() =>
        Gen.Select(Gen.Double[-1, 1].Array[30, 60], Gen.Shuffle(Enumerable.Range(0, 10).ToArray()), Gen.Int[1, 4])
            .Sample(
                (values, order, k) =>
                {
                    double[] data = values[..(10 * 3)];
                    double[] other =
                    [
                        .. data.Chunk(3).SelectMany(row => new[] { Math.Round(row[1] * 2), Math.Round(row[2] * 2) }),
                    ];
                    if (HaveNoTies(data))
                    {
                        Assert.Equal(1, Of(Space(data, 3), Space(data, 3), k));
                        Assert.Equal(1, Of(Space([.. data.Select(value => 4 * value)], 3), Space(data, 3), k));
                    }
                    double found = Of(Space(other, 2), Space(data, 3), k);
                    Assert.Equal(found, Of(Space(Shuffled(other, 2, order), 2), Space(Shuffled(data, 3, order), 3), k), 1e-12);
                    Assert.InRange(found, 0, 1);
                }
            );

    /// <summary>On a map: the samples scaled, and the places of their winners.</summary>
    [Theory]
    [InlineData("default")]
    [InlineData("cosine")]
    public void A_map_measures_in_the_space_trained_in(string kind)
    {
        var data = SameBitsTests.Make(300, 4, 9);
        var map = SameBitsTests.Fit(kind, data);
        var samples = Space(map.AsCompared(SameBitsTests.Flat(data)), 4, map.EffectiveOptions.Metric);
        var positions = map.Predict(data).Select(winner => map.Neurons[winner].Position);
        var places = Space([.. positions.SelectMany(place => new double[] { place.X, place.Y })], 2);
        var reports = new List<double>();
        Assert.Equal(
            new(Of(places, samples, 7), 7, 300),
            map.Trustworthiness(data, 7, progress: new Listener<double>(reports.Add))
        );
        Assert.Equal(new(Of(samples, places, 7), 7, 300), map.NeighborhoodPreservation(data, 7));
        Assert.Equal(reports.Order(), reports);
        Assert.Equal(1, reports[^1]);
        Assert.InRange(map.Trustworthiness(data).Value, 0.8, 1);
    }

    public static TheoryData<string, string> Grids
    {
        get
        {
            var grids = new TheoryData<string, string>();
            foreach (var topology in MapGrid.All)
            foreach (var boundary in GridBoundary.All)
                grids.Add(topology.Name, boundary.Name);
            return grids;
        }
    }

    /// <summary>Four times the squared straight line is a whole number, and around a torus the shorter of all ways counts.</summary>
    [Theory]
    [MemberData(nameof(Grids))]
    public void Places_are_as_far_apart_as_on_the_grid(string topology, string boundary)
    {
        var data = SameBitsTests.Make(300, 4, 9);
        var options = SomOptions.Default with
        {
            Grid = GridSize.Parse("7x6"),
            Topology = MapGrid.All.Single(grid => grid.Name == topology),
            Boundary = GridBoundary.All.Single(one => one.Name == boundary),
        };
        var map = new SomVq(options).Fit(data);
        GridPosition[] places = [.. map.Predict(data).Select(winner => map.Neurons[winner].Position)];
        var (rows, hexagonal) = (Enumerable.Range(0, 300).ToArray(), topology == "hexagonal");
        int[] turns = boundary == "toroidal" ? [-1, 0, 1] : [0];
        var table = new TableSpace([
            .. rows.Select(a => rows.Select(b => turns.SelectMany(x => turns.Select(y => Far(a, b, x, y))).Min()).ToArray()),
        ]);
        var samples = Space(map.AsCompared(SameBitsTests.Flat(data)), 4, map.EffectiveOptions.Metric);
        Assert.Equal(Of(table, samples, 7), map.Trustworthiness(data, 7).Value);
        Assert.Equal(Of(samples, table, 7), map.NeighborhoodPreservation(data, 7).Value);

        double Far(int a, int b, int x, int y)
        {
            var (from, to) = (places[a], places[b]);
            int across = 2 * (from.X - to.X + (7 * x));
            int down = from.Y - to.Y + (6 * y);
            return hexagonal
                ? Math.Pow(across + (from.Y & 1) - (to.Y & 1), 2) + (3 * down * down)
                : (across * across) + (4 * down * down);
        }
    }

    /// <summary>A row of weight 2 counts as the row given twice, one of weight 0 as none.</summary>
    [Fact]
    public void A_weight_is_a_number_of_repeats()
    {
        var data = SameBitsTests.Make(200, 3, 4);
        var map = SameBitsTests.Fit("default", data);
        double[] weights = [.. Enumerable.Range(0, 200).Select(row => (double)(row % 4))];
        int[] rows = [.. Enumerable.Range(0, 200).SelectMany(row => Enumerable.Repeat(row, row % 4))];
        var (weighted, repeated) = (data.WithSampleWeights(weights), data.SelectRows(rows));
        Assert.Equal(map.Trustworthiness(repeated, 9), map.Trustworthiness(weighted, 9));
        Assert.Equal(map.NeighborhoodPreservation(repeated, 9), map.NeighborhoodPreservation(weighted, 9));
        Assert.Equal(map.CMeasure(repeated), map.CMeasure(weighted));
    }

    [Fact]
    public void Many_samples_are_stood_for_by_some()
    {
        var data = SameBitsTests.Make(3000, 3, 4);
        var map = SameBitsTests.Fit("by threshold", data);
        var (all, some) = (map.Trustworthiness(data, 20), map.Trustworthiness(data, 10, 1500));
        Assert.Equal((3000, 1500), (all.SampleSize, some.SampleSize));
        Assert.Equal(all.Value, some.Value, 0.01);
        Assert.Equal(some, map.Trustworthiness(data, 10, 1500));
        Assert.Equal(map.CMeasure(data).PairMean, map.CMeasure(data, 1500).PairMean, 0.3);
    }

    [Fact]
    public void Which_rows_are_measured_on()
    {
        var data = DataMatrix.From([.. Enumerable.Range(0, 8).Select(i => (double)i)], 1);
        Assert.Equal(Enumerable.Range(0, 8), MeasuredRows.Of(data, 8));
        Assert.Equal(7, MeasuredRows.Of(data, 7).Distinct().Count());
        Assert.Equal([1, 1, 1, 4], Weighted(0, 3, 0, 0, 1, 0, 0, 0).Rows(4));
        Assert.Equal(3, Weighted(0, 3, 0, 0, 1, 0, 0, 0).Rows(3).Length);
        Assert.All(Weighted(0, 3.5, 0, 0, 0.5, 0, 0, 0).Rows(100), row => Assert.True(row is 1 or 4));
        Assert.Equal(8, Weighted(0, 3.5, 0, 0, 0.5, 0, 0, 0).Rows(100).Length);
        Assert.Throws<ArgumentException>(() => Weighted(0, 0, 0, 0, 0, 0, 0, 0).Rows(4));
        (DataMatrix Data, Func<int, int[]> Rows) Weighted(params double[] weights)
        {
            var weighted = data.WithSampleWeights(weights);
            return (weighted, most => MeasuredRows.Of(weighted, most));
        }
    }

    [Fact]
    public void Equal_rows_are_as_good_as_chance()
    {
        var same = DataMatrix.From([.. Enumerable.Repeat(0.1, 40)], 2);
        Assert.Equal(
            Of(Space(new double[20], 1), Space(new double[20], 1), 3),
            HandMadeMap.Square.Trustworthiness(same, 3).Value
        );
        Assert.InRange(HandMadeMap.Square.NeighborhoodPreservation(same).Value, 0.3, 0.7);
    }

    [Theory]
    [InlineData(1, null, "1 samples; at least 3")]
    [InlineData(2, null, "2 samples; at least 3")]
    [InlineData(3, 2, "neighbors is 2; valid is 1 to 1")]
    [InlineData(20, 10, "neighbors is 10; valid is 1 to 9")]
    [InlineData(20, 0, "neighbors is 0; valid is 1 to 9")]
    public void What_cannot_be_measured_is_refused(int rows, int? neighbors, string message)
    {
        var data = DataMatrix.From([.. Enumerable.Range(0, rows * 2).Select(i => (double)i)], 2);
        Refused(() => HandMadeMap.Square.Trustworthiness(data, neighbors), message);
        Refused(() => HandMadeMap.Square.NeighborhoodPreservation(data, neighbors), message);
    }

    [Fact]
    public void Bad_arguments_are_refused_and_work_can_be_stopped()
    {
        var (map, data) = (HandMadeMap.Square, HandMadeMap.Samples);
        Assert.Equal(new NeighborhoodMeasure(1, 1, 3).Neighbors, map.Trustworthiness(data).Neighbors);
        Assert.Equal(5, map.Trustworthiness(DataMatrix.From([.. Enumerable.Range(0, 200).Select(i => (double)i)], 2)).Neighbors);
        Refused(() => map.Trustworthiness(data, 1, 2), "the sample size is 2; valid is at least 3");
        Refused(() => map.Trustworthiness(DataMatrix.From(new double[4, 3])), "3 columns");
        Refused(() => map.Trustworthiness(data.WithSampleWeights(new double[3])), "the weight of every row is 0");
        Refused(
            () =>
                map.Trustworthiness(
                    DataMatrix.From(
                        new double[,]
                        {
                            { 0, 0 },
                            { 1, 1e200 },
                            { 2, 2 },
                        }
                    )
                ),
            "row 1"
        );
        using var source = new CancellationTokenSource();
        var many = SameBitsTests.Make(400, 2, 3);
        Assert.Throws<OperationCanceledException>(() =>
            map.NeighborhoodPreservation(
                many,
                progress: new Listener<double>(_ => source.Cancel()),
                cancellationToken: source.Token
            )
        );
    }

    private static (double[] Data, double[] Embedding) Recorded(string name, int columns)
    {
        var raw = NpyFile.ReadMatrix(Path.Combine(AppContext.BaseDirectory, "Golden", $"data.{name}.X.npy"));
        Assert.Equal(columns, raw.ColumnCount);
        double[] data = SameBitsTests.Flat(raw);
        for (int i = 0; i < data.Length; i++)
            data[i] += ((long)(i / columns) + 1) * ((i % columns) + 1) * 7919 % 10007 / 1048576.0;
        double[] embedding =
        [
            .. data.Chunk(columns)
                .SelectMany(row =>
                    new[] { row.Select((x, c) => x * (1.0 + (c % 3))).Sum(), row.Select((x, c) => x * ((c * c % 7) - 2.5)).Sum() }
                ),
        ];
        return (data, embedding);
    }

    private static double Of(RowSpace chosenIn, RowSpace rankedIn, int k) =>
        NeighborhoodMeasure.Of(chosenIn, rankedIn, k, null, null, CancellationToken.None);

    private static SampleSpace Space(double[] values, int columns, Metric? metric = null) =>
        new(metric ?? Metric.Euclidean, values, columns);

    private static bool HaveNoTies(double[] rows)
    {
        var (space, distances) = (Space(rows, 3), new double[16]);
        return Enumerable
            .Range(0, 10)
            .All(row =>
            {
                space.Distances(row, 1, distances);
                return distances[..10].Distinct().Count() == 10;
            });
    }

    /// <summary>Rows of which all distances are given.</summary>
    private sealed class TableSpace(double[][] table) : RowSpace(table.Length, 2)
    {
        public override void Distances(int first, int count, Span<double> distances)
        {
            for (int i = 0; i < count; i++)
                table[first + i].CopyTo(distances[(i * PaddedCount)..]);
        }
    }

    private static SampleSpace Line(params double[] values) => Space(values, 1);

    private static double[] Shuffled(double[] values, int columns, int[] order) =>
        [.. order.SelectMany(row => values.AsSpan(row * columns, columns).ToArray())];

    /// <summary>The other rows by distance from a row on a line, ties in the order given.</summary>
    private static int[] Order(int[] line, int[] order, int row) =>
        [.. order.Where(other => other != row).OrderBy(other => Math.Abs(line[other] - line[row]))];

    private static IEnumerable<int[]> Permutations(int count) =>
        count == 0
            ?
            [
                [],
            ]
            : Permutations(count - 1)
                .SelectMany(rest => Enumerable.Range(0, count).Select(at => (int[])[.. rest[..at], count - 1, .. rest[at..]]));

    private static void Refused(Action action, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
