using Dbgsom.Numerics;

namespace Dbgsom.Mixtures;

/// <summary>
/// min ‖Wᵀa − x‖ subject to a ≥ 0 by the active-set method of Lawson &amp; Hanson (Solving Least Squares Problems, 1974, ch. 23): the prototype
/// with the largest gradient enters, lowest index on ties; those whose coefficients would fall below 0 leave on the way.
/// </summary>
/// <remarks>
/// A prototype enters only if w·r &gt; τ‖w‖·‖x‖, r the true residual x − Wᵀa. As w·r ≤ ‖r‖ times the distance of w from the span of those
/// that take part, it is then at least τ‖w‖ away from that span: dependent prototypes are kept out by the gradient alone. One solver serves
/// one thread.
/// </remarks>
internal sealed class NonNegativeLeastSquares(ScaledPrototypes prototypes)
{
    /// <summary>τ: how far from 0 a gradient may be, relative to ‖w‖·‖x‖.</summary>
    private const double Tolerance = 1e-11;

    /// <summary>The tolerance relative to ‖w‖·Σ a‖w‖, for the rounding of the residual where large terms cancel.</summary>
    private const double Rounding = 1e-13;

    private readonly PassiveFactor passive = new(prototypes);
    private readonly double[] x = new double[prototypes.FeatureCount];
    private readonly double[] residual = new double[prototypes.FeatureCount];
    private readonly double[] gradients = new double[prototypes.PaddedCount];
    private readonly bool[] barred = new bool[prototypes.Count]; // taking part, or just found of no use
    private double[] coefficients = [];
    private double[] target = [];

    /// <summary>The neurons with coefficients above 0 of the last sample, in ascending order.</summary>
    public List<int> Neurons { get; } = [];

    /// <summary>The coefficients of these neurons; infinite if out of the range of double.</summary>
    public List<double> Coefficients { get; } = [];

    /// <summary>Finds the coefficients of one sample.</summary>
    /// <param name="sample">Finite values, as many as features.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public void Solve(ReadOnlySpan<double> sample, CancellationToken cancellationToken)
    {
        sample.CopyTo(x);
        int exponent = BinaryScale.Normalize(x);
        x.CopyTo(residual, 0);
        passive.Clear();
        Array.Clear(barred);
        double length = Math.Sqrt(InnerProduct.Of(x, x));
        double tolerance = Tolerance * length;
        // In exact arithmetic no set of prototypes comes back. Should rounding bring one back, the growing tolerance ends it.
        int patience = 30 + (3 * prototypes.Count);
        for (int step = 1; FindEntering(Math.Max(tolerance, Rounding * Reach())) is var neuron and >= 0; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Enter(neuron))
                UpdateBarred();
            else
                barred[neuron] = true;
            if (step % patience == 0)
                tolerance *= 8;
        }
        Store(exponent);
    }

    /// <summary>Σ a‖w‖: how large the terms are that add up to x.</summary>
    private double Reach()
    {
        double sum = 0;
        for (int j = 0; j < passive.Count; j++)
            sum += coefficients[j] * prototypes.Norms[passive.Neurons[j]];
        return sum;
    }

    /// <summary>The prototype of the largest gradient in its own units, or −1 where every gradient is within the tolerance.</summary>
    private int FindEntering(double tolerance)
    {
        prototypes.Gradients(residual, gradients);
        int best = -1;
        double steepest = -1;
        for (int neuron = 0; neuron < barred.Length; neuron++)
        {
            double gradient = gradients[neuron] * prototypes.RelativeScales[neuron];
            if (gradient > steepest && gradients[neuron] > tolerance * prototypes.Norms[neuron] && !barred[neuron])
                (best, steepest) = (neuron, gradient);
        }
        return best;
    }

    /// <summary>
    /// Adds a prototype and moves towards the least-squares solution until a coefficient would become negative; false if nothing
    /// changed.
    /// </summary>
    private bool Enter(int neuron)
    {
        if (!passive.Add(neuron, residual))
            return false;
        if (coefficients.Length < passive.Capacity)
        {
            Array.Resize(ref coefficients, passive.Capacity);
            Array.Resize(ref target, passive.Capacity);
        }
        int before = passive.Count - 1;
        coefficients[before] = 0;
        while (passive.Count > 0)
        {
            passive.Solve(target);
            if (Blocking() is not (var place and >= 0))
                break;
            double share = Share(place);
            for (int j = 0; j < passive.Count; j++)
                coefficients[j] += share * (target[j] - coefficients[j]);
            coefficients[place] = 0;
            Leave();
        }
        target.AsSpan(0, passive.Count).CopyTo(coefficients);
        UpdateResidual();
        return passive.Count != before || passive.Neurons.Contains(neuron);
    }

    /// <summary>The place of the coefficient that reaches 0 first on the way to the target, or −1.</summary>
    private int Blocking()
    {
        int first = -1;
        double nearest = double.PositiveInfinity;
        for (int j = 0; j < passive.Count; j++)
        {
            if (target[j] > 0)
                continue;
            double share = Share(j);
            if (share < nearest)
                (first, nearest) = (j, share);
        }
        return first;
    }

    /// <summary>How much of the way to its target, which is not above 0, a coefficient can go.</summary>
    private double Share(int place) => coefficients[place] == 0 ? 0 : coefficients[place] / (coefficients[place] - target[place]);

    /// <summary>Takes out the prototypes whose coefficients came down to 0.</summary>
    private void Leave()
    {
        for (int j = passive.Count - 1; j >= 0; j--)
        {
            if (target[j] > 0 || coefficients[j] > 0)
                continue;
            passive.Remove(j);
            coefficients.AsSpan((j + 1)..(passive.Count + 1)).CopyTo(coefficients.AsSpan(j));
            target.AsSpan((j + 1)..(passive.Count + 1)).CopyTo(target.AsSpan(j));
        }
    }

    private void UpdateResidual()
    {
        x.CopyTo(residual, 0);
        for (int j = 0; j < passive.Count; j++)
            ScaledAdd.Run(residual, prototypes[passive.Neurons[j]], -coefficients[j]);
    }

    private void UpdateBarred()
    {
        Array.Clear(barred);
        foreach (int neuron in passive.Neurons)
            barred[neuron] = true;
    }

    private void Store(int exponent)
    {
        Neurons.Clear();
        Coefficients.Clear();
        var order = target.AsSpan(0, passive.Count);
        coefficients.AsSpan(0, passive.Count).CopyTo(order);
        Neurons.AddRange(passive.Neurons);
        var neurons = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Neurons);
        neurons.Sort(order);
        for (int j = 0; j < neurons.Length; j++)
            Coefficients.Add(Math.ScaleB(order[j], exponent - prototypes.Exponents[neurons[j]]));
    }
}
