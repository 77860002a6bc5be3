using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>How many rows have each of some pairs of numbers, counted by their weights: there is room only for pairs that occur.</summary>
/// <param name="grid">For the sum of the weights of all rows.</param>
internal sealed class PairMasses(SumGrid grid)
{
    private readonly Dictionary<(int First, int Second), ReproducibleSums> masses = [];

    /// <summary>The grid of the sums.</summary>
    public SumGrid Grid => grid;

    /// <summary>The pairs in ascending order, with the mass of each.</summary>
    public IEnumerable<(int First, int Second, double Mass)> Ordered =>
        masses.OrderBy(pair => pair.Key).Select(pair => (pair.Key.First, pair.Key.Second, pair.Value[0]));

    /// <summary>Counts a row; one of weight 0 has no pair.</summary>
    public void Add(int first, int second, double mass)
    {
        if (mass > 0)
            Of(first, second).Add(0, mass);
    }

    public void Merge(PairMasses other)
    {
        foreach (var (pair, sum) in other.masses)
            Of(pair.First, pair.Second).Merge(sum);
    }

    /// <summary>Renumbers the pairs, exactly, also where pairs become one.</summary>
    public PairMasses Select(Func<int, int> first, Func<int, int> second)
    {
        var result = new PairMasses(grid);
        foreach (var (pair, sum) in masses)
            result.Of(first(pair.First), second(pair.Second)).Merge(sum);
        return result;
    }

    /// <summary>Writes the pairs under a name.</summary>
    public void Write(ArchiveWriter archive, JsonObject json, string name)
    {
        var ordered = masses.OrderBy(pair => pair.Key).ToArray();
        json[name] = ordered.Length;
        archive.Vector<int>($"{name}.npy", [.. ordered.SelectMany(pair => new[] { pair.Key.First, pair.Key.Second })]);
        archive.Vector<double>($"{name}_mass.npy", [.. ordered.SelectMany(pair => pair.Value.ToParts())]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="archive">Where arrays are.</param>
    /// <param name="json">Where all else is.</param>
    /// <param name="name">The name of the pairs.</param>
    /// <param name="firsts">The first number of a pair is below this.</param>
    /// <param name="seconds">The second number of a pair is below this.</param>
    /// <exception cref="InvalidDataException">A number is out of range.</exception>
    public void Read(ArchiveReader archive, JsonFields json, string name, int firsts, int seconds)
    {
        int count = archive.Claimed(json, name, $"{name}.npy");
        long[] places = archive.Counts($"{name}.npy", 2 * count);
        double[] sums = archive.Vector($"{name}_mass.npy", 2 * count);
        for (int pair = 0; pair < count; pair++)
        {
            var (first, second) = (places[2 * pair], places[(2 * pair) + 1]);
            if (first >= firsts || second >= seconds)
                throw archive.Bad($"'{name}.npy' names the pair {first}, {second}; valid is below {firsts}, {seconds}");
            Of((int)first, (int)second).FromParts(sums.AsSpan(2 * pair, 2));
        }
    }

    private ReproducibleSums Of(int first, int second)
    {
        if (!masses.TryGetValue((first, second), out var sum))
            masses.Add((first, second), sum = new ReproducibleSums(1, grid));
        return sum;
    }
}
