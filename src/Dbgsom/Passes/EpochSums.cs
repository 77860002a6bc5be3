using System.Runtime.CompilerServices;
using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>What one epoch adds up over the rows, per neuron.</summary>
internal sealed class EpochSums(int neuronCount, EpochGrids grids, int classCount) : IPassSums<EpochSums>
{
    private readonly RowSums weightedRows = new(neuronCount, grids.Columns);
    private readonly ReproducibleSums strength = new(neuronCount, grids.Mass);
    private readonly ReproducibleSums mass = new(neuronCount, grids.Mass);
    private readonly ReproducibleSums distance = new(neuronCount, grids.Distance);
    private readonly double leastStrength = grids.Mass.LeastSignificant;
    private readonly ReproducibleSums changedMass = new(1, grids.Mass);

    // Rows so far away that s is 0, or too small for the grid: they count only where a neuron has no others, so room for them is made when one turns up.
    private RowSums? strengthlessRows;

    /// <summary>Rows won by each neuron.</summary>
    public long[] Hits { get; } = new long[neuronCount];

    /// <summary>Rows whose winner is another than in the epoch before.</summary>
    public long Changed { get; private set; }

    /// <summary>The same as a mass.</summary>
    public double ChangedMass => changedMass[0];

    /// <summary>How many samples of each class each neuron won.</summary>
    public ClassMasses ClassMass { get; } = new(neuronCount, classCount, grids.Mass);

    /// <summary>n_j: how many samples a neuron won, rows counted by their weights.</summary>
    public double Mass(int neuron) => mass[neuron];

    /// <summary>E_j: Σ of the distances of the samples a neuron won.</summary>
    public double Distance(int neuron) => distance[neuron];

    /// <summary>Σ_j E_j, in the order of the neurons.</summary>
    public double TotalDistance()
    {
        double sum = 0;
        for (int neuron = 0; neuron < neuronCount; neuron++)
            sum += distance[neuron];
        return sum;
    }

    /// <summary>c_j = Σ s·x / Σ s, or the plain mean where Σ s = 0.</summary>
    /// <param name="neuron">A neuron whose mass is above 0.</param>
    /// <param name="center">Where the center goes.</param>
    public void Center(int neuron, Span<double> center)
    {
        double total = strength[neuron];
        for (int c = 0; c < center.Length; c++)
            center[c] = total > 0 ? weightedRows[neuron, c] / total : strengthlessRows![neuron, c] / mass[neuron];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int winner, ReadOnlySpan<double> row, double rowDistance, double rowStrength, double rowMass, bool moved)
    {
        if (rowMass == 0)
            return;
        Hits[winner]++;
        mass.Add(winner, rowMass);
        distance.Add(winner, rowDistance * rowMass);
        if (moved)
        {
            Changed++;
            changedMass.Add(0, rowMass);
        }
        double factor = rowStrength * rowMass;
        if (factor >= leastStrength)
        {
            strength.Add(winner, factor);
            weightedRows.Add(winner, row, factor);
        }
        else
        {
            strengthlessRows ??= new RowSums(neuronCount, grids.Columns);
            strengthlessRows.Add(winner, row, rowMass);
        }
    }

    public void Merge(EpochSums other)
    {
        weightedRows.Merge(other.weightedRows);
        strength.Merge(other.strength);
        mass.Merge(other.mass);
        distance.Merge(other.distance);
        changedMass.Merge(other.changedMass);
        ClassMass.Merge(other.ClassMass);
        Changed += other.Changed;
        for (int j = 0; j < Hits.Length; j++)
            Hits[j] += other.Hits[j];
        if (other.strengthlessRows is null)
            return;
        strengthlessRows ??= new RowSums(neuronCount, grids.Columns);
        strengthlessRows.Merge(other.strengthlessRows);
    }
}
