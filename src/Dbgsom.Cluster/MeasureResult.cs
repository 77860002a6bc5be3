using System.Text.Json;
using System.Text.Json.Serialization;
using Dbgsom.Measures;

namespace Dbgsom.Cluster;

/// <summary>Measures that a cluster computes in addition to <see cref="MapMeasures"/>.</summary>
public sealed record MeasureOptions
{
    /// <summary>True if samples are compared with one another, see <see cref="SomMap.MeasurePairs"/>: the silo that runs the job fetches a sample of them.</summary>
    public bool Pairs { get; init; }

    /// <summary>How many neighbors <see cref="Pairs"/> look at, at least 1 and less than half of the samples measured on; null for 5, or fewer of fewer than 11 samples.</summary>
    public int? Neighbors { get; init; }

    /// <summary>The most samples that <see cref="Pairs"/> are measured on; at least 3.</summary>
    public int SampleSize { get; init; } = SomMap.DefaultSampleSize;
}

/// <summary>Measures of a map that a cluster computed, with the same bits as on one machine.</summary>
/// <param name="Map">What one search gives.</param>
/// <param name="Labels">How well the map tells labels apart; null where no column of labels was named.</param>
/// <param name="Pairs">The measures of pairs of samples; null where they were not asked for.</param>
/// <param name="Rows">The number of samples.</param>
public sealed record MeasureResult(MapMeasures Map, LabelMeasures? Labels, PairMeasures? Pairs, long Rows)
{
    private static readonly JsonSerializerOptions Written = new()
    {
        // Shortest texts that stand for the same number; the Rand index may be none.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>For a program that has the same map.</summary>
    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(new Record(this), Written);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">These are no measures of the map, or damaged.</exception>
    internal static MeasureResult Read(SomMap map, byte[] bytes, string name, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<Record>(bytes, Written) is { Map: not null } record
                ? new MeasureResult(
                    MapMeasures.Read(map, record.Map, name, cancellationToken),
                    record.Labels?.ToMeasures(),
                    record.Pairs,
                    record.Rows
                )
                : throw new InvalidDataException($"{name}: there are none");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
    }

    [method: JsonConstructor]
    private sealed record Record(byte[]? Map, LabelRecord? Labels, PairMeasures? Pairs, long Rows)
    {
        public Record(MeasureResult measures)
            : this(
                measures.Map.ToBytes(),
                measures.Labels is null ? null : new LabelRecord(measures.Labels),
                measures.Pairs,
                measures.Rows
            ) { }
    }

    [method: JsonConstructor]
    private sealed record LabelRecord(LabelAgreement? Agreement, ConfusionRecord? Confusion, long LabeledRows)
    {
        public LabelRecord(LabelMeasures labels)
            : this(labels.Agreement, labels.Confusion is null ? null : new ConfusionRecord(labels.Confusion), labels.LabeledRows)
        { }

        public LabelMeasures ToMeasures() => new(Agreement, Confusion?.ToMatrix(), LabeledRows);
    }

    [method: JsonConstructor]
    private sealed record ConfusionRecord(string[] Classes, string[] UnknownLabels, double[][] Counts, double Accuracy)
    {
        public ConfusionRecord(ConfusionMatrix matrix)
            : this(
                [.. matrix.Classes],
                [.. matrix.UnknownLabels],
                [.. Enumerable.Range(0, matrix.Counts.GetLength(0)).Select(row => RowOf(matrix.Counts, row))],
                matrix.Accuracy
            ) { }

        public ConfusionMatrix ToMatrix()
        {
            var counts = new double[Counts.Length, Classes.Length];
            for (int row = 0; row < Counts.Length; row++)
            for (int column = 0; column < Classes.Length; column++)
                counts[row, column] = Counts[row][column];
            return new ConfusionMatrix(Classes, UnknownLabels, counts, Accuracy);
        }

        private static double[] RowOf(double[,] counts, int row) =>
            [.. Enumerable.Range(0, counts.GetLength(1)).Select(column => counts[row, column])];
    }
}
