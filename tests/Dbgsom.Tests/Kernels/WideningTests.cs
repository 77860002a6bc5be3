using Dbgsom.Numerics;

namespace Dbgsom.Tests.Kernels;

/// <summary>Against the plain loop, at every length, and with one value that is not finite at every place.</summary>
public sealed class WideningTests
{
    private static readonly float[] Odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [Fact]
    public void Every_length_and_place()
    {
        var random = new Random(1);
        for (int length = 0; length <= 257; length++)
        {
            var source = new float[length];
            for (int i = 0; i < length; i++)
                source[i] = (i % 5) switch
                {
                    0 => float.MaxValue,
                    1 => -float.Epsilon,
                    2 => -0f,
                    _ => random.NextSingle(),
                };
            var target = new double[length + 1];
            target[length] = 7;
            Assert.True(Widening.Run(source, target));
            Assert.Equal([.. source.Select(value => (double)value), 7], target);
            Assert.True(Widening.AllFinite<double>(target));
            Assert.True(Widening.AllFinite<float>(source));
            for (int place = 0; place < length; place++)
            {
                float kept = source[place];
                source[place] = Odd[place % 3];
                Assert.False(Widening.Run(source, target));
                Assert.Equal((double)source[place], target[place]);
                Assert.False(Widening.AllFinite<double>(target.AsSpan(0, length)));
                Assert.False(Widening.AllFinite<float>(source));
                source[place] = kept;
            }
        }
    }

    [Fact]
    public void Too_little_room_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Widening.Run(new float[9], new double[8]));

    [Fact]
    public void Offset_and_division_of_every_length()
    {
        var random = new Random(2);
        for (int length = 1; length <= 257; length++)
        {
            double[] Draw() => [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.3)];
            var (row, offsets, divisors) = (Draw(), Draw(), Draw());
            double[] expected = [.. row.Select((value, i) => (value - offsets[i]) / divisors[i])];
            double[] rows = [.. row, .. row, .. row];
            Assert.True(OffsetAndDivide.Run(rows, offsets, divisors));
            Assert.Equal([.. expected, .. expected, .. expected], rows);
            foreach (double far in new[] { double.MaxValue, double.NegativeInfinity, double.NaN })
            {
                double[] one = [.. row, .. row];
                int at = random.Next(one.Length);
                one[at] = far;
                divisors[at % length] = 0.5;
                Assert.False(OffsetAndDivide.Run(one, offsets, divisors));
            }
        }
    }
}
