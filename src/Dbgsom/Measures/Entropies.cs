using Dbgsom.Numerics;

namespace Dbgsom.Measures;

/// <summary>Shannon entropy in bits.</summary>
internal static class Entropies
{
    /// <summary>H = −Σ p·log₂ p of the shares p of some masses; 0 where there is none.</summary>
    public static double Of(ReadOnlySpan<double> masses)
    {
        double total = Ordered.Sum(masses);
        double sum = 0;
        foreach (double mass in masses)
            if (mass > 0 && mass < total)
                sum -= mass / total * Log2(mass / total);
        return sum;
    }

    /// <summary>log₂ of the number of classes: the entropy where all are equally frequent.</summary>
    public static double Greatest(int classes) => Log2(classes);

    // ln 2 to the last bit of a double.
    private static double Log2(double value) => DeterministicMath.Log(value) / 0.6931471805599453;
}
