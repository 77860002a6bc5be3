using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Map;

/// <summary>A search of rows for those nearest to a sample.</summary>
/// <param name="map">The map.</param>
/// <param name="data">The rows, with the features of the map in order.</param>
/// <param name="sample">The sample in the space of the map, NaN where a value is missing.</param>
/// <param name="k">How many are looked for.</param>
internal sealed class SimilarSearch(SomMap map, DataMatrix data, double[] sample, int k)
{
    private readonly Metric metric = map.EffectiveOptions.Metric;
    private readonly double[]? shares = map.Space.SharesOf(map.FeatureCount);
    private readonly double[] row = new double[map.FeatureCount];

    // The farthest of those found on top, the highest row of those equally far.
    private readonly PriorityQueue<SimilarRow, (double, int)> found = new();

    /// <summary>Compares rows, those of near neurons first.</summary>
    /// <param name="matches">The winner of each row and its distance.</param>
    /// <param name="query">The distance of the sample from each neuron.</param>
    /// <param name="noise">How much rounding may add to a bound, as a share of the distances; infinite where there are no bounds.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public void Run(BestMatch[] matches, double[] query, double noise, CancellationToken cancellationToken)
    {
        using var reading = data.Storage.Hold();
        var byNeuron = new List<int>[map.Neurons.Count];
        for (int i = 0; i < matches.Length; i++)
            (byNeuron[matches[i].Neuron] ??= []).Add(i);
        int[] order = [.. Enumerable.Range(0, byNeuron.Length).Where(neuron => byNeuron[neuron] is not null)];
        Array.Sort(Array.ConvertAll(order, neuron => (query[neuron], neuron)), order);
        foreach (int neuron in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double apart = query[neuron];
            foreach (int i in byNeuron[neuron])
            {
                if (found.Count == k && double.IsFinite(noise))
                {
                    double bound = Math.Abs(apart - matches[i].Distance) - (noise * (apart + matches[i].Distance));
                    if (bound > found.Peek().Distance && IsComplete(i))
                        continue;
                }
                Compare(i);
            }
        }
    }

    /// <summary>Returns the rows found, nearest first.</summary>
    public SimilarRow[] Found()
    {
        SimilarRow[] rows = [.. found.UnorderedItems.Select(item => item.Element)];
        return [.. rows.OrderBy(one => one.Distance).ThenBy(one => one.Row)];
    }

    /// <summary>How many rows were compared.</summary>
    public int Compared { get; private set; }

    private bool IsComplete(int i)
    {
        data.CopyRow(i, row);
        return !row.Any(double.IsNaN);
    }

    private void Compare(int i)
    {
        Compared++;
        data.CopyRow(i, row);
        map.Space.Enter(row, row.Length);
        double distance = Distance();
        if (double.IsNaN(distance))
            return;
        found.Enqueue(new SimilarRow(i, distance), (-distance, -i));
        if (found.Count > k)
            found.Dequeue();
    }

    /// <summary>By the features that both have; NaN where there is none.</summary>
    private double Distance()
    {
        bool gaps = false;
        for (int f = 0; f < row.Length; f++)
            if (double.IsNaN(row[f]) || double.IsNaN(sample[f]))
            {
                row[f] = double.NaN;
                gaps = true;
            }
        if (!gaps)
            return metric.Distance(row, sample);
        var known = new RowGaps();
        known.Find(row, row.Length, shares);
        return known.FirstEmpty >= 0 ? double.NaN : metric.Distance(row, sample, known.Known(0), known.Scale(0));
    }
}
