using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>
/// For each neuron, of the rows it won: their mass, Σ (x − w) and Σ ‖x − w‖². With them the squares of the distances to every other neuron are known, too, without looking
/// at each row again: ‖x − v‖² = ‖x − w‖² + (w − v)·(2·(x − w) + (w − v)). What is known of a row that lacks values counts for all.
/// </summary>
/// <param name="assigner">The neurons.</param>
/// <param name="found">The winners.</param>
/// <param name="grids">The grids of masses, of differences and, in place of distances, of squares.</param>
internal sealed class DisplacementPass(Assigner assigner, KeptDistances found, EpochGrids grids)
    : DataPass<Displacements>,
        ITravelingPass<Displacements>
{
    public override long CostPerRow => 6 * assigner.Columns;

    public override Displacements NewSums() => new(assigner.NeuronCount, grids);

    public override void Process(in RowBlock block, Displacements sums)
    {
        var winners = ((WinnerDistances)found).Winners.Slice(block.Start, block.Count);
        Span<double> differences = new double[assigner.Columns + 1];
        for (int i = 0; i < block.Count; i++)
        {
            if (block.Mass(i) == 0)
                continue;
            var row = block.Row(i);
            var weights = assigner.WeightsOf(winners[i]);
            for (int c = 0; c < row.Length; c++)
                differences[c] = row[c] - weights[c];
            double scale = 1;
            int gap = block.Gaps?.IndexOf(i) ?? -1;
            if (gap >= 0)
            {
                var known = block.Gaps!.Known(gap);
                for (int c = 0, next = 0; c < row.Length; c++)
                    if (next < known.Length && known[next] == c)
                        next++;
                    else
                        differences[c] = 0;
                scale = block.Gaps.Scale(gap);
            }
            differences[^1] = InnerProduct.Of(differences[..^1], differences[..^1]);
            sums.Add(winners[i], differences, block.Mass(i), scale);
            if (gap >= 0)
                sums.AddMissing(winners[i], block.Gaps!.Known(gap), block.Mass(i) * scale);
        }
    }

    public string Name => "displacement";

    public PassNeeds Needs => new(assigner.Columns, assigner.NeuronCount);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((RemoteDistances)found).Write(archive, json);
        SumEntries.Write(archive, grids);
    }

    public static DisplacementPass Read(ArchiveReader archive, JsonFields json, KeptDistances found)
    {
        var assigner = Assigner.Read(archive.Below(RemoteDistances.Folder), json.Object("found_by"));
        return new DisplacementPass(assigner, found, SumEntries.ReadEpochGrids(archive, assigner.Columns));
    }
}

/// <summary>The sums of <see cref="DisplacementPass"/>.</summary>
internal sealed class Displacements(int neurons, EpochGrids grids) : ITravelingSums<Displacements>
{
    private readonly ReproducibleSums all = new(1, grids.Mass);
    private readonly ReproducibleSums mass = new(neurons, grids.Mass);
    private readonly RowSums sums = new(neurons, [.. grids.Columns, grids.Distance]);
    private GapMasses? missing;

    private int Columns => grids.Columns.Length;

    /// <summary>The mass of all rows.</summary>
    public double RowMass => all[0];

    /// <summary>True if a neuron won a row.</summary>
    public bool Has(int neuron) => mass[neuron] > 0;

    /// <summary>Σ ‖x − w‖² of the rows that a neuron won.</summary>
    public double Squares(int neuron) => sums[neuron, Columns];

    /// <summary>Σ (x − w) in one feature.</summary>
    public double Difference(int neuron, int column) => sums[neuron, column];

    /// <summary>The mass of the rows that have a feature.</summary>
    public double Mass(int neuron, int column) => mass[neuron] - (missing?[neuron, column] ?? 0);

    /// <param name="neuron">The winner of a row.</param>
    /// <param name="differences">x − w and, last, the square of its length.</param>
    /// <param name="rowMass">How often the row counts.</param>
    /// <param name="scale">How often, besides, what is known of it counts.</param>
    public void Add(int neuron, ReadOnlySpan<double> differences, double rowMass, double scale)
    {
        all.Add(0, rowMass);
        mass.Add(neuron, rowMass * scale);
        sums.Add(neuron, differences, rowMass * scale);
    }

    /// <summary>Notes that a row lacks all features but some.</summary>
    public void AddMissing(int neuron, ReadOnlySpan<int> known, double rowMass)
    {
        var lacking = new List<int>(Columns);
        for (int c = 0; c < Columns; c++)
            if (known.BinarySearch(c) < 0)
                lacking.Add(c);
        missing ??= new GapMasses(neurons, Columns, grids.Mass);
        missing.Add(neuron, [.. lacking], rowMass);
    }

    public void Merge(Displacements other)
    {
        all.Merge(other.all);
        mass.Merge(other.mass);
        sums.Merge(other.sums);
        missing = GapMasses.Merged(missing, other.missing);
    }

    public static string Name => "displacement";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["neurons"] = neurons;
        json["columns"] = Columns;
        SumEntries.Write(archive, grids);
        SumEntries.Write(archive, "all.npy", all);
        SumEntries.Write(archive, "mass.npy", mass);
        SumEntries.Write(archive, "sums.npy", sums, neurons);
        GapMasses.Write(archive, "missing.npy", missing, neurons);
    }

    public IReadOnlyList<double> Shape => [neurons, .. grids.Numbers];

    public static Displacements Read(ArchiveReader archive, JsonFields json)
    {
        int neurons = SumEntries.Neurons(archive, json, "mass.npy");
        int columns = archive.Claimed(json, "columns", "sums.npy", 1);
        var read = new Displacements(neurons, SumEntries.ReadEpochGrids(archive, columns));
        SumEntries.Read(archive, "all.npy", 1, read.all);
        SumEntries.Read(archive, "mass.npy", neurons, read.mass);
        SumEntries.Read(archive, "sums.npy", neurons, columns + 1, read.sums);
        read.missing = GapMasses.Read(archive, "missing.npy", neurons, columns, read.mass.Grid);
        return read;
    }
}
