using System.Numerics;
using System.Runtime.Intrinsics;
using Dbgsom.Numerics;

namespace Dbgsom.Tests.Kernels;

public sealed class DeterministicMathTests
{
    private static IEnumerable<double> Exponents =>
        Enumerable
            .Range(0, 4000)
            .Select(i => -745.0 + (i * 0.3638))
            .Concat(Enumerable.Range(1, 300).Select(i => -Math.Pow(2, -i / 5.0)))
            .Concat([0, -0.0, 1, -1, 0.5, -1e-300, -5e-324, 709.7]);

    [Fact]
    public void Exp_is_off_by_less_than_a_unit_in_the_last_place()
    {
        foreach (double x in Exponents)
        {
            double found = DeterministicMath.Exp(x);
            Assert.True(UnitsOff(found, ExactExp(x)) < 1, $"exp({x:R}) = {found:R}");
        }
    }

    [Fact]
    public void Exp_at_the_ends()
    {
        Assert.Equal(1, DeterministicMath.Exp(0));
        Assert.Equal(double.Epsilon, DeterministicMath.Exp(-744.9));
        Assert.Equal(0, DeterministicMath.Exp(-1e5));
        Assert.Equal(0, DeterministicMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Exp(710));
        Assert.True(double.IsNaN(DeterministicMath.Exp(double.NaN)));
    }

    [Fact]
    public void Every_width_gives_the_bits_of_the_scalar()
    {
        double[] values = [.. Exponents.Where(x => x <= 709)];
        values = values[..(values.Length / 8 * 8)];
        double[] scalar = Array.ConvertAll(values, DeterministicMath.Exp);
        Assert.Equal(scalar, Run<PackScalar>(values));
        Assert.Equal(scalar, Run<PackOne>(values, 1));
        Assert.Equal(scalar, Run<Pack128>(values));
        if (Vector256.IsHardwareAccelerated)
            Assert.Equal(scalar, Run<Pack256>(values));
        if (Vector512.IsHardwareAccelerated)
            Assert.Equal(scalar, Run<Pack512>(values));
        for (int length = 0; length <= 257; length++)
        {
            var part = values[..length];
            DeterministicMath.Exp(part.AsSpan());
            Assert.Equal(scalar[..length], part);
        }
    }

    [Fact]
    public void Log_is_off_by_less_than_two_units_in_the_last_place()
    {
        double[] values =
        [
            1e-300,
            5e-324,
            1e-10,
            0.3,
            0.7071067811865475,
            0.7071067811865476,
            0.99,
            1,
            1.0000001,
            1.41,
            1.4142135623730951,
            2,
            100,
            1e300,
        ];
        foreach (double x in values.Concat(Enumerable.Range(1, 3000).Select(i => i * 0.0137)))
        {
            // exp(log x) = x within what the logarithm's last place is worth.
            double found = DeterministicMath.Log(x);
            Assert.Equal(Math.Log(x), found, Math.Max(2 * Ulp(Math.Log(x)), 5e-324));
        }
        Assert.Equal(double.NegativeInfinity, DeterministicMath.Log(0));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(DeterministicMath.Log(-1)));
    }

    [Fact]
    public void Robust_strengths_are_the_formula_at_every_width()
    {
        double[] distances = [.. Enumerable.Range(0, 64).Select(i => i * i * 0.01)];
        var expected = Array.ConvertAll(distances, d => 1 - Math.Sqrt(1 - DeterministicMath.Exp(0 - (d * d / 2.5))));
        var found = new double[64];
        RobustStrengths.Compute<PackScalar>(distances, 2.5, found);
        Assert.Equal(expected, found);
        RobustStrengths.Compute(distances, 2.5, found);
        Assert.Equal(expected, found);
        Assert.Equal(1, found[0]);
    }

    private static double[] Run<TPack>(double[] values, int step = Pack.Size)
        where TPack : struct, IPack<TPack>
    {
        var result = new double[values.Length];
        for (int i = 0; i < values.Length; i += step)
            DeterministicMath.ExpPack(TPack.Load(ref values[i])).Store(ref result[i]);
        return result;
    }

    /// <summary>e^x as a fraction of 2^1400: the Taylor series of x/4096 in fixed-point arithmetic, squared twelve times.</summary>
    private static BigInteger ExactExp(double x)
    {
        const int Bits = 1400;
        var one = BigInteger.One << Bits;
        var argument = Fixed(x, Bits) >> 12;
        var (term, sum) = (one, one);
        for (int k = 1; k < 200 && !term.IsZero; k++)
        {
            term = term * argument / k >> Bits;
            sum += term;
        }
        for (int i = 0; i < 12; i++)
            sum = sum * sum >> Bits;
        return sum;
    }

    private static double UnitsOff(double found, BigInteger exact)
    {
        var difference = BigInteger.Abs(Fixed(found, 1400) - exact);
        return (double)(1000 * difference / Fixed(Ulp(found), 1400)) / 1000;
    }

    private static BigInteger Fixed(double value, int bits)
    {
        long raw = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int exponent = (int)(raw >> 52);
        BigInteger mantissa = (raw & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        int shift = Math.Max(exponent, 1) - 1075 + bits;
        var result = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return value < 0 ? -result : result;
    }

    private static double Ulp(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);
}
