using Dbgsom.Mixtures;

namespace Dbgsom.Tests.Mixtures;

/// <summary>Coefficients of one sample from the solver, and what their definition asks of them.</summary>
internal sealed record Mixture(double[][] Prototypes, double[] Sample, double[] Coefficients)
{
    public static Mixture Of(double[][] prototypes, double[] sample)
    {
        double[] weights = [.. prototypes.SelectMany(prototype => prototype)];
        var solver = new NonNegativeLeastSquares(new ScaledPrototypes(new WeightMatrix(weights, sample.Length)));
        solver.Solve(sample, TestContext.Current.CancellationToken);
        var coefficients = new double[prototypes.Length];
        for (int at = 0; at < solver.Neurons.Count; at++)
            coefficients[solver.Neurons[at]] = solver.Coefficients[at];
        Assert.Equal(solver.Neurons.Order(), solver.Neurons);
        Assert.DoesNotContain(0.0, solver.Coefficients);
        return new Mixture(prototypes, sample, coefficients);
    }

    public double[] Residual =>
        [.. Sample.Select((x, f) => x - Coefficients.Select((a, k) => a * Prototypes[k][f]).Aggregate(0.0, (s, t) => s + t))];

    public double Error => Norm(Residual);

    /// <summary>
    /// Asserts the conditions of Karush, Kuhn and Tucker: a ≥ 0; w·r at most 0 where a = 0, and 0 where a is above; relative to ‖w‖·s.
    /// </summary>
    /// <param name="cancelling">Whether s may also be Σ a‖w‖, for prototypes that cancel each other, instead of ‖x‖.</param>
    public Mixture CheckOptimal(double tolerance = 1e-9, bool cancelling = false)
    {
        double scale = Norm(Sample);
        if (cancelling)
            scale = Math.Max(scale, Prototypes.Select((w, k) => Coefficients[k] * Norm(w)).Sum());
        var residual = Residual;
        for (int k = 0; k < Prototypes.Length; k++)
        {
            double length = Norm(Prototypes[k]);
            Assert.True(double.IsFinite(Coefficients[k]) && Coefficients[k] >= 0, $"coefficient {k} is {Coefficients[k]}");
            if (length == 0 || scale == 0)
            {
                Assert.Equal(0, Coefficients[k]);
                continue;
            }
            double gradient = Prototypes[k].Select((w, f) => w / length * (residual[f] / scale)).Sum();
            Assert.True(gradient <= tolerance, $"gradient {k} is {gradient} where the coefficient is {Coefficients[k]}");
            Assert.True(
                Coefficients[k] == 0 || gradient >= -tolerance,
                $"gradient {k} is {gradient} where the coefficient is {Coefficients[k]}"
            );
        }
        return this;
    }

    /// <summary>The Euclidean norm, for numbers of any scale.</summary>
    public static double Norm(double[] vector)
    {
        double greatest = vector.Max(Math.Abs);
        return greatest == 0 ? 0 : greatest * Math.Sqrt(vector.Sum(v => v / greatest * (v / greatest)));
    }
}
