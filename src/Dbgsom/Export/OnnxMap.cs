// Over 300 lines: one graph, read from top to bottom.

using System.Text.Json.Nodes;
using Dbgsom.Classification;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Export;

/// <summary>A map as a graph of ONNX operators: from samples in the user's units to their neurons, labels, distances and classes.</summary>
/// <remarks>
/// The nearest neurons are found as in the library: ‖w‖² − 2·y·w, one product of matrices, names a few candidates, and these are compared by the
/// squares of their differences, which keep their digits. So that numbers stay small however far from 0 the data lies, a constant
/// that the type holds exactly is subtracted first.
/// </remarks>
internal sealed class OnnxMap
{
    // The winner and the next are among so many candidates in all but freak cases of rounding.
    private const int Candidates = 8;

    private static readonly string[] Outputs =
    [
        "neuron",
        "distance",
        "second_neuron",
        "second_distance",
        "label",
        "class",
        "probabilities",
    ];

    private readonly SomMap map;
    private readonly OnnxOptions options;
    private readonly OnnxGraph graph;
    private readonly bool isCosine;
    private readonly double[] weights;
    private readonly double[] squares;

    private OnnxMap(SomMap map, OnnxOptions options)
    {
        this.map = map;
        this.options = options;
        graph = new OnnxGraph(Real);
        isCosine = map.EffectiveOptions.Metric.ScalesToLengthOne;
        (Center, weights) = Centered();
        squares = [.. Enumerable.Range(0, K).Select(SquaredLength)];
    }

    private OnnxType Real => options.IsDouble ? OnnxType.Double : OnnxType.Float;

    private int K => map.Neurons.Count;

    private int D => map.FeatureCount;

    private double[] Center { get; }

    public static void Save(SomMap map, OnnxOptions options, Stream output)
    {
        if (map.Children.Count > 0)
            throw new InvalidOperationException(
                $"the map has {map.AllMaps().Count() - 1} child maps, and an ONNX model can contain only one: save each of AllMaps()"
            );
        if (map.EffectiveOptions.Metric is { RanksAsEuclidean: false } metric)
            throw new InvalidOperationException(
                $"ONNX models support metrics that rank neurons as the Euclidean distance does; the metric of the map is {metric}"
            );
        if (map.Options.FeatureTransforms is { } transforms)
            throw new InvalidOperationException(
                $"ONNX models do not support transforms of features; the map has some ({transforms})"
            );
        var made = new OnnxMap(map, options);
        made.Build();
        string description =
            $"A self-organizing map of {map.Neurons.Count} neurons for samples of {map.FeatureCount} features; input in the units of the training samples.";
        made.graph.Save(output, "dbgsom", description, map.Training.LibraryVersion, made.Metadata());
    }

    private double SquaredLength(int neuron)
    {
        // Exactly, so that a row of zeros is equally far from all and goes to the first, as in the library.
        if (isCosine)
            return 1;
        double sum = 0;
        foreach (double weight in weights.AsSpan(neuron * D, D))
            sum += weight * weight;
        return sum;
    }

    private IEnumerable<(string Key, string Value)> Metadata()
    {
        if (map.FeatureNames is { } names)
            yield return ("feature_names", Json(names));
        if (map.Classes is { } classes)
            yield return ("classes", Json(classes.Names));
        yield return ("metric", map.EffectiveOptions.Metric.Name);
        yield return ("data_fingerprint", map.Training.DataFingerprint);
    }

    private static string Json(IEnumerable<string> names) =>
        new JsonArray([.. names.Select(name => (JsonNode)name)]).ToJsonString();

    /// <summary>
    /// Returns the center that is subtracted from samples first, and the shifted weights. Euclidean: a point amid the neurons, rounded
    /// to the type, so that nothing is lost by the rounding. Cosine: directions are relative to the scaler's offset.
    /// </summary>
    private (double[] Center, double[] Weights) Centered()
    {
        double[] center = map.Scaler?.Offset.ToArray() ?? new double[D];
        double[] moved = map.Weights.Values.ToArray();
        if (isCosine)
            return (center, moved);
        var inUnits = map.WeightsInDataUnits;
        for (int f = 0; f < D; f++)
        {
            double mean = 0;
            for (int neuron = 0; neuron < K; neuron++)
                mean += inUnits[neuron, f] / K;
            center[f] = options.IsDouble ? mean : (float)mean;
            double divisor = map.Scaler?.Divisor[f] ?? 1;
            for (int neuron = 0; neuron < K; neuron++)
                moved[(neuron * D) + f] = (inUnits[neuron, f] - center[f]) / divisor;
        }
        // Rows have the value of training there, rounded to the type as the center is: their difference is 0. Neurons are seen from the value itself.
        foreach (var (feature, value) in map.ConstantFeatures)
        {
            center[feature] = value;
            for (int neuron = 0; neuron < K; neuron++)
                moved[(neuron * D) + feature] = (inUnits[neuron, feature] - value) / (map.Scaler?.Divisor[feature] ?? 1);
        }
        return (center, moved);
    }

    private void Build()
    {
        string rows = Scaled(WithConstants(Input()));
        string? isZero = null;
        if (isCosine)
            (rows, isZero) = Directions(rows);
        string scores = Scores(rows);
        var (neurons, distances) = Nearest(rows, isZero, scores, Math.Min(2, K));
        graph.Output("neuron", Column(neurons, 0), OnnxType.Int64);
        graph.Output("distance", Column(distances, 0), Real);
        if (K > 1)
        {
            graph.Output("second_neuron", Column(neurons, 1), OnnxType.Int64);
            graph.Output("second_distance", Column(distances, 1), Real);
        }
        string labels = graph.Wholes([.. map.Neurons.Select(neuron => (long)neuron.Label)], K);
        graph.Output("label", graph.Node("Gather", [labels, Column(neurons, 0)]), OnnxType.Int64);
        if (map.Classes is not null)
            Classes(rows, isZero, scores, Column(neurons, 0));
    }

    /// <summary>One matrix, or a column for each feature.</summary>
    private string Input()
    {
        if (!options.HasInputPerFeature)
            return graph.Input("features", D);
        string[] columns = [.. InputNames().Select(name => graph.Input(name, 1))];
        return graph.Node("Concat", columns, ("axis", 1));
    }

    /// <summary>The names of the features, with underscores where an output has that name already.</summary>
    private string[] InputNames()
    {
        string[] names = map.FeatureNames?.ToArray() ?? [.. Enumerable.Range(0, D).Select(f => Text.Of($"feature_{f}"))];
        for (int f = 0; f < D; f++)
            if (Outputs.Contains(names[f]))
            {
                string free = names[f] + "_";
                while (names.Contains(free))
                    free += "_";
                names[f] = free;
            }
        return names;
    }

    /// <summary>Features that were constant in training have the value they had there.</summary>
    private string WithConstants(string rows)
    {
        if (map.ConstantFeatures.Count == 0)
            return rows;
        var isConstant = new bool[D];
        var values = new double[D];
        foreach (var (feature, value) in map.ConstantFeatures)
            (isConstant[feature], values[feature]) = (true, value);
        return graph.Node("Where", [graph.Flags(isConstant), graph.Reals(values, D), rows]);
    }

    private string Scaled(string rows)
    {
        rows = graph.Node("Sub", [rows, graph.Reals(Center, D)]);
        return map.Scaler is { } scaler ? graph.Node("Div", [rows, graph.Reals([.. scaler.Divisor], D)]) : rows;
    }

    /// <summary>Rows of length 1, and which of them are zeros and stay so.</summary>
    private (string Rows, string IsZero) Directions(string rows)
    {
        // Divided by their greatest magnitude first: squares neither overflow nor vanish.
        string greatest = graph.Node("ReduceMax", [graph.Node("Abs", [rows]), graph.Wholes([1], 1)], ("keepdims", 1));
        string isZero = graph.Node("Equal", [greatest, graph.Reals([0])]);
        rows = graph.Node("Div", [rows, graph.Node("Where", [isZero, graph.Reals([1]), greatest])]);
        string square = graph.Node("ReduceSum", [graph.Node("Mul", [rows, rows]), graph.Wholes([1], 1)], ("keepdims", 1));
        string length = graph.Node("Where", [isZero, graph.Reals([1]), graph.Node("Sqrt", [square])]);
        return (graph.Node("Div", [rows, length]), isZero);
    }

    /// <summary>‖w‖² − 2·y·w for every row and neuron: the squared distance but for ‖y‖².</summary>
    private string Scores(string rows)
    {
        var transposed = new double[D * K];
        for (int neuron = 0; neuron < K; neuron++)
        for (int f = 0; f < D; f++)
            transposed[(f * K) + neuron] = -2 * weights[(neuron * D) + f];
        return graph.Node("Add", [graph.Node("MatMul", [rows, graph.Reals(transposed, D, K)]), graph.Reals(squares, K)]);
    }

    /// <summary>The nearest neurons of each row and their distances, nearest first.</summary>
    private (string Neurons, string Distances) Nearest(string rows, string? isZero, string scores, int count)
    {
        int several = Math.Min(K, Math.Max(Candidates, count));
        string candidates = Smallest(scores, several)[1];
        // By index, so that of equal distances the lowest index comes first, as in the library.
        candidates = Ascending(candidates, several);
        string compared = Squares(rows, isZero, candidates);
        string[] nearest = Smallest(compared, count);
        string neurons = graph.Node("GatherElements", [candidates, nearest[1]], ("axis", 1));
        string distances = isCosine ? nearest[0] : graph.Node("Sqrt", [nearest[0]]);
        return (neurons, distances);
    }

    /// <summary>Squared distances to some neurons each, from the differences; with the cosine metric the distances 1 − cos = ‖y − w‖²/2.</summary>
    private string Squares(string rows, string? isZero, string neurons)
    {
        string chosen = graph.Node("Gather", [graph.Reals(weights, K, D), neurons]);
        string apart = graph.Node("Sub", [graph.Node("Unsqueeze", [rows, graph.Wholes([1], 1)]), chosen]);
        string squared = graph.Node("ReduceSum", [graph.Node("Mul", [apart, apart]), graph.Wholes([2], 1)], ("keepdims", 0));
        return isZero is null
            ? squared
            : graph.Node("Where", [isZero, graph.Reals([1]), graph.Node("Mul", [squared, graph.Reals([0.5])])]);
    }

    private string[] Smallest(string values, int count) =>
        graph.Node("TopK", [values, graph.Wholes([count], 1)], 2, [("axis", 1), ("largest", 0), ("sorted", 1)]);

    private string Ascending(string indices, int count) => Smallest(indices, count)[0];

    private string Column(string values, int column) => graph.Node("Gather", [values, graph.Wholes([column])], ("axis", 1));

    /// <summary>The most probable class and all probabilities, see <see cref="ClassVote"/>.</summary>
    private void Classes(string rows, string? isZero, string scores, string winner)
    {
        var classes = map.Classes!;
        string probabilities =
            map.EffectiveOptions.ClassVote == ClassVote.Winner
                ? Shares(winner, classes.Count)
                : Votes(rows, isZero, scores, classes.Count);
        string best = graph.Node("ArgMax", [probabilities], ("axis", 1), ("keepdims", 0));
        var (names, type) = classes.Kind switch
        {
            ClassKind.Number or ClassKind.LongNumber => (
                graph.Wholes(
                    [.. classes.Names.Select(name => long.Parse(name, System.Globalization.CultureInfo.InvariantCulture))],
                    classes.Count
                ),
                OnnxType.Int64
            ),
            ClassKind.Boolean => (graph.Flags([.. classes.Names.Select(bool.Parse)]), OnnxType.Bool),
            _ => (graph.Texts(classes.Names), OnnxType.Text),
        };
        graph.Output("class", graph.Node("Gather", [names, best]), type);
        graph.Output("probabilities", probabilities, Real, classes.Count);
    }

    private string Shares(string winner, int classes)
    {
        double[] shares = [.. Enumerable.Range(0, K).SelectMany(neuron => map.ClassShares(neuron).ToArray())];
        return graph.Node("Gather", [graph.Reals(shares, K, classes), winner]);
    }

    /// <summary>Σ n_c/distance⁴ over the nearest neurons that have samples, relative to the nearest of them.</summary>
    private string Votes(string rows, string? isZero, string scores, int classes)
    {
        double[] masses = map.Content.ClassMass!;
        double[] farOff =
        [
            .. Enumerable
                .Range(0, K)
                .Select(neuron => masses.AsSpan(neuron * classes, classes).ContainsAnyExcept(0.0) ? 0 : double.PositiveInfinity),
        ];
        int voters = Math.Min(ClassVote.Nearest.Voters, farOff.Count(far => far == 0));
        string neurons = Smallest(graph.Node("Add", [scores, graph.Reals(farOff, K)]), voters)[1];
        string squared = Squares(rows, isZero, neurons);
        string least = graph.Node("ReduceMin", [squared, graph.Wholes([1], 1)], ("keepdims", 1));
        string isLeast = graph.Node("Equal", [squared, least]);
        string one = graph.Reals([1]);
        string ratio = graph.Node(
            "Where",
            [isLeast, one, graph.Node("Div", [least, graph.Node("Where", [isLeast, one, squared])])]
        );
        string weight = graph.Node("Unsqueeze", [graph.Node("Mul", [ratio, ratio]), graph.Wholes([2], 1)]);
        string counts = graph.Node("Mul", [graph.Node("Gather", [graph.Reals(masses, K, classes), neurons]), weight]);
        string votes = graph.Node("ReduceSum", [counts, graph.Wholes([1], 1)], ("keepdims", 0));
        return graph.Node("Div", [votes, graph.Node("ReduceSum", [votes, graph.Wholes([1], 1)], ("keepdims", 1))]);
    }
}
