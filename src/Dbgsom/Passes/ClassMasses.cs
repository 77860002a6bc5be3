using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>How many samples of each class each neuron won, rows counted by their weights.</summary>
internal sealed class ClassMasses(int neuronCount, int classCount, SumGrid grid)
{
    private readonly MassSums mass = new(neuronCount * classCount, grid);

    /// <summary>Counts a row; one without a class has no vote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int winner, ushort label, double rowMass)
    {
        if (label != ClassLabels.None)
            mass.Add((winner * classCount) + label, rowMass);
    }

    public void Merge(ClassMasses other) => mass.Merge(other.mass);

    /// <summary>The masses of the classes in one neuron.</summary>
    public double[] Of(int neuron)
    {
        var result = new double[classCount];
        for (int label = 0; label < classCount; label++)
            result[label] = mass[(neuron * classCount) + label];
        return result;
    }

    private const string Entry = "class_mass";

    public void Write(ArchiveWriter archive) => SumEntries.Write(archive, Entry, mass);

    /// <summary>The number of classes that sums claim; 0 for none.</summary>
    public static int Claimed(ArchiveReader archive, JsonFields json, int neurons)
    {
        int classes = json.Integer("classes");
        if (classes == 0)
            return 0;
        archive.Claimed(json, "classes", $"{Entry}_ones.npy", 1);
        return (long)classes * neurons <= Array.MaxLength
            ? classes
            : throw json.Bad("classes", $"is {classes}, too many for {neurons} neurons");
    }

    public void Read(ArchiveReader archive) => SumEntries.Read(archive, Entry, neuronCount * classCount, mass);
}
