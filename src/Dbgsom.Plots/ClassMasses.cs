using Dbgsom.Passes;

namespace Dbgsom.Plots;

/// <summary>How many training samples of each class a map has.</summary>
internal static class ClassMasses
{
    /// <summary>For each class of <see cref="SomMap.Classes"/> its samples, rows counted by their weights.</summary>
    /// <exception cref="ArgumentException">The map has no classes.</exception>
    public static double[] Of(SomMap map)
    {
        Require(map, "class");
        var masses = new double[map.Classes!.Count];
        foreach (var neuron in map.Neurons)
        {
            var shares = map.ClassShares(neuron.Index);
            for (int i = 0; i < masses.Length; i++)
                masses[i] += neuron.HitMass * shares[i];
        }
        return masses;
    }

    /// <exception cref="ArgumentException">The map has no classes, and so no attribute that speaks of them.</exception>
    public static void Require(SomMap map, string attribute)
    {
        if (map.Classes is null)
            throw new ArgumentException(
                $"the map has no attribute '{attribute}': it was trained without labels and has no classes",
                nameof(map)
            );
    }
}
