using Dbgsom.Mixtures;

namespace Dbgsom.Tests.Mixtures;

/// <summary>The factorization while prototypes come and go: its solution stays that of least squares to working precision.</summary>
public sealed class PassiveFactorTests
{
    private const int Features = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(1e-4)]
    [InlineData(1e-8)]
    public void The_residual_is_orthogonal_to_all_that_take_part(double spread)
    {
        var random = new Random(11);
        double[] center = Vector(random, 1);
        double[][] prototypes =
        [
            .. Enumerable.Range(0, 14).Select(_ => center.Zip(Vector(random, spread), (c, v) => c + v).ToArray()),
        ];
        double[] sample = [.. center.Zip(Vector(random, 1), (c, v) => c + v)];
        var scaled = new ScaledPrototypes(new WeightMatrix([.. prototypes.SelectMany(p => p)], Features));
        var factor = new PassiveFactor(scaled);
        var residual = sample;
        int most = 0;
        for (int step = 0; step < 300; step++)
        {
            int neuron = random.Next(prototypes.Length);
            if (factor.Neurons.Contains(neuron))
                factor.Remove(factor.Neurons.IndexOf(neuron));
            else if (!factor.Add(neuron, residual))
                continue;
            residual = Check(factor, scaled, sample);
            most = Math.Max(most, factor.Count);
        }
        Assert.True(most > 3);
    }

    private static double[] Check(PassiveFactor factor, ScaledPrototypes prototypes, double[] sample)
    {
        var z = new double[factor.Count];
        factor.Solve(z);
        for (int i = 0; i < factor.Count; i++)
        for (int j = 0; j <= i; j++)
            Assert.Equal(i == j ? 1 : 0, Dot(factor.Direction(i).ToArray(), factor.Direction(j).ToArray()), 1e-14);
        double[][] chosen = [.. factor.Neurons.ToArray().Select(neuron => prototypes[neuron].ToArray())];
        double[] residual = new Mixture(chosen, sample, z).Residual;
        double terms = Mixture.Norm(sample) + z.Zip(chosen, (a, w) => Math.Abs(a) * Mixture.Norm(w)).Sum();
        foreach (double[] prototype in chosen)
        {
            double gradient = Dot(prototype, residual) / (Mixture.Norm(prototype) * terms);
            Assert.True(Math.Abs(gradient) < 1e-14, $"{gradient} with {factor.Count} taking part");
        }
        return residual;
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static double[] Vector(Random random, double scale) =>
        [.. Enumerable.Range(0, Features).Select(_ => scale * (random.NextDouble() - 0.5))];
}
