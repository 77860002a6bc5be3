// Over 300 lines: one type that users make in many ways; what selects and divides samples is in Rows/DataMatrix.Parts.cs.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom;

/// <summary>
/// A matrix of samples: one row per sample, one column per feature. All values are finite, or NaN if missing. Immutable; single or
/// double precision is kept as given.
/// </summary>
/// <remarks>
/// Winners, distances and sums are computed in double precision, so that the same values give the same map as float and as double. Only
/// memory-mapped samples need to be disposed, see <see cref="MapNpy"/>; otherwise the garbage collector closes the file.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class DataMatrix : IDisposable
{
    private readonly double[]? weights;

    internal DataMatrix(RowStorage storage, IReadOnlyList<string>? featureNames, double[]? weights)
    {
        Storage = storage;
        FeatureNames = featureNames;
        this.weights = weights;
    }

    /// <summary>Number of samples.</summary>
    public int RowCount => Storage.RowCount;

    /// <summary>Number of features.</summary>
    public int ColumnCount => Storage.ColumnCount;

    /// <summary>True if the samples are stored in single precision.</summary>
    public bool IsSingle => Storage.IsSingle;

    /// <summary>One name per column, or null if the columns have no names.</summary>
    public IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>How often each row counts: one weight ≥ 0 per row; empty if every row counts once.</summary>
    public ReadOnlySpan<double> SampleWeights => weights;

    /// <summary>Ranges, means and deviations of the columns.</summary>
    /// <param name="medians">True to find medians, too.</param>
    internal DataStatistics Statistics(bool medians = false)
    {
        using var rows = new LocalEngine(this);
        var statistics = StatisticsPasses.Measure(rows, null, CancellationToken.None);
        return medians ? StatisticsPasses.WithMedians(statistics, rows, CancellationToken.None) : statistics;
    }

    internal RowStorage Storage { get; }

    /// <summary>The value of one feature of one sample.</summary>
    /// <param name="row">The row, from 0 to <see cref="RowCount"/> − 1.</param>
    /// <param name="column">The column, from 0 to <see cref="ColumnCount"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row or column does not exist.</exception>
    public double this[int row, int column]
    {
        get
        {
            CheckIndex(row, RowCount, nameof(row));
            CheckIndex(column, ColumnCount, nameof(column));
            using var held = Storage.Hold();
            return Storage.At(row, column);
        }
    }

    /// <summary>Copies samples from a two-dimensional array.</summary>
    /// <exception cref="ArgumentException">The array has no rows or no columns, or a value is infinite.</exception>
    public static DataMatrix From(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Copy(MemoryMarshal.CreateReadOnlySpan(ref First(values), values.Length), values.GetLength(0), values.GetLength(1));
    }

    /// <inheritdoc cref="From(double[,])"/>
    public static DataMatrix From(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Own(
            MemoryMarshal.CreateReadOnlySpan(ref First(values), values.Length).ToArray(),
            values.GetLength(0),
            values.GetLength(1)
        );
    }

    /// <summary>Copies samples from an array of rows.</summary>
    /// <exception cref="ArgumentException">
    /// The rows differ in length, the array has no rows or no columns, or a value is infinite.
    /// </exception>
    public static DataMatrix From(IReadOnlyList<double[]> rows) => Own(Flatten(rows, out int columns), rows.Count, columns);

    /// <inheritdoc cref="From(IReadOnlyList{double[]})"/>
    public static DataMatrix From(IReadOnlyList<float[]> rows) => Own(Flatten(rows, out int columns), rows.Count, columns);

    /// <summary>Copies samples from row-major values.</summary>
    /// <param name="values">The values, row by row.</param>
    /// <param name="columns">The number of columns; it divides the number of values.</param>
    /// <exception cref="ArgumentException">The values do not fill whole rows, are empty, or one is infinite.</exception>
    public static DataMatrix From(ReadOnlySpan<double> values, int columns) =>
        Copy(values, RowsOf(values.Length, columns), columns);

    /// <inheritdoc cref="From(ReadOnlySpan{double}, int)"/>
    public static DataMatrix From(ReadOnlySpan<float> values, int columns) =>
        Own(values.ToArray(), RowsOf(values.Length, columns), columns);

    /// <summary>
    /// Loads samples from a two-dimensional NumPy file (<c>.npy</c>) in C or Fortran order, in either byte order, of any number type.
    /// </summary>
    /// <remarks>Float32 and float16 stay single precision; every other type becomes double.</remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is not such an array; the message describes what was found.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DataMatrix LoadNpy(string path) => NpyFile.ReadMatrix(path);

    /// <summary>
    /// Maps samples of a two-dimensional NumPy file (<c>.npy</c>) into memory, and reads them when they are needed: for data larger
    /// than memory.
    /// </summary>
    /// <remarks>
    /// Float32 and float64 in C order and little-endian are mapped directly. Every other array that <see cref="LoadNpy"/> reads is
    /// first converted, block by block, into a memory-mapped scratch file, which is deleted when it is closed, however the process
    /// ends. Values are checked when they are read: an infinite value stops training, or any other reader, with an
    /// <see cref="InvalidDataException"/> that names file, row and column. The map is the same as from memory. The file must not change
    /// while it is mapped. After each pass over all samples, its length, its time and 16 of its blocks are compared with their original
    /// state; if it was written to, the pass fails with an <see cref="IOException"/> that names the file. If the file is truncated
    /// while a block is being read, the operating system ends the process. <see cref="Dispose"/> closes the file.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="scratchDirectory">The folder for the scratch file, if one is needed; null for the folder of temporary files.</param>
    /// <param name="cancellationToken">Cancels a conversion.</param>
    /// <exception cref="InvalidDataException">
    /// The file is not such an array, is shorter than its header states, or has more than 2^31 − 1 rows; the message describes what was
    /// found.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read, or the scratch file cannot be written.</exception>
    public static DataMatrix MapNpy(
        string path,
        string? scratchDirectory = null,
        CancellationToken cancellationToken = default
    ) => new(NpyMapping.Open(path, scratchDirectory, cancellationToken), null, null);

    /// <summary>Samples that were put where they are already.</summary>
    internal static DataMatrix Over(RowStorage storage) => new(storage, null, null);

    /// <summary>
    /// Closes the file of memory-mapped samples. The samples, and all samples derived from them, can no longer be read. Samples in
    /// memory are not affected.
    /// </summary>
    public void Dispose() => Storage.Close();

    /// <summary>Returns the samples with new column names.</summary>
    /// <param name="names">One name per column, all different and not empty; null to remove the names.</param>
    /// <exception cref="ArgumentException">
    /// The number of names differs from the number of columns, or a name is empty or repeated.
    /// </exception>
    public DataMatrix WithFeatureNames(IEnumerable<string>? names)
    {
        if (names is null)
            return new(Storage, null, weights);
        string[] list = [.. names];
        if (list.Length != ColumnCount)
            throw new ArgumentException($"{list.Length} feature names are given for {ColumnCount} columns", nameof(names));
        if (Array.Exists(list, string.IsNullOrWhiteSpace))
            throw new ArgumentException(
                $"the name of column {Array.FindIndex(list, string.IsNullOrWhiteSpace)} is empty",
                nameof(names)
            );
        if (list.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"the feature name '{twice.Key}' is given {twice.Count()} times", nameof(names));
        return new(Storage, Array.AsReadOnly(list), weights);
    }

    /// <summary>
    /// Returns the samples with new row weights: how often each row counts. A repeated row is equivalent to a row of weight 2.
    /// </summary>
    /// <param name="sampleWeights">
    /// One finite weight ≥ 0 per row. Weights are counts, not importances: their sum is the number of samples.
    /// </param>
    /// <exception cref="ArgumentException">The number of weights differs from the number of rows, or a weight is negative or not finite.</exception>
    public DataMatrix WithSampleWeights(ReadOnlySpan<double> sampleWeights)
    {
        if (sampleWeights.Length != RowCount)
            throw new ArgumentException(
                $"{sampleWeights.Length} sample weights are given for {RowCount} rows",
                nameof(sampleWeights)
            );
        for (int i = 0; i < sampleWeights.Length; i++)
        {
            if (!double.IsFinite(sampleWeights[i]) || sampleWeights[i] < 0)
                throw new ArgumentException(
                    Text.Of($"the sample weight of row {i} is {sampleWeights[i]}; weights must be finite and at least 0"),
                    nameof(sampleWeights)
                );
        }
        return new(Storage, FeatureNames, sampleWeights.ToArray());
    }

    /// <summary>
    /// Returns the samples rounded to single precision, which halves the memory. Memory-mapped samples are rounded when they are read.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A value is out of the range of single precision; for memory-mapped samples this is found when they are read.
    /// </exception>
    public DataMatrix ToSingle()
    {
        if (IsSingle)
            return this;
        if (Storage.IsMapped)
            return new(new PrecisionStorage(Storage, single: true), FeatureNames, weights);
        var values = new float[RowCount * ColumnCount];
        ReadAll((i, value) => values[i] = (float)value);
        return Own(values, RowCount, ColumnCount).With(FeatureNames, weights);
    }

    /// <summary>Returns the samples in double precision.</summary>
    public DataMatrix ToDouble()
    {
        if (!IsSingle)
            return this;
        if (Storage.IsMapped)
            return new(new PrecisionStorage(Storage, single: false), FeatureNames, weights);
        var values = new double[RowCount * ColumnCount];
        ReadAll((i, value) => values[i] = value);
        return new(new DoubleStorage(values, RowCount, ColumnCount, Storage.MayHaveGaps), FeatureNames, weights);
    }

    /// <summary>Returns the size and precision, as in "DataMatrix: 150 rows, 4 columns, double".</summary>
    public override string ToString() =>
        $"DataMatrix: {Text.Of(RowCount, "row")}, {Text.Of(ColumnCount, "column")}, {(IsSingle ? "single" : "double")}";

    /// <summary>Copies one sample.</summary>
    /// <param name="row">The row, from 0 to <see cref="RowCount"/> − 1.</param>
    /// <param name="destination">The destination, at least <see cref="ColumnCount"/> long.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row does not exist.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void CopyRow(int row, Span<double> destination)
    {
        CheckIndex(row, RowCount, nameof(row));
        if (destination.Length < ColumnCount)
            throw new ArgumentException(
                $"the destination has {destination.Length} places; a row has {ColumnCount} values",
                nameof(destination)
            );
        using var held = Storage.Hold();
        Storage.Read(row, 1, destination).CopyTo(destination);
    }

    /// <summary>Concatenates several matrices with the same columns, row by row.</summary>
    /// <remarks>
    /// Feature names are those of the parts that have names; different names are rejected. The result is in single precision only if
    /// every part is. Parts are copied, unless one is memory-mapped: then all stay where they are, and disposing the result disposes
    /// them.
    /// </remarks>
    /// <param name="parts">At least one part.</param>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public static DataMatrix Concatenate(IReadOnlyList<DataMatrix> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            throw new ArgumentException("no part is given; at least one is needed", nameof(parts));
        foreach (var part in parts)
            ArgumentNullException.ThrowIfNull(part, nameof(parts));
        var first = parts[0];
        if (parts.Count == 1)
            return first;
        var featureNames = first.FeatureNames;
        for (int p = 1; p < parts.Count; p++)
        {
            if (parts[p].ColumnCount != first.ColumnCount)
                throw new ArgumentException(
                    $"part {p} has {parts[p].ColumnCount} columns where part 0 has {first.ColumnCount}",
                    nameof(parts)
                );
            if (featureNames is not null && parts[p].FeatureNames is { } others && !featureNames.SequenceEqual(others))
                throw new ArgumentException($"part {p} has other feature names than a part before it", nameof(parts));
            featureNames ??= parts[p].FeatureNames;
        }
        long rows = parts.Sum(part => (long)part.RowCount);
        bool mapped = parts.Any(part => part.Storage.IsMapped);
        bool gaps = parts.Any(part => part.Storage.MayHaveGaps);
        if (!mapped)
            CheckSize(rows, first.ColumnCount);
        else if (rows > int.MaxValue)
            throw new ArgumentException(RowSink.TooManyRows(rows), nameof(parts));
        double[]? weights = parts.Any(part => part.weights is not null)
            ? [.. parts.SelectMany(part => part.weights ?? Enumerable.Repeat(1.0, part.RowCount))]
            : null;
        if (mapped)
            return new(new JoinedStorage([.. parts.Select(part => part.Storage)]), featureNames, weights);
        if (parts.All(part => part.IsSingle))
        {
            var values = new float[rows * first.ColumnCount];
            int at = 0;
            foreach (var part in parts)
                at += part.ReadAll((i, value) => values[at + i] = (float)value);
            return new(new SingleStorage(values, (int)rows, first.ColumnCount, gaps), featureNames, weights);
        }
        else
        {
            var values = new double[rows * first.ColumnCount];
            int at = 0;
            foreach (var part in parts)
                at += part.ReadAll((i, value) => values[at + i] = value);
            return new(new DoubleStorage(values, (int)rows, first.ColumnCount, gaps), featureNames, weights);
        }
    }

    /// <summary>Returns the given columns, in that order, in the precision they have, with their names and the weights of the rows.</summary>
    /// <remarks>
    /// Columns are copied, unless the samples are memory-mapped: then they stay in the file, and disposing the result closes it.
    /// </remarks>
    /// <param name="columns">At least one column, each from 0 to <see cref="ColumnCount"/> − 1, all different.</param>
    /// <exception cref="ArgumentException">No column is given, or one is repeated.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column does not exist.</exception>
    public DataMatrix SelectColumns(params ReadOnlySpan<int> columns)
    {
        if (columns.IsEmpty)
            throw new ArgumentException("no column is given; at least one is needed", nameof(columns));
        var seen = new bool[ColumnCount];
        foreach (int column in columns)
        {
            CheckIndex(column, ColumnCount, nameof(columns));
            if (seen[column])
                throw new ArgumentException($"column {DescribeColumn(column)} is repeated", nameof(columns));
            seen[column] = true;
        }
        var names = FeatureNames is null ? null : columns.ToArray().Select(c => FeatureNames[c]);
        if (Storage.IsMapped)
            return new DataMatrix(new ColumnsStorage(Storage, columns.ToArray()), null, weights).WithFeatureNames(names);
        var values = new double[(long)RowCount * columns.Length];
        var buffer = new double[ColumnCount];
        for (int row = 0; row < RowCount; row++)
        {
            var source = Storage.Read(row, 1, buffer);
            for (int c = 0; c < columns.Length; c++)
                values[(row * columns.Length) + c] = source[columns[c]];
        }
        RowStorage selected = IsSingle
            ? new SingleStorage(Array.ConvertAll(values, value => (float)value), RowCount, columns.Length, Storage.MayHaveGaps)
            : new DoubleStorage(values, RowCount, columns.Length, Storage.MayHaveGaps);
        return new DataMatrix(selected, null, weights).WithFeatureNames(names);
    }

    /// <summary>The given rows, in that order, in the precision they have; many mapped ones are copied to a scratch file.</summary>
    internal DataMatrix SelectRows(ReadOnlySpan<int> rows, string? scratchDirectory)
    {
        double[]? selectedWeights = weights is null ? null : new double[rows.Length];
        for (int i = 0; i < selectedWeights?.Length; i++)
            selectedWeights[i] = weights![rows[i]];
        using var held = Storage.Hold();
        var selected = Storage.Select(rows, scratchDirectory);
        Storage.CheckUnchanged();
        return new(selected, FeatureNames, selectedWeights);
    }

    /// <summary>Takes an array over without a copy, after the checks every matrix passes.</summary>
    internal static DataMatrix Own(double[] values, int rows, int columns) => Own(AlignedArray<double>.Of(values), rows, columns);

    private static DataMatrix Copy(ReadOnlySpan<double> values, int rows, int columns)
    {
        var copy = AlignedArray<double>.Lasting(values.Length);
        values.CopyTo(copy.Span);
        return Own(copy, rows, columns);
    }

    private static DataMatrix Own(AlignedArray<double> array, int rows, int columns)
    {
        var values = array.Span;
        CheckShape(rows, columns, values.Length);
        bool gaps = !Widening.AllFinite<double>(values);
        for (int i = 0; gaps && i < values.Length; i++)
            if (double.IsInfinity(values[i]))
                throw new ArgumentException(NotFinite(values[i], i / columns, i % columns));
        return new(new DoubleStorage(array, rows, columns, gaps), null, null);
    }

    /// <inheritdoc cref="Own(double[], int, int)"/>
    internal static DataMatrix Own(float[] values, int rows, int columns)
    {
        CheckShape(rows, columns, values.Length);
        bool gaps = !Widening.AllFinite<float>(values);
        for (int i = 0; gaps && i < values.Length; i++)
            if (float.IsInfinity(values[i]))
                throw new ArgumentException(NotFinite(values[i], i / columns, i % columns));
        return new(new SingleStorage(values, rows, columns, gaps), null, null);
    }

    /// <summary>Some rows, one after the other, where they are.</summary>
    internal DataMatrix Rows(int first, int count) =>
        new(new RangeStorage(Storage, first, count), FeatureNames, weights?[first..(first + count)]);

    /// <summary>Returns the rows in memory, in their original precision.</summary>
    internal DataMatrix Loaded()
    {
        using var held = Storage.Hold();
        var values = IsSingle ? null : new double[RowCount * ColumnCount];
        var singles = IsSingle ? new float[RowCount * ColumnCount] : null;
        int rows = Math.Max(1, (1 << 15) / ColumnCount);
        var buffer = new double[rows * ColumnCount];
        for (int start = 0; start < RowCount; start += rows)
        {
            int count = Math.Min(rows, RowCount - start);
            var read = Storage.Read(start, count, buffer);
            if (values is not null)
                read.CopyTo(values.AsSpan(start * ColumnCount));
            else
                for (int i = 0; i < read.Length; i++)
                    singles![(start * ColumnCount) + i] = (float)read[i];
        }
        return new(
            values is null
                ? new SingleStorage(singles!, RowCount, ColumnCount, Storage.MayHaveGaps)
                : new DoubleStorage(values, RowCount, ColumnCount, Storage.MayHaveGaps),
            FeatureNames,
            weights
        );
    }

    internal DataMatrix With(IReadOnlyList<string>? names, double[]? sampleWeights) => new(Storage, names, sampleWeights);

    /// <summary>"3" or "3 ('petal_length')": a column as error messages name it.</summary>
    internal string DescribeColumn(int column) => FeatureNames is null ? $"{column}" : $"{column} ('{FeatureNames[column]}')";

    private int ReadAll(Action<int, double> take)
    {
        var buffer = new double[ColumnCount];
        for (int row = 0; row < RowCount; row++)
        {
            var values = Storage.Read(row, 1, buffer);
            for (int c = 0; c < values.Length; c++)
                take((row * ColumnCount) + c, values[c]);
        }
        return RowCount * ColumnCount;
    }

    /// <summary>Refuses samples that lack values.</summary>
    /// <param name="needs">The computation that needs complete rows, as in "a silhouette".</param>
    /// <exception cref="ArgumentException">A value is missing.</exception>
    internal void RefuseGaps(string needs)
    {
        foreach (var (row, column) in RowsWithGaps())
            throw new RowException(row, (place, _) => LacksValue(place, needs) + $" (column {DescribeColumn(column)})");
    }

    /// <summary>The rows that lack values, each with the first column where one is missing.</summary>
    internal IEnumerable<(int Row, int Column)> RowsWithGaps()
    {
        // Of a file it is known only when it was read.
        if (!Storage.MayHaveGaps && !Storage.IsMapped)
            yield break;
        var values = new double[ColumnCount];
        for (int row = 0; row < RowCount; row++)
        {
            CopyRow(row, values);
            if (Array.FindIndex(values, double.IsNaN) is >= 0 and var column)
                yield return (row, column);
        }
    }

    /// <summary>Returns the message for a row with a missing value where complete rows are needed.</summary>
    internal static string LacksValue(string row, string needs) =>
        $"{row} has a missing value, and {needs} needs complete rows; remove such rows (--missing drop), or fill them in first (Impute)";

    /// <summary>Returns the message for a value that is not finite.</summary>
    internal static string NotFinite(double value, int row, int column) =>
        Text.Of($"the value in row {row}, column {column} is {value}; valid is a finite number, or NaN for a missing value");

    private static void CheckShape(int rows, int columns, int length)
    {
        if (rows < 1 || columns < 1)
            throw new ArgumentException($"the data has {rows} rows and {columns} columns; at least one of each is needed");
        if (length != (long)rows * columns)
            throw new ArgumentException($"{length} values do not form {rows} rows of {columns} columns");
    }

    internal static void CheckSize(long rows, int columns)
    {
        if (rows * columns > Array.MaxLength)
            throw new ArgumentException($"{rows} rows of {columns} columns are more values than one array in memory holds");
    }

    private static int RowsOf(int length, int columns) =>
        columns < 1 ? throw new ArgumentException($"the number of columns is {columns}; at least 1 is needed", nameof(columns))
        : length % columns != 0
            ? throw new ArgumentException($"{length} values do not fill whole rows of {columns} columns", nameof(columns))
        : length / columns;

    private static T[] Flatten<T>(IReadOnlyList<T[]> rows, out int columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        columns = rows.Count == 0 ? 0 : rows[0]?.Length ?? 0;
        CheckSize(rows.Count, columns);
        var values = new T[rows.Count * columns];
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row] is null || rows[row].Length != columns)
                throw new ArgumentException(
                    $"row {row} has {rows[row]?.Length ?? 0} values where row 0 has {columns}",
                    nameof(rows)
                );
            rows[row].CopyTo(values, row * columns);
        }
        return values;
    }

    private static ref T First<T>(T[,] values) => ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values));

    private static void CheckIndex(int index, int count, string name)
    {
        if ((uint)index >= (uint)count)
            throw new ArgumentOutOfRangeException(name, index, $"valid is 0 to {count - 1}");
    }
}
