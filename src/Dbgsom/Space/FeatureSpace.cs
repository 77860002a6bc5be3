using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>
/// The space samples are compared in: how a row given in the user's units becomes one that is trained on, and the metric of such rows. The
/// steps are, in order: choice of columns, values of constant features, transforms of features, scaling, normalization by the metric.
/// </summary>
/// <param name="Scaler">How rows are scaled; null for as given.</param>
/// <param name="Metric">The metric; null for rows as given.</param>
/// <param name="Constant">The features whose values are replaced by those of training; null for none.</param>
internal sealed record FeatureSpace(Scaler? Scaler, Metric? Metric, ConstantFeatures? Constant = null)
{
    /// <summary>The columns of the rows as given that are the features of this space; null for all.</summary>
    public int[]? Columns { get; init; }

    /// <summary>The features that are transformed; null for none.</summary>
    public TransformedColumns? Transform { get; init; }

    /// <summary>
    /// The features that tell no rows apart, as they had one value in training: they count neither as known nor as missing where other values are
    /// missing. Ascending.
    /// </summary>
    public int[] Idle { get; private init; } = [];

    /// <summary>How much each feature counts beside the others where values are missing, see <see cref="FeatureWeights"/>; null for all alike.</summary>
    public double[]? Shares { get; init; }

    /// <summary>For each feature the first one of the variable whose categories they are, or itself; null where no features are categories.</summary>
    public int[]? Variables { get; init; }

    /// <summary>
    /// The share of the features that a row may lack and still count; one that lacks more has the weight 0. By <see cref="Shares"/>, so that it is known
    /// before the rows were looked at.
    /// </summary>
    public double MaxMissing { get; init; } = 1;

    private double[]? comparable;

    /// <summary>The space that knows which features had one value in training.</summary>
    /// <param name="constant">All of them, whatever their values are where rows come from; null for none.</param>
    public FeatureSpace WithIdle(ConstantFeatures? constant)
    {
        if (constant is null)
            return this;
        // As given, a feature of one value has a part in the direction of a row.
        bool plays = Metric is { ScalesToLengthOne: true } && Scaler is null or WeightScaler;
        int[] idle = [.. constant.Columns.Where((_, i) => !plays || constant.Least[i] == 0)];
        return this with { Idle = idle, comparable = null };
    }

    /// <summary>Rows as given.</summary>
    public static FeatureSpace AsGiven { get; } = new(null, null);

    /// <summary>True if rows are transformed.</summary>
    public bool Changes =>
        Columns is not null
        || Transform is not null
        || Scaler is not null
        || Metric is { ScalesToLengthOne: true }
        || Constant is not null;

    /// <summary>The number of features of rows that are given with so many columns.</summary>
    public int Width(int given) => Columns?.Length ?? given;

    /// <summary>The shares of all features, 0 for one that is <see cref="Idle"/>; null for all alike.</summary>
    public double[]? SharesOf(int columns)
    {
        if ((Idle.Length == 0 && Shares is null) || comparable is not null)
            return comparable;
        double[] found = [.. Shares ?? Enumerable.Repeat(1.0, columns)];
        foreach (int feature in Idle)
            found[feature] = 0;
        if (Variables is not null && Idle.Length > 0)
            Spread(found);
        return comparable = found;
    }

    /// <summary>The features that tell rows apart, ascending.</summary>
    public int[] Telling(int columns) =>
        SharesOf(columns) is { } shares
            ? [.. Enumerable.Range(0, columns).Where(feature => shares[feature] > 0)]
            : [.. Enumerable.Range(0, columns)];

    /// <summary>Gives the share of a variable to those of its categories that tell rows apart.</summary>
    private void Spread(double[] found)
    {
        var (all, live) = (new double[found.Length], new int[found.Length]);
        for (int f = 0; f < found.Length; f++)
        {
            all[Variables![f]] += Shares![f];
            live[Variables[f]] += found[f] > 0 ? 1 : 0;
        }
        for (int f = 0; f < found.Length; f++)
            if (found[f] > 0)
                found[f] = all[Variables![f]] / live[Variables[f]];
    }

    /// <summary>Rows in this space, made from those given as they are read.</summary>
    /// <param name="rows">The rows as given.</param>
    /// <param name="describe">How messages name a column, where a value that scaling makes infinite is refused; null where it is not.</param>
    public RowStorage View(RowStorage rows, Func<int, string>? describe = null)
    {
        if (Columns is { } columns)
        {
            rows = new ColumnsStorage(rows, columns);
            var given = describe;
            describe = given is null ? null : c => given(columns[c]);
        }
        if (Constant is not null)
            rows = new ConstantStorage(rows, Constant);
        if (Transform is not null)
            rows = new TransformedStorage(rows, Transform, describe);
        if (Scaler is not null)
            rows = new ScaledStorage(rows, Scaler, describe);
        return Metric?.Prepare(rows, SharesOf(rows.ColumnCount)) ?? rows;
    }

    /// <summary>Brings whole rows into this space, but for the metric's normalization, in place.</summary>
    public void Scale(Span<double> rows, int columns)
    {
        Constant?.Apply(rows, columns);
        Transform?.Apply(rows, columns);
        Scaler?.Apply(rows);
    }

    /// <summary>Takes whole rows, but for the metric's normalization, back to the user's units, in place.</summary>
    public void Invert(Span<double> rows, int columns)
    {
        Scaler?.Invert(rows);
        Transform?.Invert(rows, columns);
    }

    /// <summary>Brings whole rows into this space, in place.</summary>
    public void Enter(Span<double> rows, int columns)
    {
        Scale(rows, columns);
        Metric?.Normalize(rows, columns, SharesOf(columns));
    }

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["metric"] = Metric?.Name;
        json["scaled"] = Scaler is not null;
        if (Columns is not null)
            json["columns"] = SetupEntries.Indices(Columns);
        if (Idle.Length > 0)
            json["idle"] = new JsonArray([.. Idle.Select(feature => (JsonNode)feature)]);
        if (Shares is not null)
            archive.Vector("shares.npy", Shares);
        if (Variables is not null)
            json["variables"] = SetupEntries.Indices(Variables);
        if (MaxMissing < 1)
            json["max_missing"] = MaxMissing;
        TransformedColumns.Write(Transform, json);
        SetupEntries.WriteScaler(archive, Scaler);
        ConstantEntries.Write(archive, Constant);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, for rows that are given with so many columns.</summary>
    public static FeatureSpace Read(ArchiveReader archive, JsonFields json, int given)
    {
        int[]? chosen = json.Has("columns") ? [.. SetupEntries.ReadIndices(json, "columns", given)] : null;
        int columns = chosen?.Length ?? given;
        if (columns == 0)
            throw json.Bad("columns", "names no column");
        return new(
            // Which kind of scaler it is makes no difference to rows.
            SetupEntries.ReadScaler(archive, json.Flag("scaled") ? Scaling.Standard : Scaling.None, columns, []),
            json.Has("metric") ? Named.Parse<Metric>(json.String("metric")) : null,
            ConstantEntries.Read(archive, columns)
        )
        {
            Columns = chosen,
            Transform = TransformedColumns.Read(json, columns),
            Idle = json.Has("idle") ? ReadIdle(json, columns) : [],
            Variables = json.Has("variables") ? ReadVariables(json, columns) : null,
            MaxMissing = json.Has("max_missing") ? json.Quantity("max_missing", 1) : 1,
            Shares = archive.Has("shares.npy") ? archive.Quantities("shares.npy", columns) : null,
        };
    }

    private static int[] ReadVariables(JsonFields json, int columns)
    {
        int[] variables = json.Integers("variables");
        return variables.Length == columns && Array.TrueForAll(variables, first => first >= 0 && first < columns)
            ? variables
            : throw json.Bad("variables", $"does not name one of the {columns} features for each");
    }

    private static int[] ReadIdle(JsonFields json, int columns)
    {
        int[] idle = json.Integers("idle");
        return Array.TrueForAll(idle, feature => feature >= 0 && feature < columns)
            ? idle
            : throw json.Bad("idle", $"names a feature that is not one of the {columns}");
    }

    /// <summary>True if rows look the same, bit for bit.</summary>
    public bool SameAs(FeatureSpace other) =>
        Metric == other.Metric
        && ConstantFeatures.Same(Constant, other.Constant)
        && Columns.AsSpan().SequenceEqual(other.Columns)
        && TransformedColumns.Same(Transform, other.Transform)
        && Idle.AsSpan().SequenceEqual(other.Idle)
        && MaxMissing == other.MaxMissing
        && Variables.AsSpan().SequenceEqual(other.Variables)
        && Shares.AsSpan().SequenceEqual(other.Shares)
        && (Scaler is null) == (other.Scaler is null)
        && (
            Scaler is null
            || (Scaler.Offset.SequenceEqual(other.Scaler!.Offset) && Scaler.Divisor.SequenceEqual(other.Scaler.Divisor))
        );
}
