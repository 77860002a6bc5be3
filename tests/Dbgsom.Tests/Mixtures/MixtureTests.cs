namespace Dbgsom.Tests.Mixtures;

/// <summary>The solver on samples and prototypes of every kind, against the definition and against brute force.</summary>
public sealed class MixtureTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(2, 7)]
    [InlineData(3, 8)]
    [InlineData(5, 8)]
    [InlineData(9, 6)]
    public void The_error_is_the_least_of_all_supports(int features, int neurons)
    {
        var random = new Random(features + (100 * neurons));
        for (int trial = 0; trial < 60; trial++)
        {
            var (prototypes, sample) = Make(random, features, neurons, trial % 3);
            var found = Mixture.Of(prototypes, sample).CheckOptimal();
            Assert.Equal(Supports.LeastError(prototypes, sample), found.Error, 1e-9 * Mixture.Norm(sample));
        }
    }

    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 63)]
    [InlineData(3, 200)]
    [InlineData(8, 1)]
    [InlineData(16, 16)]
    [InlineData(64, 120)]
    [InlineData(257, 40)]
    [InlineData(784, 300)]
    public void Every_size_is_optimal(int features, int neurons)
    {
        var random = new Random(features + neurons);
        for (int trial = 0; trial < (features < 100 ? 60 : 6); trial++)
        {
            var (prototypes, sample) = Make(random, features, neurons, trial % 3);
            Mixture.Of(prototypes, sample).CheckOptimal();
        }
    }

    [Fact]
    public void Of_equal_prototypes_the_first_is_taken()
    {
        double[][] prototypes =
        [
            [0, 0],
            [1, 2],
            [1, 2],
            [2, 1],
            [2, 1],
        ];
        Assert.Equal([0, 1, 0, 1, 0], Rounded(Mixture.Of(prototypes, [3, 3])));
        Assert.Equal([0, 0, 0, 0, 0], Rounded(Mixture.Of(prototypes, [0, 0])));
        Assert.Equal([0, 0, 0, 0, 0], Rounded(Mixture.Of(prototypes, [-1, -2])));
    }

    [Fact]
    public void The_largest_gradient_enters_first()
    {
        // All four reach (2, 2) exactly in pairs or alone; w·x is 8, 6, 6 and 2.
        Assert.Equal(
            [0, 0, 0, 0.5],
            Rounded(
                Mixture.Of(
                    [
                        [1, 0],
                        [2, 1],
                        [1, 2],
                        [4, 4],
                    ],
                    [2, 2]
                )
            )
        );
        Assert.Equal(
            [1, 0, 0],
            Rounded(
                Mixture.Of(
                    [
                        [2, 2],
                        [1, 1],
                        [2, 2],
                    ],
                    [2, 2]
                )
            )
        );
        // (4, 0) enters first; then (0, 1) and (1, 1) both have 2, and the lower index enters.
        Assert.Equal(
            [0.5, 2, 0],
            Rounded(
                Mixture.Of(
                    [
                        [4, 0],
                        [0, 1],
                        [1, 1],
                    ],
                    [2, 2]
                )
            )
        );
    }

    [Fact]
    public void Prototypes_on_one_line()
    {
        double[][] prototypes = [.. Enumerable.Range(-5, 12).Select(k => new[] { k * 0.1, k * 0.2, k * -0.3 })];
        foreach (double[] sample in new double[][] { [1, 2, -3], [-1, -2, 3], [3, 0, 1], [1, 2, -2.9999999] })
        {
            var found = Mixture.Of(prototypes, sample).CheckOptimal();
            Assert.True(found.Coefficients.Count(a => a > 0) <= 1);
        }
    }

    /// <summary>Columns so close that the normal equations could not tell them apart.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    [InlineData(1e-10)]
    [InlineData(1e-12)]
    [InlineData(1e-15)]
    public void Prototypes_that_nearly_depend_on_each_other(double spread)
    {
        var random = new Random(7);
        for (int trial = 0; trial < 100; trial++)
        {
            double[] center = Vector(random, 6, -1);
            double[][] prototypes =
            [
                .. Enumerable
                    .Range(0, 12)
                    .Select(k =>
                        center
                            .Select(c => (k % 2 == 0 || trial % 2 == 0 ? c : -c) + (spread * (random.NextDouble() - 0.5)))
                            .ToArray()
                    ),
            ];
            double[] sample = trial % 3 == 0 ? Vector(random, 6, -1) : Inside(random, prototypes);
            Mixture.Of(prototypes, sample).CheckOptimal(cancelling: true);
        }
    }

    /// <summary>The coefficients are the same but for their scale, so the optimum is too.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1e-150, 1e150)]
    [InlineData(1e150, 1e-150)]
    [InlineData(1e-150, 1e-150)]
    [InlineData(1e150, 1e150)]
    public void Any_scale_of_prototypes_and_samples(double prototypeScale, double sampleScale)
    {
        var random = new Random(3);
        for (int trial = 0; trial < 30; trial++)
        {
            var (prototypes, sample) = Make(random, 4, 9, trial % 3);
            double[][] scaled = [.. prototypes.Select(prototype => Times(prototype, prototypeScale))];
            Mixture.Of(scaled, Times(sample, sampleScale)).CheckOptimal();
        }
    }

    [Fact]
    public void Each_prototype_at_a_scale_of_its_own()
    {
        var random = new Random(4);
        for (int trial = 0; trial < 200; trial++)
        {
            var (prototypes, sample) = Make(random, 5, 12, trial % 3);
            double[][] scaled = [.. prototypes.Select(p => Times(p, Math.Pow(10, random.Next(-150, 151))))];
            Mixture.Of(scaled, Times(sample, Math.Pow(10, random.Next(-140, 140)))).CheckOptimal();
            double[][] features = [.. prototypes.Select(p => p.Select((v, f) => v * Math.Pow(10, (f - 2) * 70)).ToArray())];
            Mixture.Of(features, [.. sample.Select((v, f) => v * Math.Pow(10, (f - 2) * 70))]).CheckOptimal(cancelling: true);
        }
    }

    [Fact]
    public void Whole_numbers_with_many_ties()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 2000; trial++)
        {
            int features = 1 + (trial % 7);
            double[][] prototypes = [.. Enumerable.Range(0, 1 + (trial % 30)).Select(_ => Whole(random, features))];
            Mixture.Of(prototypes, Whole(random, features)).CheckOptimal();
        }
    }

    private static (double[][] Prototypes, double[] Sample) Make(Random random, int features, int neurons, int kind)
    {
        // Kind 0 in all directions, 1 in the positive quadrant, 2 with the sample inside the cone.
        double low = kind == 1 ? 0 : -1;
        double[][] prototypes = [.. Enumerable.Range(0, neurons).Select(_ => Vector(random, features, low))];
        return (prototypes, kind == 2 ? Inside(random, prototypes) : Vector(random, features, low));
    }

    private static double[] Vector(Random random, int features, double low) =>
        [.. Enumerable.Range(0, features).Select(_ => low + (random.NextDouble() * (1 - low)))];

    private static double[] Whole(Random random, int features) =>
        [.. Enumerable.Range(0, features).Select(_ => (double)random.Next(-2, 3))];

    private static double[] Inside(Random random, double[][] prototypes)
    {
        double[] shares = [.. prototypes.Select(_ => Math.Max(0, random.NextDouble() - 0.5))];
        return [.. prototypes[0].Select((_, f) => prototypes.Select((p, k) => p[f] * shares[k]).Sum())];
    }

    private static double[] Times(double[] vector, double factor) => Array.ConvertAll(vector, value => value * factor);

    private static double[] Rounded(Mixture mixture) => Array.ConvertAll(mixture.Coefficients, a => Math.Round(a, 12));
}
