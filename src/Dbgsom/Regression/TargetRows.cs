using Dbgsom.Map;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Regression;

/// <summary>Samples with a target, as a fit sees them: which there are, in which fold each is, its neuron, and its features in the space of the map.</summary>
internal sealed class TargetRows : IDisposable
{
    // Held-out samples beyond this tell nothing more: quantiles and errors are known to a percent.
    private const int MostHeldOut = 10_000;

    // Where samples are fewer, every one that is missing in a fit matters more than the time.
    private const int FewRows = 2_000;

    private readonly SomMap map;
    private readonly DataMatrix selected;
    private readonly double[] targets;

    /// <exception cref="ArgumentException">There is not one target a sample, one is infinite, or fewer than <see cref="Least"/> are given.</exception>
    public TargetRows(SomMap map, DataMatrix data, IReadOnlyList<double> targets, CancellationToken cancellationToken)
    {
        this.map = map;
        if (targets.Count != data.RowCount)
            throw new ArgumentException(Text.Of($"{targets.Count} targets are given for {data.RowCount} rows"), nameof(targets));
        this.targets = [.. targets];
        int far = Array.FindIndex(this.targets, target => Math.Abs(target) > Greatest);
        if (far >= 0)
            throw new RowException(
                far,
                (place, _) =>
                    Text.Of(
                        $"{place}: the target is {targets[far]}; valid is up to {Greatest} in magnitude, or NaN where it is missing"
                    ),
                nameof(targets)
            );
        int[] given =
        [
            .. Enumerable
                .Range(0, data.RowCount)
                .Where(row => !double.IsNaN(this.targets[row]) && (data.SampleWeights.IsEmpty || data.SampleWeights[row] > 0)),
        ];
        if (given.Length < Least)
            throw new ArgumentException(
                Text.Of($"{Text.Of(given.Length, "row")} of a weight above 0 have a target; a regression needs at least {Least}"),
                nameof(targets)
            );
        Live = new NeuronBlend(map, 1).Live;
        Neurons = Array.ConvertAll(map.FindNearest(data, Live, cancellationToken), match => match.Neuron);
        // Which samples are held out together is drawn, whatever their order, by the seed of the map.
        Order = Array.ConvertAll(NumPyRandom.Permutation(map.Options.Seed, given.Length), place => given[place]);
        Folds = given.Length <= FewRows ? 10 : 5;
        selected = FeatureMatch.Find(map, data).Select(data);
        selected.Storage.Acquire();
        Masses = data.SampleWeights.IsEmpty ? null : data.SampleWeights.ToArray();
    }

    // Squares of greater ones have no finite sum.
    private const double Greatest = 1e100;

    /// <summary>The least number of samples.</summary>
    public const int Least = 20;

    /// <summary>The live neurons, ascending.</summary>
    public int[] Live { get; }

    /// <summary>For every sample, with a target or without, its nearest live neuron.</summary>
    public int[] Neurons { get; }

    /// <summary>The samples with a target, in an order that was drawn.</summary>
    public int[] Order { get; }

    /// <summary>The number of folds.</summary>
    public int Folds { get; }

    private double[]? Masses { get; }

    /// <summary>The fold of the sample at a place of <see cref="Order"/>.</summary>
    public int FoldOf(int place) => place % Folds;

    /// <summary>The samples of a fold that are predicted by the others.</summary>
    public int[] HeldOut(int fold) =>
        [
            .. Enumerable
                .Range(0, Math.Min(Order.Length, MostHeldOut))
                .Where(place => FoldOf(place) == fold)
                .Select(place => Order[place]),
        ];

    /// <summary>The origin of targets, so that equal targets are predicted exactly.</summary>
    public double Origin => targets[Order[0]];

    /// <summary>The target of a sample, from <see cref="Origin"/>.</summary>
    public double Target(int row) => targets[row] - Origin;

    /// <summary>How often a sample counts.</summary>
    public double Mass(int row) => Masses?[row] ?? 1;

    /// <summary>Reads a sample: in the space of the map, a value that is missing as that of its neuron.</summary>
    /// <param name="row">The sample.</param>
    /// <param name="values">Room for all features.</param>
    /// <param name="distances">Room for <see cref="SomMap.PaddedCount"/> distances from all neurons.</param>
    public void Read(int row, Span<double> values, Span<double> distances)
    {
        selected.CopyRow(row, values);
        map.Enter(values, distances);
        var weights = map.Weights[Neurons[row]];
        for (int f = 0; f < values.Length; f++)
            if (double.IsNaN(values[f]))
                values[f] = weights[f];
    }

    public void Dispose() => selected.Storage.Release();
}
