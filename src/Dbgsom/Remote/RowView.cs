using System.Text.Json.Nodes;
using Dbgsom.Data;
using Dbgsom.Persistence;

namespace Dbgsom.Remote;

/// <summary>How passes see rows: as given, or scaled and then as a metric compares them.</summary>
/// <param name="Scaler">How rows are scaled; null for as given.</param>
/// <param name="Metric">The metric; null for rows as given.</param>
/// <param name="Constant">The features whose values are replaced by those of training; null for none.</param>
internal sealed record RowView(Scaler? Scaler, Metric? Metric, ConstantFeatures? Constant = null)
{
    /// <summary>Rows as given.</summary>
    public static RowView AsGiven { get; } = new(null, null);

    /// <summary>Whether rows look otherwise than they were given.</summary>
    public bool Changes => Scaler is not null || Metric is { KeepsUnits: false } || Constant is not null;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["metric"] = Metric?.Name;
        json["scaled"] = Scaler is not null;
        SetupEntries.WriteScaler(archive, Scaler);
        ConstantEntries.Write(archive, Constant);
    }

    public static RowView Read(ArchiveReader archive, JsonFields json, int columns) =>
        new(
            // Which kind of scaler it is makes no difference to rows.
            SetupEntries.ReadScaler(archive, json.Flag("scaled") ? Scaling.Standard : Scaling.None, columns, []),
            json.Has("metric") ? Named.Parse<Metric>(json.String("metric")) : null,
            ConstantEntries.Read(archive, columns)
        );

    /// <summary>Makes an engine see its rows so.</summary>
    public void ApplyTo(PassEngine rows)
    {
        if (Metric is null)
            rows.Unscale();
        else
            rows.Scale(Scaler, Metric, Constant);
    }

    /// <summary>Whether rows look the same, bit for bit.</summary>
    public bool SameAs(RowView other) =>
        Metric == other.Metric
        && ConstantFeatures.Same(Constant, other.Constant)
        && (Scaler is null) == (other.Scaler is null)
        && (
            Scaler is null
            || (Scaler.Offset.SequenceEqual(other.Scaler!.Offset) && Scaler.Divisor.SequenceEqual(other.Scaler.Divisor))
        );
}
