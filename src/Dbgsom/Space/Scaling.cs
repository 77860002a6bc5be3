using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Space;

/// <summary>How features are scaled before training. The scaler is part of the map, which takes the user's units.</summary>
[JsonConverter(typeof(NamedJsonConverter<Scaling>))]
[TypeConverter(typeof(NamedTypeConverter<Scaling>))]
public abstract class Scaling : INamed<Scaling>
{
    private Scaling(string name) => Name = name;

    /// <summary>No scaling.</summary>
    public static Scaling None { get; } = new Unscaled();

    /// <summary>Mean 0 and population standard deviation 1: each feature counts equally. A constant feature becomes 0.</summary>
    public static Scaling Standard { get; } = new ToStandard();

    /// <summary>Minimum 0 and maximum 1. A constant feature becomes 0.</summary>
    public static Scaling MinMax { get; } = new ToMinMax();

    /// <summary>
    /// Median 0 and median absolute deviation 1/1.4826, which is standard deviation 1 for normally distributed values: a few outliers
    /// have no effect. If more than half of the values are equal, the standard deviation is used instead. A constant feature becomes 0.
    /// </summary>
    public static Scaling Robust { get; } = new ToRobust();

    /// <inheritdoc/>
    public static IReadOnlyList<Scaling> All { get; } = [None, Standard, MinMax, Robust];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The scaler for data with these statistics; null for none.</summary>
    internal abstract Scaler? From(DataStatistics statistics);

    /// <summary>A scaler with known numbers, as a model file holds it.</summary>
    internal abstract Scaler Restore(double[] offset, double[] divisor, IReadOnlyList<int> constantColumns);

    /// <summary>
    /// Returns the common divisor of features that are the categories of one variable; null if features are not divided by a spread.
    /// </summary>
    /// <param name="deviations">The standard deviations of the features.</param>
    internal virtual double? Together(IEnumerable<double> deviations) => null;

    /// <summary>True if medians are needed, see <see cref="DataStatistics.Medians"/>.</summary>
    internal virtual bool NeedsMedians => false;

    /// <summary>The columns of which another number is taken than the name of the scaling says; ascending.</summary>
    internal virtual int[] Exceptions(DataStatistics statistics) => [];

    internal Scaler? Fit(DataMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return From(data.Statistics(NeedsMedians));
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

    private sealed class ToRobust() : Scaling("robust")
    {
        // 1/Φ⁻¹(3/4): what makes it the standard deviation of a normal distribution.
        private const double FromMedianDeviation = 1.4826;

        // Sixteen times 2⁻⁵², relative to the greatest value.
        private const double RoundingErrors = 16.0 / (1L << 52);

        internal override bool NeedsMedians => true;

        internal override Scaler From(DataStatistics statistics)
        {
            var constant = statistics.NearlyConstantColumns();
            double[] offset = [.. statistics.Medians!];
            double[] divisor = Array.ConvertAll(statistics.MedianDeviations!, deviation => FromMedianDeviation * deviation);
            foreach (int c in Exceptions(statistics))
                divisor[c] = statistics.Deviation[c];
            foreach (int c in constant)
                (offset[c], divisor[c]) = (statistics.Minimum[c], 1);
            return Restore(offset, divisor, constant);
        }

        internal override int[] Exceptions(DataStatistics statistics) =>
            [
                .. Enumerable
                    .Range(0, statistics.Minimum.Length)
                    .Where(c => statistics.MedianDeviations![c] <= Rounding(statistics, c))
                    .Except(statistics.NearlyConstantColumns()),
            ];

        /// <summary>Returns the maximum difference of values that are equal up to the rounding of a few operations.</summary>
        private static double Rounding(DataStatistics statistics, int column) =>
            RoundingErrors * Math.Max(Math.Abs(statistics.Minimum[column]), Math.Abs(statistics.Maximum[column]));

        internal override Scaler Restore(double[] offset, double[] divisor, IReadOnlyList<int> constantColumns) =>
            new RobustScaler(offset, divisor, constantColumns);

        /// <summary>Categories are 0 and 1, which none is far from.</summary>
        internal override double? Together(IEnumerable<double> deviations) => Standard.Together(deviations);
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
