using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Training;

/// <summary>The initial weights of a map of given size.</summary>
[JsonConverter(typeof(NamedJsonConverter<StartingWeights>))]
[TypeConverter(typeof(NamedTypeConverter<StartingWeights>))]
public sealed class StartingWeights : INamed<StartingWeights>
{
    // Where more draws come to nothing, most rows were drawn already or do not count: they are then shuffled instead.
    private const long MostMisses = 1000;

    private StartingWeights(string name) => Name = name;

    /// <summary>
    /// An even lattice on the plane of the first two principal components of the samples: deterministic, and without folds.
    /// </summary>
    public static StartingWeights Principal { get; } = new("principal");

    /// <summary>Samples drawn with the seed, distinct as long as possible.</summary>
    public static StartingWeights Samples { get; } = new("samples");

    /// <inheritdoc/>
    public static IReadOnlyList<StartingWeights> All { get; } = [Principal, Samples];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Draws one counting row per neuron from MT19937, without repeats as long as enough rows exist.</summary>
    /// <param name="seed">Seed of the generator.</param>
    /// <param name="rowCount">Number of rows, some of which count.</param>
    /// <param name="counts">True if a row's weight is above 0.</param>
    /// <param name="neurons">How many rows to draw.</param>
    internal static long[] DrawRows(uint seed, long rowCount, Func<long, bool> counts, int neurons)
    {
        var random = new NumPyRandom(seed);
        var rows = new long[neurons];
        var drawn = new HashSet<long>();
        long misses = 0;
        for (int neuron = 0; neuron < neurons; )
        {
            long row = random.NextUpTo(rowCount - 1);
            if (counts(row) && drawn.Add(row))
                rows[neuron++] = row;
            else if (++misses > MostMisses + (2L * neurons))
                return Repeated(NumPyRandom.Permutation(seed, rowCount).Where(counts), neurons);
        }
        return rows;
    }

    /// <summary>The first of some rows; all of them again and again where there are too few.</summary>
    private static long[] Repeated(IEnumerable<long> rows, int count)
    {
        long[] first = [.. rows.Take(count)];
        var result = new long[count];
        for (int i = 0; i < count; i++)
            result[i] = first[i % first.Length];
        return result;
    }
}
