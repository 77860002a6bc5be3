using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Training;

/// <summary>How the four initial neurons are chosen.</summary>
[JsonConverter(typeof(NamedJsonConverter<StartingSamples>))]
[TypeConverter(typeof(NamedTypeConverter<StartingSamples>))]
public abstract class StartingSamples : INamed<StartingSamples>
{
    private StartingSamples(string name) => Name = name;

    /// <summary>Four distinct rows, each drawn by masked rejection from MT19937.</summary>
    public static StartingSamples Drawn { get; } = new DrawnSamples();

    /// <summary>The first four of NumPy's <c>RandomState(seed).permutation(n)</c>, as in the Python package.</summary>
    public static StartingSamples NumPyPermutation { get; } = new PermutationSamples();

    /// <inheritdoc/>
    public static IReadOnlyList<StartingSamples> All { get; } = [Drawn, NumPyPermutation];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Four different rows that count, in order.</summary>
    /// <param name="seed">Seed of the generator.</param>
    /// <param name="rowCount">Number of rows, at least four of which count.</param>
    /// <param name="counts">True if a row's weight is above 0.</param>
    internal abstract long[] Choose(uint seed, long rowCount, Func<long, bool> counts);

    private sealed class DrawnSamples() : StartingSamples("drawn")
    {
        internal override long[] Choose(uint seed, long rowCount, Func<long, bool> counts)
        {
            var random = new NumPyRandom(seed);
            var chosen = new List<long>(4);
            while (chosen.Count < 4)
            {
                long row = random.NextUpTo(rowCount - 1);
                if (!chosen.Contains(row) && counts(row))
                    chosen.Add(row);
            }
            return [.. chosen];
        }
    }

    private sealed class PermutationSamples() : StartingSamples("numpy-permutation")
    {
        // Each longer head costs all draws again.
        private const int HeadGrowth = 16;

        // A head takes more memory a row than the permutation: of few rows, or where next to none counts, that is simpler.
        private const int HeadShare = 64;

        internal override long[] Choose(uint seed, long rowCount, Func<long, bool> counts)
        {
            // Rows that do not count are passed over, so more than the first four of the permutation may be needed.
            for (long head = 4; head < rowCount / HeadShare; head *= HeadGrowth)
                if (NumPyRandom.PermutationHead(seed, rowCount, (int)head).Where(counts).Take(4).ToArray() is { Length: 4 } found)
                    return found;
            return [.. NumPyRandom.Permutation(seed, rowCount).Where(counts).Take(4)];
        }
    }
}
