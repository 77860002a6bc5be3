using Dbgsom.Cluster.Data;

namespace Dbgsom.Cluster.Training;

/// <summary>Which silo has which parts: as even by bytes as parts can be, and with as few moves as that takes.</summary>
/// <typeparam name="TSilo">The type of silo names.</typeparam>
/// <param name="parts">The parts.</param>
internal sealed class PartPlan<TSilo>(IReadOnlyList<PartDefinition> parts)
    where TSilo : notnull
{
    private readonly Dictionary<int, TSilo> places = [];
    private readonly Dictionary<TSilo, long> loads = [];
    private readonly long bytes = parts.Sum(part => part.Bytes);
    private IReadOnlyList<TSilo> silos = [];
    private bool changed;

    /// <summary>The bytes of the silo with the most over the fair share.</summary>
    public double Spread =>
        silos.Count == 0 || parts.Count == 0 ? 1 : silos.Max(Load) / Math.Max(1.0, (double)bytes / silos.Count);

    /// <summary>Silos that have parts.</summary>
    public int SilosUsed => places.Values.Distinct().Count();

    /// <summary>The silo of a part.</summary>
    public TSilo this[int part] => places[part];

    /// <summary>Makes the plan fit the silos there are.</summary>
    /// <param name="now">The silos, at least one; in the same order for the same silos.</param>
    /// <returns>The parts that leave a silo that is still there, and how many go to another silo than they had.</returns>
    public (IReadOnlyList<int> Leaving, int Moved) Update(IReadOnlyList<TSilo> now)
    {
        if (!changed && places.Count == parts.Count && now.SequenceEqual(silos))
            return ([], 0);
        changed = false;
        var before = new Dictionary<int, TSilo>(places);
        silos = now;
        foreach (var part in parts.Where(part => places.TryGetValue(part.Index, out var silo) && !now.Contains(silo)))
            Remove(part);
        foreach (var part in parts.Where(part => !places.ContainsKey(part.Index)).OrderByDescending(part => part.Bytes))
            Place(part, silos.MinBy(Load)!);
        Even();
        var moved = before.Where(pair => !places[pair.Key].Equals(pair.Value)).ToArray();
        return ([.. moved.Where(pair => now.Contains(pair.Value)).Select(pair => pair.Key)], moved.Length);
    }

    /// <summary>Notes where a part is, where that is not as planned.</summary>
    public void Adopt(int part, TSilo silo)
    {
        if (places[part].Equals(silo) || !silos.Contains(silo))
            return;
        Place(parts[part], silo);
        changed = true;
    }

    /// <summary>Moves parts from the fullest silo to the emptiest for as long as that helps.</summary>
    private void Even()
    {
        while (true)
        {
            var full = silos.MaxBy(Load)!;
            var empty = silos.MinBy(Load)!;
            long gap = Load(full) - Load(empty);
            // The part that brings both closest together: half the gap; one as large as the gap would only change places.
            var best = parts
                .Where(part => places[part.Index].Equals(full) && part.Bytes > 0 && part.Bytes < gap)
                .MinBy(part => Math.Abs((2 * part.Bytes) - gap));
            if (best is null)
                return;
            Place(best, empty);
        }
    }

    private void Place(PartDefinition part, TSilo silo)
    {
        Remove(part);
        places.Add(part.Index, silo);
        loads[silo] = Load(silo) + part.Bytes;
    }

    private void Remove(PartDefinition part)
    {
        if (places.Remove(part.Index, out var silo))
            loads[silo] -= part.Bytes;
    }

    private long Load(TSilo silo) => loads.GetValueOrDefault(silo);
}
