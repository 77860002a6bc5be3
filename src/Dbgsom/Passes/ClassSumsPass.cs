using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>Sums of the rows by winner and class, for batch LVQ.</summary>
internal sealed class ClassSumsPass : DataPass<ClassSums>
{
    public required Assigner Assigner { get; init; }

    public required EpochGrids Grids { get; init; }

    public required int ClassCount { get; init; }

    public override string NeedsCompleteRows => "refinement by LVQ";

    public override long CostPerRow => Grids.Columns.Length * (Assigner.NeuronCount + 20);

    public override ClassSums NewSums() => new(Assigner.NeuronCount, ClassCount, Grids);

    public override void Process(in RowBlock block, ClassSums sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        Assigner.FindWinners(block, winners, block.Scratch.Distances.AsSpan(0, block.Count));
        for (int i = 0; i < block.Count; i++)
            sums.Add(winners[i], block.Labels[i], block.Row(i), block.Mass(i));
    }
}

/// <summary>
/// S_jc and N_jc: sum and number of the rows of class c that neuron j won. There is room only for pairs that occur, at most as many as rows.
/// </summary>
internal sealed class ClassSums(int neuronCount, int classCount, EpochGrids grids) : IPassSums<ClassSums>
{
    private readonly Dictionary<(int Neuron, int Class), int> places = [];
    private readonly RowSums rows = new(0, grids.Columns);

    public ClassMasses Mass { get; } = new(neuronCount, classCount, grids.Mass);

    /// <summary>S_jc; false where no row of the class was won.</summary>
    public bool TryGet(int neuron, int label, Span<double> sum)
    {
        if (!places.TryGetValue((neuron, label), out int place))
            return false;
        for (int c = 0; c < sum.Length; c++)
            sum[c] = rows[place, c];
        return true;
    }

    public void Add(int winner, ushort label, ReadOnlySpan<double> row, double mass)
    {
        if (mass == 0 || label == ClassLabels.None)
            return;
        Mass.Add(winner, label, mass);
        rows.Add(Place((winner, label)), row, mass);
    }

    public void Merge(ClassSums other)
    {
        Mass.Merge(other.Mass);
        foreach (var (pair, place) in other.places)
            rows.Merge(Place(pair), other.rows, place);
    }

    private int Place((int, int) pair)
    {
        if (!places.TryGetValue(pair, out int place))
        {
            places.Add(pair, place = places.Count);
            rows.MakeRoom(places.Count);
        }
        return place;
    }
}
