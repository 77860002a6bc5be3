using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>
/// The space samples are compared in: how a row given in the user's units becomes one that is trained on, and the metric of such rows. The
/// steps are, in order: values of constant features, scaling, normalization by the metric.
/// </summary>
/// <param name="Scaler">How rows are scaled; null for as given.</param>
/// <param name="Metric">The metric; null for rows as given.</param>
/// <param name="Constant">The features whose values are replaced by those of training; null for none.</param>
internal sealed record FeatureSpace(Scaler? Scaler, Metric? Metric, ConstantFeatures? Constant = null)
{
    /// <summary>Rows as given.</summary>
    public static FeatureSpace AsGiven { get; } = new(null, null);

    /// <summary>Whether rows look otherwise than they were given.</summary>
    public bool Changes => Scaler is not null || Metric is { ScalesToLengthOne: true } || Constant is not null;

    /// <summary>Rows in this space, made from those given as they are read.</summary>
    /// <param name="rows">The rows as given.</param>
    /// <param name="describe">How messages name a column, where a value that scaling makes infinite is refused; null where it is not.</param>
    public RowStorage View(RowStorage rows, Func<int, string>? describe = null)
    {
        if (Constant is not null)
            rows = new ConstantStorage(rows, Constant);
        if (Scaler is not null)
            rows = new ScaledStorage(rows, Scaler, describe);
        return Metric?.Prepare(rows) ?? rows;
    }

    /// <summary>Brings whole rows into this space, but for the metric's normalization, in place.</summary>
    public void Scale(Span<double> rows, int columns)
    {
        Constant?.Apply(rows, columns);
        Scaler?.Apply(rows);
    }

    /// <summary>Brings whole rows into this space, in place.</summary>
    public void Enter(Span<double> rows, int columns)
    {
        Scale(rows, columns);
        Metric?.Normalize(rows, columns);
    }

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["metric"] = Metric?.Name;
        json["scaled"] = Scaler is not null;
        SetupEntries.WriteScaler(archive, Scaler);
        ConstantEntries.Write(archive, Constant);
    }

    public static FeatureSpace Read(ArchiveReader archive, JsonFields json, int columns) =>
        new(
            // Which kind of scaler it is makes no difference to rows.
            SetupEntries.ReadScaler(archive, json.Flag("scaled") ? Scaling.Standard : Scaling.None, columns, []),
            json.Has("metric") ? Named.Parse<Metric>(json.String("metric")) : null,
            ConstantEntries.Read(archive, columns)
        );

    /// <summary>Whether rows look the same, bit for bit.</summary>
    public bool SameAs(FeatureSpace other) =>
        Metric == other.Metric
        && ConstantFeatures.Same(Constant, other.Constant)
        && (Scaler is null) == (other.Scaler is null)
        && (
            Scaler is null
            || (Scaler.Offset.SequenceEqual(other.Scaler!.Offset) && Scaler.Divisor.SequenceEqual(other.Scaler.Divisor))
        );
}
