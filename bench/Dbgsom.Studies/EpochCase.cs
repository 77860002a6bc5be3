using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;
using Dbgsom.Threading;
using Dbgsom.Training;

namespace Dbgsom.Studies;

/// <summary>
/// One epoch of the default options on a map of fixed size, again and again: the pass over the rows and the batch update. Weights start
/// as rows at even distances; rows are taken as given, unscaled.
/// </summary>
public sealed class EpochCase : IDisposable
{
    private static readonly SomOptions Options = SomOptions.Default with { Scaling = Scaling.None };

    private readonly LocalEngine engine;
    private readonly RunSetup setup;
    private readonly HopDistances hops;
    private readonly double[] neighborhood;
    private readonly bool pruning;
    private double[] weights;
    private double[] weightsBefore;
    private EpochSums sums;
    private int epoch;

    /// <param name="data">The rows.</param>
    /// <param name="width">Neurons side by side.</param>
    /// <param name="height">Neurons one above the other.</param>
    /// <param name="threads">The number of threads; null for one per core.</param>
    /// <param name="epochsBefore">How many epochs are trained before the one that is repeated.</param>
    /// <param name="pruning">Whether rows whose winner cannot have changed are left out of the search.</param>
    public EpochCase(DataMatrix data, int width, int height, int? threads = null, int epochsBefore = 0, bool pruning = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        this.pruning = pruning;
        engine = new LocalEngine(data, threads) { Pruning = pruning };
        setup = RunSetup.Prepare(Options, engine, (_, _) => null, (_, _) => null, _ => null, CancellationToken.None);
        weights = DrawnWeights(data, width * height);
        weightsBefore = weights;
        hops = new HopDistances(Rectangle(width, height));
        double sigma = epochsBefore > 0 ? Options.SigmaEnd!.Value : Options.SigmaStart ?? SomOptions.DefaultSigmaStart;
        neighborhood = NeighborhoodTable.For(Options, TrainingPhase.Coarse, sigma, hops);
        sums = Pass();
        for (; epoch < epochsBefore; epoch++)
        {
            (weightsBefore, weights) = (weights, Update());
            sums = Pass(epoch + 1);
        }
    }

    /// <summary>Rows at even distances, row-major: weights to search among.</summary>
    public static double[] DrawnWeights(DataMatrix data, int neurons)
    {
        ArgumentNullException.ThrowIfNull(data);
        var values = new double[neurons * data.ColumnCount];
        for (int neuron = 0; neuron < neurons; neuron++)
            data.CopyRow((int)((long)neuron * data.RowCount / neurons), values.AsSpan(neuron * data.ColumnCount));
        return values;
    }

    /// <summary>The whole epoch: search, sums, update.</summary>
    /// <returns>The new weights, which are not put to use.</returns>
    public double[] Run()
    {
        sums = Pass(epoch);
        return Update();
    }

    /// <summary>The update alone, K×K, from the sums of the epoch.</summary>
    public double[] Update() =>
        BatchUpdate.Compute(
            sums,
            sums.Centers(weights, engine.Team),
            new TabulatedNeighborhoods(hops, neighborhood),
            weights,
            engine.ColumnCount,
            engine.Team
        );

    /// <inheritdoc/>
    public void Dispose() => engine.Dispose();

    private EpochSums Pass(int number = 0) =>
        engine.Run(
            new EpochPass
            {
                Epoch = number,
                NeuronCount = hops.Count,
                Columns = engine.ColumnCount,
                Weighting = Options.Weighting,
                TotalVariance = setup.Statistics.TotalVariance,
                Grids = setup.Grids(weights, Options.Metric),
                ClassCount = 0,
                Follows = number > 0,
                Search = Search(number),
            },
            CancellationToken.None
        );

    private WinnerSearch Search(int number) =>
        pruning ? Pruned(number) : new FullSearch(Options.Metric, weights, engine.ColumnCount);

    private RegionSearch Pruned(int number)
    {
        var packed = new PackedWeights(weights, engine.ColumnCount);
        var regions =
            number == 0
                ? null
                : new Regions(packed.Filter, weightsBefore, weights, sums.Centers(weightsBefore, engine.Team), engine.Team);
        return new RegionSearch(packed, engine.ColumnCount, regions, number);
    }

    private static Lattice Rectangle(int width, int height)
    {
        var lattice = Lattice.Start(MapGrid.Square);
        for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            if (lattice.At(new GridPosition(x, y)) < 0)
                lattice.Add(new GridPosition(x, y));
        return lattice;
    }
}
