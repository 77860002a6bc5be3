using Dbgsom.Numerics;

namespace Dbgsom.Regression;

/// <summary>
/// How far held-out samples lie from their predictions: for each neuron σ_j² = (R_j + m·σ²) / (n_j + m), R_j the sum of the squared errors of its n_j samples, σ² the
/// mean of all. m, in samples, is what makes held-out errors most likely for a normal distribution, each judged by the others of its neuron.
/// </summary>
/// <param name="Values">σ_j.</param>
/// <param name="Scores">For each sample the magnitude of its error over the σ_j of the others, ascending.</param>
internal sealed record NeuronSpreads(double[] Values, double[] Scores)
{
    private static readonly double[] Weights = [2, 4, 8, 16, 32, 64, 128, 256, double.PositiveInfinity];

    public static NeuronSpreads Fit(int neurons, IReadOnlyList<(int Neuron, double Error)> heldOut)
    {
        var (squares, counts) = (new double[neurons], new int[neurons]);
        foreach (var (neuron, error) in heldOut)
        {
            squares[neuron] += error * error;
            counts[neuron]++;
        }
        double mean = Ordered.Sum(squares) / heldOut.Count;
        if (mean == 0)
            return new NeuronSpreads(new double[neurons], new double[heldOut.Count]);
        double Square(double sum, int count, double weight) =>
            double.IsFinite(weight) ? (sum + (weight * mean)) / (count + weight) : mean;
        double Surprise(double weight) =>
            Ordered.Sum([
                .. heldOut.Select(one =>
                {
                    double own = one.Error * one.Error;
                    double square = Square(Math.Max(0, squares[one.Neuron] - own), counts[one.Neuron] - 1, weight);
                    return DeterministicMath.Log(square) + (own / square);
                }),
            ]);
        double[] surprises = Array.ConvertAll(Weights, Surprise);
        double best = Weights[Array.IndexOf(surprises, surprises.Min())];
        double[] scores =
        [
            .. heldOut.Select(one =>
            {
                double own = one.Error * one.Error;
                return Math.Abs(one.Error)
                    / Math.Sqrt(Square(Math.Max(0, squares[one.Neuron] - own), counts[one.Neuron] - 1, best));
            }),
        ];
        Array.Sort(scores);
        return new NeuronSpreads([.. squares.Select((sum, neuron) => Math.Sqrt(Square(sum, counts[neuron], best)))], scores);
    }
}
