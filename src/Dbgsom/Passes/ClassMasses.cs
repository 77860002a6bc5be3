using System.Runtime.CompilerServices;
using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>How many samples of each class each neuron won, rows counted by their weights.</summary>
internal sealed partial class ClassMasses(int neuronCount, int classCount, SumGrid grid)
{
    private readonly MassSums mass = new(neuronCount * classCount, grid);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int winner, int label, double rowMass) => mass.Add((winner * classCount) + label, rowMass);

    public void Merge(ClassMasses other) => mass.Merge(other.mass);

    /// <summary>The masses of the classes in one neuron.</summary>
    public double[] Of(int neuron)
    {
        var result = new double[classCount];
        for (int label = 0; label < classCount; label++)
            result[label] = mass[(neuron * classCount) + label];
        return result;
    }
}
