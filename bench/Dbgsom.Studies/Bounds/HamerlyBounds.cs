namespace Dbgsom.Studies.Bounds;

/// <summary>One bound on all other neurons (Hamerly 2010).</summary>
internal sealed class HamerlyBounds(int rows) : DistanceBounds("Hamerly", rows)
{
    private readonly double[] others = new double[rows];
    private int fastest;
    private double most;
    private double mostButOne;

    public override int BytesPerRow(int neurons) => 4;

    public override void Begin(double[] before, double[] now, int columns)
    {
        base.Begin(before, now, columns);
        fastest = Array.IndexOf(Moved, Moved.Max());
        most = Moved[fastest];
        mostButOne = Moved.Where((_, neuron) => neuron != fastest).Max();
    }

    public override int Find(int row, ReadOnlySpan<double> distances)
    {
        others[row] -= Winner[row] == fastest ? mostButOne : most;
        if (distances[Winner[row]] < others[row])
            return 0;
        var (least, next) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int neuron = 0; neuron < distances.Length; neuron++)
            if (distances[neuron] < least)
                (Winner[row], least, next) = (neuron, distances[neuron], least);
            else
                next = Math.Min(next, distances[neuron]);
        others[row] = next;
        return distances.Length - 1;
    }
}
