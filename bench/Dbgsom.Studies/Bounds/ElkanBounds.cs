namespace Dbgsom.Studies.Bounds;

/// <summary>A bound on every neuron, and the distances between neurons (Elkan 2003).</summary>
internal sealed class ElkanBounds(int rows) : DistanceBounds("Elkan", rows)
{
    private readonly double[]?[] bounds = new double[rows][];
    private double[] halves = [];

    public override int BytesPerRow(int neurons) => 4 * neurons;

    public override void Begin(double[] before, double[] now, int columns)
    {
        base.Begin(before, now, columns);
        int count = Moved.Length;
        halves = new double[count * count];
        for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++)
            halves[(i * count) + j] = Distance(now, i, now, j, columns) / 2;
    }

    public override int Find(int row, ReadOnlySpan<double> distances)
    {
        int known = bounds[row]?.Length ?? 0;
        if (known < distances.Length)
            Array.Resize(ref bounds[row], distances.Length);
        double[] own = bounds[row]!;
        for (int neuron = 0; neuron < known; neuron++)
            own[neuron] -= Moved[neuron];
        int winner = Winner[row];
        int computed = 0;
        for (int neuron = 0; neuron < distances.Length; neuron++)
        {
            double upper = distances[winner];
            if (neuron == winner || own[neuron] > upper || halves[(winner * distances.Length) + neuron] > upper)
                continue;
            computed++;
            own[neuron] = distances[neuron];
            own[winner] = upper;
            if (distances[neuron] < upper)
                winner = neuron;
        }
        own[winner] = distances[winner];
        Winner[row] = winner;
        return computed;
    }
}
