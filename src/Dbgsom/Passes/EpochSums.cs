// Over 300 lines: what an epoch sums up, with how rows are added, merged, sent and asked for.

using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Threading;

namespace Dbgsom.Passes;

/// <summary>The sums of one epoch over the rows, per neuron.</summary>
internal sealed class EpochSums(int neuronCount, EpochGrids grids, int classCount) : ITravelingSums<EpochSums>
{
    // Divisions that take some microseconds.
    private const int ValuesPerThread = 4_000;

    // Searches about as many rows either way: more than this begins to cost.
    private const double Near = 0.05;

    private readonly int columns = grids.Columns.Length;

    // Σ s·x, then Σ s and Σ distance.
    private readonly RowSums sums = new(neuronCount, [.. grids.Columns, grids.Mass, grids.Distance]);
    private readonly MassSums mass = new(neuronCount, grids.Mass);
    private readonly MassSums changed = new(1, grids.Mass);
    private readonly double leastStrength = grids.Mass.LeastSignificant;

    // Rows so far away that s is 0, or too small for the grid: they count only where a neuron has no others, so room for them is made when one turns up.
    private RowSums? strengthlessRows;

    // Σ s of the rows that lack a feature, and Σ mass of those of them without strength.
    private GapMasses? missing;
    private GapMasses? missingStrengthless;

    /// <summary>True if rows lacked values.</summary>
    public bool HasGaps => missing is not null || missingStrengthless is not null;

    /// <summary>Neurons that won a row.</summary>
    public int LiveNeurons
    {
        get
        {
            int live = 0;
            for (int neuron = 0; neuron < neuronCount; neuron++)
                live += mass.Count(neuron) > 0 ? 1 : 0;
            return live;
        }
    }

    /// <summary>The number of rows whose winner changed since the previous epoch.</summary>
    public long Changed => changed.Count(0);

    /// <summary>The mass of the rows whose winner changed since the previous epoch.</summary>
    public double ChangedMass => changed[0];

    /// <summary>The number of rows that were compared with all neurons. It depends on how rows are divided, so it is not part of any result.</summary>
    public long Searched { get; set; }

    /// <summary>The number of samples of each class that each neuron won.</summary>
    public ClassMasses ClassMass { get; } = new(neuronCount, classCount, grids.Mass);

    /// <summary>n_j: how many samples a neuron won, rows counted by their weights.</summary>
    public double Mass(int neuron) => mass[neuron];

    /// <summary>E_j: Σ of the distances of the samples a neuron won.</summary>
    public double Distance(int neuron) => sums[neuron, columns + 1];

    /// <summary>Σ_j E_j, in the order of the neurons.</summary>
    public double TotalDistance()
    {
        double sum = 0;
        for (int neuron = 0; neuron < neuronCount; neuron++)
            sum += Distance(neuron);
        return sum;
    }

    /// <summary>How many samples there are, rows counted by their weights.</summary>
    public double TotalMass()
    {
        double sum = 0;
        for (int neuron = 0; neuron < neuronCount; neuron++)
            sum += mass[neuron];
        return sum;
    }

    /// <summary>c_j = Σ s·x / Σ s, or the plain mean where Σ s = 0.</summary>
    /// <param name="neuron">A neuron whose mass is above 0.</param>
    /// <param name="center">Where the center goes.</param>
    public void Center(int neuron, Span<double> center)
    {
        double total = sums[neuron, columns];
        if (total > 0)
            sums.Divided(neuron, total, center);
        else
            strengthlessRows!.Divided(neuron, mass[neuron], center);
        for (int c = 0; HasGaps && c < columns; c++)
            center[c] = KnownShare(neuron, c) is > 0 and var share ? center[c] / share : 0;
    }

    /// <summary>
    /// How much of what a neuron won has a feature: Σ s of the rows that have it / Σ s; 1 where nothing is missing. Its mass is n_j times as large for
    /// this feature.
    /// </summary>
    /// <param name="neuron">A neuron whose mass is above 0.</param>
    /// <param name="column">The feature.</param>
    public double KnownShare(int neuron, int column)
    {
        double total = sums[neuron, columns];
        return total > 0
            ? (total - (missing?[neuron, column] ?? 0)) / total
            : (mass[neuron] - (missingStrengthless?[neuron, column] ?? 0)) / mass[neuron];
    }

    /// <summary>
    /// True if points, one a neuron, are so near to the centers that rows see them as one: as a mean over the rows, the squared
    /// distance of the two is small beside that of a row from its winner.
    /// </summary>
    /// <param name="points">The points, row-major.</param>
    /// <param name="centers">The centers.</param>
    public bool AreNear(ReadOnlySpan<double> points, ReadOnlySpan<double> centers)
    {
        var (apart, spread) = (0.0, 0.0);
        for (int neuron = 0; neuron < neuronCount; neuron++)
        {
            if (mass[neuron] == 0)
                continue;
            int at = neuron * columns;
            apart += mass[neuron] * SquaredDistance.Between(points.Slice(at, columns), centers.Slice(at, columns));
            spread += Distance(neuron) * Distance(neuron) / mass[neuron];
        }
        return apart <= Near * spread;
    }

    /// <summary>The centers of all neurons, row-major; for those whose mass is 0 the values given.</summary>
    public double[] Centers(double[] otherwise, Team team)
    {
        double[] centers = GC.AllocateUninitializedArray<double>(otherwise.Length);
        int workers = (int)Math.Min(team.Threads, 1 + (otherwise.Length / ValuesPerThread));
        team.For(
            (neuronCount + Pack.Size - 1) / Pack.Size,
            workers,
            (part, _) =>
            {
                for (int neuron = part * Pack.Size; neuron < Math.Min((part + 1) * Pack.Size, neuronCount); neuron++)
                {
                    var center = centers.AsSpan(neuron * columns, columns);
                    if (mass[neuron] > 0)
                        Center(neuron, center);
                    else
                        otherwise.AsSpan(neuron * columns, columns).CopyTo(center);
                }
            }
        );
        return centers;
    }

    /// <summary>Adds rows with their winners.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="winners">A winner a row.</param>
    /// <param name="distances">The distances; overwritten.</param>
    /// <param name="strengths">s of each row; overwritten.</param>
    /// <param name="masses">How often each row counts; empty where every row counts once.</param>
    /// <param name="gaps">The rows that lack values, 0 in the rows; null for none.</param>
    public void Add(
        ReadOnlySpan<double> rows,
        ReadOnlySpan<int> winners,
        Span<double> distances,
        Span<double> strengths,
        ReadOnlySpan<double> masses,
        RowGaps? gaps = null
    )
    {
        if (masses.IsEmpty && ValueRange.IsAtLeast(strengths[..winners.Length], leastStrength))
            mass.AddOnes(winners);
        else
            AddMasses(rows, winners, distances, strengths, masses);
        sums.AddRows(rows, winners, strengths, distances);
        for (int gap = 0; gap < gaps?.Count; gap++)
        {
            int row = gaps.Row(gap);
            double rowMass = masses.IsEmpty ? 1 : masses[row];
            if (strengths[row] > 0)
                (missing ??= new GapMasses(neuronCount, columns, grids.Mass)).Add(
                    winners[row],
                    gaps.Missing(gap),
                    strengths[row]
                );
            else if (rowMass > 0)
                (missingStrengthless ??= new GapMasses(neuronCount, columns, grids.Mass)).Add(
                    winners[row],
                    gaps.Missing(gap),
                    rowMass
                );
        }
    }

    /// <summary>Counts rows, multiplies what is summed along with them, and sets rows without strength aside.</summary>
    private void AddMasses(
        ReadOnlySpan<double> rows,
        ReadOnlySpan<int> winners,
        Span<double> distances,
        Span<double> strengths,
        ReadOnlySpan<double> masses
    )
    {
        for (int i = 0; i < winners.Length; i++)
        {
            double rowMass = masses.IsEmpty ? 1 : masses[i];
            if (rowMass != 1)
            {
                distances[i] *= rowMass;
                strengths[i] *= rowMass;
            }
            if (rowMass != 0)
                mass.Add(winners[i], rowMass);
            if (strengths[i] >= leastStrength)
                continue;
            strengths[i] = 0;
            strengthlessRows ??= new RowSums(neuronCount, grids.Columns);
            strengthlessRows.Add(winners[i], rows.Slice(i * columns, columns), rowMass);
        }
    }

    /// <summary>Notes rows of weight 1 whose winner is another than in the epoch before.</summary>
    public void AddChanged(int rows) => changed.AddOnes(0, rows);

    /// <summary>Notes a row whose winner is another than in the epoch before.</summary>
    public void AddChanged(double rowMass)
    {
        if (rowMass != 0)
            changed.Add(0, rowMass);
    }

    public void Release()
    {
        sums.Release();
        strengthlessRows?.Release();
        missing?.Release();
        missingStrengthless?.Release();
    }

    public void Merge(EpochSums other)
    {
        sums.Merge(other.sums);
        mass.Merge(other.mass);
        changed.Merge(other.changed);
        ClassMass.Merge(other.ClassMass);
        Searched += other.Searched;
        missing = TakeMissing(missing, ref other.missing);
        missingStrengthless = TakeMissing(missingStrengthless, ref other.missingStrengthless);
        if (other.strengthlessRows is null)
            return;
        if (strengthlessRows is null)
            (strengthlessRows, other.strengthlessRows) = (other.strengthlessRows, null);
        else
            strengthlessRows.Merge(other.strengthlessRows);
    }

    /// <summary>Merges, and takes what is then in use here away from where it came from, which gives its memory back.</summary>
    private static GapMasses? TakeMissing(GapMasses? here, ref GapMasses? there)
    {
        var merged = GapMasses.Merged(here, there);
        if (ReferenceEquals(merged, there))
            there = null;
        return merged;
    }

    public static string Name => "epoch";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["neurons"] = neuronCount;
        json["columns"] = columns;
        json["classes"] = classCount;
        json["searched"] = Searched;
        SumEntries.Write(archive, grids);
        SumEntries.Write(archive, "sums.npy", sums, neuronCount);
        SumEntries.Write(archive, "mass", mass);
        SumEntries.Write(archive, "changed", changed);
        if (classCount > 0)
            ClassMass.Write(archive);
        GapMasses.Write(archive, "missing.npy", missing, neuronCount);
        GapMasses.Write(archive, "missing_strengthless.npy", missingStrengthless, neuronCount);
        if (strengthlessRows is not null)
            SumEntries.Write(archive, "strengthless.npy", strengthlessRows, neuronCount);
    }

    public IReadOnlyList<double> Shape => [neuronCount, classCount, .. grids.Numbers];

    public static EpochSums Read(ArchiveReader archive, JsonFields json)
    {
        int neurons = SumEntries.Neurons(archive, json, "mass_ones.npy");
        int columns = archive.Claimed(json, "columns", "grids.npy", 1);
        int classes = ClassMasses.Claimed(archive, json, neurons);
        var grids = SumEntries.ReadEpochGrids(archive, columns);
        var found = new EpochSums(neurons, grids, classes) { Searched = json.Long("searched") };
        SumEntries.Read(archive, "sums.npy", neurons, columns + 2, found.sums);
        SumEntries.Read(archive, "mass", neurons, found.mass);
        SumEntries.Read(archive, "changed", 1, found.changed);
        if (classes > 0)
            found.ClassMass.Read(archive);
        found.missing = GapMasses.Read(archive, "missing.npy", neurons, columns, grids.Mass);
        found.missingStrengthless = GapMasses.Read(archive, "missing_strengthless.npy", neurons, columns, grids.Mass);
        if (archive.Has("strengthless.npy"))
        {
            found.strengthlessRows = new RowSums(neurons, grids.Columns);
            SumEntries.Read(archive, "strengthless.npy", neurons, columns, found.strengthlessRows);
        }
        return found;
    }
}
