using Dbgsom.Grid;
using Dbgsom.Space;

namespace Dbgsom.Training.Growth;

/// <summary>Step 8d: puts one neuron beside a boundary neuron, on the free side where the most error is.</summary>
internal static class NeuronInsertion
{
    public static void Beside(NeuronSet neurons, int boundary, Metric metric, int epoch)
    {
        var lattice = neurons.Lattice;
        var center = lattice.Positions[boundary];
        GridPosition? chosen = null;
        var (score, side, opposite) = (double.NegativeInfinity, -1, -1);
        for (int free = 0; free < lattice.Grid.Sides; free++)
        {
            var place = lattice.Grid.Neighbor(center, free);
            if (lattice.At(place) >= 0)
                continue;
            int across = lattice.Across(boundary, free);
            int beside = SideNeighbor(neurons, place, boundary);
            double error = neurons.Error[beside >= 0 ? beside : across];
            if (error > score)
                (chosen, score, side, opposite) = (place, error, beside, across);
        }
        var weights = new double[neurons.Columns];
        for (int c = 0; c < weights.Length; c++)
        {
            weights[c] = (2 * neurons.WeightsOf(boundary)[c]) - neurons.WeightsOf(opposite)[c];
            if (side >= 0)
                weights[c] = (weights[c] + neurons.WeightsOf(side)[c]) / 2;
        }
        metric.Normalize(weights, weights.Length);
        neurons.Add(chosen!.Value, weights, epoch);
    }

    /// <summary>The neuron with the largest error beside a free place, other than the one that grows there; first of equals; −1 for none.</summary>
    private static int SideNeighbor(NeuronSet neurons, GridPosition place, int except)
    {
        int best = -1;
        var lattice = neurons.Lattice;
        for (int side = 0; side < lattice.Grid.Sides; side++)
        {
            int neuron = lattice.At(lattice.Grid.Neighbor(place, side));
            if (neuron >= 0 && neuron != except && (best < 0 || neurons.Error[neuron] > neurons.Error[best]))
                best = neuron;
        }
        return best;
    }
}
