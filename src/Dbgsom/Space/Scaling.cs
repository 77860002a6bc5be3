using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Space;

/// <summary>How features are scaled before training. The scaler then belongs to the map, which takes the user's units.</summary>
[JsonConverter(typeof(NamedJsonConverter<Scaling>))]
[TypeConverter(typeof(NamedTypeConverter<Scaling>))]
public abstract class Scaling : INamed<Scaling>
{
    private Scaling(string name) => Name = name;

    /// <summary>Features as given.</summary>
    public static Scaling None { get; } = new Unscaled();

    /// <summary>Mean 0 and population standard deviation 1: each feature counts alike. A constant feature becomes 0.</summary>
    public static Scaling Standard { get; } = new ToStandard();

    /// <summary>Least value 0, greatest 1. A constant feature becomes 0.</summary>
    public static Scaling MinMax { get; } = new ToMinMax();

    /// <inheritdoc/>
    public static IReadOnlyList<Scaling> All { get; } = [None, Standard, MinMax];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The scaler for data with these statistics; null for none.</summary>
    internal abstract Scaler? From(DataStatistics statistics);

    /// <summary>A scaler with known numbers, as a model file holds it.</summary>
    internal abstract Scaler Restore(double[] offset, double[] divisor, IReadOnlyList<int> constantColumns);

    /// <summary>What features that are the categories of one variable are divided by, each by the same; null where features are divided by no spread.</summary>
    /// <param name="deviations">Their standard deviations.</param>
    internal virtual double? Together(IEnumerable<double> deviations) => null;

    internal Scaler? Fit(DataMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return From(data.Statistics());
    }

    private sealed class Unscaled() : Scaling("none")
    {
        internal override Scaler? From(DataStatistics statistics) => null;

        internal override Scaler Restore(double[] offset, double[] divisor, IReadOnlyList<int> constantColumns) =>
            new WeightScaler(offset, divisor, constantColumns);
    }

    private sealed class ToStandard() : Scaling("standard")
    {
        internal override Scaler From(DataStatistics statistics)
        {
            var constant = statistics.NearlyConstantColumns();
            double[] offset = [.. statistics.Mean];
            double[] divisor = [.. statistics.Deviation];
            // A constant column's mean is rounded: its least value is the offset that gives exactly 0.
            foreach (int c in constant)
                (offset[c], divisor[c]) = (statistics.Minimum[c], 1);
            return Restore(offset, divisor, constant);
        }

        internal override Scaler Restore(double[] offset, double[] divisor, IReadOnlyList<int> constantColumns) =>
            new StandardScaler(offset, divisor, constantColumns);

        /// <summary>√(½ Σσ²): for two categories, which are one variable of 0 and 1, the deviation of that.</summary>
        internal override double? Together(IEnumerable<double> deviations) =>
            Math.Sqrt(Ordered.Sum([.. deviations.Select(deviation => deviation * deviation)]) / 2);
    }

    private sealed class ToMinMax() : Scaling("minmax")
    {
        internal override Scaler From(DataStatistics statistics)
        {
            var constant = statistics.NearlyConstantColumns();
            double[] divisor = [.. statistics.Maximum.Zip(statistics.Minimum, (max, min) => max - min)];
            foreach (int c in constant)
                divisor[c] = 1;
            return Restore([.. statistics.Minimum], divisor, constant);
        }

        internal override Scaler Restore(double[] offset, double[] divisor, IReadOnlyList<int> constantColumns) =>
            new MinMaxScaler(offset, divisor, constantColumns);
    }
}
