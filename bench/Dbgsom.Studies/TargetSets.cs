namespace Dbgsom.Studies;

/// <summary>Made data with a number beside the features; the same values from the same seed.</summary>
public static class TargetSets
{
    /// <summary>
    /// Friedman's first (1991, <i>Multivariate adaptive regression splines</i>): 10 uniform features, 5 of which play a part,
    /// y = 10 sin(π x₀ x₁) + 20 (x₂ − ½)² + 10 x₃ + 5 x₄ + normal noise of deviation 1.
    /// </summary>
    public static Samples Friedman(int rows, ulong seed) =>
        Make(
            rows,
            10,
            seed,
            (draw, x) =>
            {
                for (int f = 0; f < x.Length; f++)
                    x[f] = draw.Unit();
                return (10 * Math.Sin(Math.PI * x[0] * x[1]))
                    + (20 * (x[2] - 0.5) * (x[2] - 0.5))
                    + (10 * x[3])
                    + (5 * x[4])
                    + draw.Normal();
            }
        );

    /// <summary>A bent sheet of two uniform numbers u and v in six features, normal noise of deviation 0.05 on each; y = sin 4u + cos 3v + uv + noise of deviation 0.2.</summary>
    public static Samples Sheet(int rows, ulong seed) =>
        Make(
            rows,
            6,
            seed,
            (draw, x) =>
            {
                var (u, v) = (draw.Unit(), draw.Unit());
                (x[0], x[1], x[2]) = (u, v, Math.Sin(3 * u));
                (x[3], x[4], x[5]) = (Math.Cos(3 * v), u * v, (u * u) - (v * v));
                for (int f = 0; f < x.Length; f++)
                    x[f] += 0.05 * draw.Normal();
                return Math.Sin(4 * u) + Math.Cos(3 * v) + (u * v) + (0.2 * draw.Normal());
            }
        );

    /// <summary>Three planes in five normal features, which is in force by the first feature: y = 3x₁ below −½, −2x₂ + x₃ up to ½, 2x₁ + 2x₄ + 1 beyond; noise of deviation 0.5.</summary>
    public static Samples Pieces(int rows, ulong seed) =>
        Make(
            rows,
            5,
            seed,
            (draw, x) =>
            {
                for (int f = 0; f < x.Length; f++)
                    x[f] = draw.Normal();
                double value =
                    x[0] < -0.5 ? 3 * x[1]
                    : x[0] < 0.5 ? (-2 * x[2]) + x[3]
                    : (2 * x[1]) + (2 * x[4]) + 1;
                return value + (0.5 * draw.Normal());
            }
        );

    private static Samples Make(int rows, int columns, ulong seed, Func<Draws, double[], double> row)
    {
        var draw = new Draws(seed);
        var (values, targets) = (new double[rows][], new double[rows]);
        for (int i = 0; i < rows; i++)
            targets[i] = row(draw, values[i] = new double[columns]);
        return new Samples(DataMatrix.From(values), targets);
    }

    /// <summary>Numbers drawn one after the other.</summary>
    private sealed class Draws(ulong state)
    {
        private ulong state = state;

        public double Unit() => Generators.NextUnit(ref state);

        public double Normal() => Generators.NextNormal(ref state);
    }
}
