using System.Diagnostics;
using Dbgsom.Classification;
using Dbgsom.Clustering;
using Dbgsom.Grid;
using Dbgsom.Map;
using Dbgsom.Measures;
using Dbgsom.Mixtures;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <summary>A trained map: neurons on a grid, each of which represents the samples nearest to it. Immutable and thread-safe.</summary>
/// <remarks>
/// Methods take samples in the user's units: the scaler is part of the map. If map and samples have feature names, columns are matched by name (a
/// missing one is rejected, others are ignored), otherwise by position. <see cref="Weights"/>, distances and errors are in the space trained in.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class SomMap
{
    // The name of the parameter that takes samples, in every method that does.
    private static readonly string SamplesParameter = "data";

    private readonly Assigner assigner;
    private readonly Lazy<HopDistances> hops;
    private readonly Lazy<Training.DistanceSpread?> spread;
    private readonly Lazy<int[]?> supported;
    private readonly Lazy<double[]> ownMasses;

    internal SomMap(MapContent content)
    {
        Content = content;
        assigner = new Assigner(content.Effective.Metric, content.Weights.Values.ToArray(), content.Weights.FeatureCount);
        hops = new(() => new HopDistances(content.Lattice));
        spread = new(() => content.Spread?.WithFloor([.. Neurons!.Select(neuron => neuron.HitMass)]));
        supported = new(() => Clustering.LonelyNeurons.Supported(this, spread.Value!, DistanceNoise));
        ownMasses = new(() => Clustering.WidenedNeurons.OwnMasses(this, spread.Value!, DistanceNoise));
        Edges = Array.AsReadOnly(content.Lattice.Edges().ToArray());
        Neurons = Array.AsReadOnly(NeuronList.Of(content));
        classTable = content.ClassMass is null ? null : new ClassTable(content.ClassMass, content.Classes!.Count);
        (firstLabels, LabelCount) = CountLabels(Neurons, content);
    }

    /// <summary>The neurons, in the order of their indices.</summary>
    public IReadOnlyList<Neuron> Neurons { get; }

    /// <summary>The edges of the grid as pairs of neuron indices, lower index first, in ascending order.</summary>
    public IReadOnlyList<(int A, int B)> Edges { get; }

    /// <summary>The weights in the space trained in.</summary>
    public WeightMatrix Weights => Content.Weights;

    /// <summary>
    /// The weights in the user's units. Under <see cref="Metric.Cosine"/> a neuron represents a direction, and these weights are one point of that
    /// ray, at distance 1 from the scaler's offset in the scaled space: compare them with each other, not with the size of samples.
    /// </summary>
    public WeightMatrix WeightsInDataUnits
    {
        get
        {
            var values = Weights.Values.ToArray();
            Space.Invert(values, FeatureCount);
            return new WeightMatrix(values, Weights.FeatureCount);
        }
    }

    /// <summary>The grid of the neurons: neighbors, distances, and the positions at which neurons and their cells are drawn.</summary>
    public MapGrid Grid => Lattice.Grid;

    /// <summary>The hop distances between neurons.</summary>
    public HopDistances HopDistances => hops.Value;

    /// <summary>The names of the features, or null if the training samples had none.</summary>
    public IReadOnlyList<string>? FeatureNames => Content.FeatureNames;

    /// <summary>Number of features.</summary>
    public int FeatureCount => Weights.FeatureCount;

    /// <summary>The scaler of the map, or null.</summary>
    public Scaler? Scaler => Content.Scaler;

    /// <summary>The options as given.</summary>
    public SomOptions Options => Content.Options;

    /// <summary>The effective options, with all defaults resolved.</summary>
    public SomOptions EffectiveOptions => Content.Effective;

    /// <summary>A summary of the training and of the errors on the training samples.</summary>
    public TrainingSummary Training => Content.Training;

    /// <summary>Findings about this map; empty if nothing is worth reporting.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => Content.Diagnostics;

    /// <summary>
    /// The number of clusters: of neurons that win training samples. In a hierarchy trained with <see cref="VerticalRule.MeanError"/>, a neuron with
    /// a child map counts as many times as that map has clusters.
    /// </summary>
    public int LabelCount { get; }

    /// <summary>
    /// The maximum number of neurons for which model files, the tool and reports include the <see cref="TopographicProduct"/>; for larger maps it is
    /// computed only on request.
    /// </summary>
    public const int MaxNeuronsWithTopographicProduct = 5_000;

    /// <summary>
    /// The topographic product: how well neighbors on the grid are neighbors by Euclidean distance between the weights, in every metric (Bauer &amp;
    /// Pawelzik 1992): about 0 for a map of the right dimension, negative for too few dimensions, positive for too many. Twice the paper's value, as
    /// in the Python package. Ties in grid distance are ordered by index here and arbitrarily there, so that the value can differ by a few percent.
    /// Computed once, in a time that grows with the square of the number of neurons; see <see cref="FindTopographicProduct"/> for large maps.
    /// </summary>
    public double TopographicProduct => FindTopographicProduct(CancellationToken.None);

    internal MapContent Content { get; private set; }

    internal Lattice Lattice => Content.Lattice;

    /// <summary>Returns the index of each sample's winner among <see cref="Neurons"/>, lowest index on ties.</summary>
    /// <remarks>
    /// In a hierarchy it is the winner in this map; <see cref="PredictPath"/> continues to the lowest map.
    /// <see cref="PredictLabel(DataMatrix, CancellationToken)"/> numbers only neurons that win training samples.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
#pragma warning disable RS0026 // A span and a token cannot be mistaken for each other, see the overload.
    public int[] Predict(DataMatrix data, CancellationToken cancellationToken = default) =>
#pragma warning restore RS0026
        Array.ConvertAll(FindWinners(data, cancellationToken), match => match.Neuron);

    /// <summary>Returns the nearest neurons of each sample, nearest first, lowest index on ties: <c>matches[row, 0]</c> is the winner.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="k">The number of neurons per sample, from 1 to the number of neurons.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is out of range.</exception>
    public BestMatches FindBestMatches(DataMatrix data, int k = 1, CancellationToken cancellationToken = default)
    {
        if (k < 1 || k > Neurons.Count)
            throw new ArgumentOutOfRangeException(nameof(k), k, $"valid is 1 to the number of neurons ({Neurons.Count})");
        using var rows = Rows(data);
        var matches = new BestMatch[rows.RowCount * k];
        rows.Run(new NearestPass(assigner, k, matches), cancellationToken);
        return new BestMatches(matches, k);
    }

    private BestMatch[] FindWinners(DataMatrix data, CancellationToken cancellationToken) =>
        FindBestMatches(data, 1, cancellationToken).Values;

    /// <summary>Returns the distances of each sample (row) to each neuron (column).</summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public double[,] Distances(DataMatrix data, CancellationToken cancellationToken = default)
    {
        using var rows = Rows(data);
        var result = new double[rows.RowCount, Neurons.Count];
        rows.Run(new DistancesPass(assigner, result), cancellationToken);
        return result;
    }

    /// <summary>
    /// Expresses each sample (row) as a mixture of the prototypes: the coefficients a ≥ 0 of the neurons (columns) that minimize ‖Σ a_k w_k − x‖, in
    /// the space trained in. The Python package calls it <c>transform</c>.
    /// </summary>
    /// <remarks>
    /// Computed by the active-set method of Lawson &amp; Hanson (Solving Least Squares Problems, 1974, ch. 23) on a QR factorization. With r = x − Σ
    /// a_k w_k: w_k · r is at most 1e-9 · ‖w_k‖ · s if a_k = 0, and within that of 0 if a_k &gt; 0; s is ‖x‖ or, where prototypes cancel each other,
    /// Σ a_k‖w_k‖ if that is larger. If several mixtures are optimal, as for samples inside the cone of the prototypes, the result is the one reached
    /// when the neuron with the largest w_k · r enters first, lowest index on ties. The sample is scaled as for training and not transformed further,
    /// whatever the metric. Rows of weight 0 are included. The result is the same bits on any number of threads.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="progress">
    /// Receives the share of the rows that are done, ascending from 0 to 1. It is called from several threads, but never concurrently.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, or a coefficient is out of the range of double.
    /// </exception>
    public double[,] MixtureCoefficients(
        DataMatrix data,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    ) => SparseMixtureCoefficients(data, progress, cancellationToken).ToDense();

    /// <summary>Returns the coefficients of <see cref="MixtureCoefficients"/> without zeros, which are the majority.</summary>
    /// <inheritdoc cref="MixtureCoefficients"/>
    public SparseRows SparseMixtureCoefficients(
        DataMatrix data,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        // A mixture adds prototypes up to the sample itself, whatever distances compare.
        using var rows = Rows(data, Space with { Metric = Metric.Euclidean });
        // A mixture takes long to find: what is wrong with the last row is told before the first.
        RangePass.Over(rows, cancellationToken);
        var pass = new MixturePass(new ScaledPrototypes(Weights), data.RowCount, progress, cancellationToken);
        return pass.Result(rows.Run(pass, cancellationToken));
    }

    /// <summary>
    /// Computes the mean distance of the samples to their winners. For the training samples see <see cref="TrainingSummary.QuantizationError"/>.
    /// </summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public double QuantizationError(DataMatrix data, CancellationToken cancellationToken = default) =>
        QuantizationErrors.Of(Pairs(data, cancellationToken));

    /// <summary>
    /// Computes the share of samples whose two nearest neurons are not neighbors. For the training samples see
    /// <see cref="TrainingSummary.TopographicError"/>.
    /// </summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public TopographicError TopographicError(DataMatrix data, CancellationToken cancellationToken = default) =>
        Measures.TopographicError.Of(Pairs(data, cancellationToken), Lattice);

    /// <summary>Computes the topographic function of the map on samples.</summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public TopographicFunction TopographicFunction(DataMatrix data, CancellationToken cancellationToken = default) =>
        Measures.TopographicFunction.Of(Pairs(data, cancellationToken), Lattice, HopDistances);

    /// <summary>Counts the samples that each neuron wins, weighted by row.</summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public double[] Hits(DataMatrix data, CancellationToken cancellationToken = default)
    {
        var sums = Pairs(data, cancellationToken);
        return [.. Enumerable.Range(0, Neurons.Count).Select(sums.Mass)];
    }

    /// <summary>Computes the U-matrix: the distances between the weights of neighbors (Ultsch &amp; Siemon 1990).</summary>
    public UMatrix UMatrix() => Measures.UMatrix.Of(this);

    /// <summary>Returns all values of the neurons as a table: one row per neuron.</summary>
    public NeuronTable ToTable() => NeuronTable.Of(this);

    /// <summary>Returns the names of the columns of the samples that the map does not use.</summary>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    public IReadOnlyList<string> IgnoredFeatures(DataMatrix data) => FeatureMatch.Find(this, data).Ignored;

    /// <summary>Saves the map as a NumPy archive that <c>numpy.load</c> can open. The same map gives the same bytes.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => ModelFile.Save(path, this);

    /// <summary>The bytes that <see cref="Save(string)"/> writes.</summary>
    internal byte[] ToBytes() => ModelFile.ToBytes(this);

    /// <summary>A map from such bytes.</summary>
    internal static SomMap Load(byte[] bytes, string name) => ModelFile.Load(bytes, name);

    /// <summary>Loads a saved map. The file is not trusted: sizes and values are checked.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or not a map; the message gives the reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SomMap Load(string path) => ModelFile.Load(path);

    /// <summary>Returns the size of the map, as in "SomMap: 92 neurons, 2 features".</summary>
    public override string ToString() => $"SomMap: {Text.Of(Neurons.Count, "neuron")}, {Text.Of(FeatureCount, "feature")}";

    /// <summary>Samples in the user's units, brought to where the neurons are in the space trained in. Missing values become those of the winner.</summary>
    internal double[] AsCompared(ReadOnlySpan<double> samples)
    {
        double[] values = samples.ToArray();
        for (int at = 0; at < values.Length; at += FeatureCount)
            FillMissing(values.AsSpan(at, FeatureCount));
        Space.Enter(values, FeatureCount);
        return values;
    }

    /// <summary>Takes whole rows of the space trained in, but for the metric's normalization, to the user's units, in place.</summary>
    internal void ToDataUnits(Span<double> rows) => Space.Invert(rows, FeatureCount);

    /// <summary>Samples in the space of the map, which every pass reads once; a pass refuses those that are too far out.</summary>
    private LocalEngine Rows(DataMatrix data, FeatureSpace? space = null)
    {
        var rows = new LocalEngine(FeatureMatch.Find(this, data).Select(data), Threads)
        {
            OperationsPerThread = LocalEngine.OperationsOfOnePass,
            TooFar = TooFar,
        };
        rows.View(space ?? Space);
        return rows;
    }

    private string NameOf(int feature) => FeatureNames is null ? $"{feature}" : $"{feature} ('{FeatureNames[feature]}')";

    private MeasureSums Pairs(DataMatrix data, CancellationToken cancellationToken)
    {
        using var rows = Rows(data);
        using var search = Search(rows, KeptParts.Seconds, cancellationToken);
        return search.Pairs(cancellationToken);
    }
}
