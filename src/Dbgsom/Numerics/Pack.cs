// Over 300 lines: the same eight operations for each width of registers, side by side.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dbgsom.Numerics;

/// <summary>
/// Eight doubles side by side. A kernel is written once over a pack and compiled for each width of the processor's registers; every
/// operation is exact or correctly rounded element by element, so all widths give the same bits.
/// </summary>
internal interface IPack<TSelf>
    where TSelf : struct, IPack<TSelf>
{
    static abstract TSelf Broadcast(double value);

    static abstract TSelf Load(ref double source);

    /// <summary>The first few values, fewer than there is room for, and zeros; nothing behind them is read.</summary>
    static abstract TSelf Load(ref double source, int count);

    void Store(ref double destination);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf Sqrt(TSelf value);

    /// <summary>left &lt; right ? whenLess : otherwise.</summary>
    static abstract TSelf Select(TSelf left, TSelf right, TSelf whenLess, TSelf otherwise);

    /// <summary>The lesser of numbers that are not NaN, and not zeros of both signs.</summary>
    static abstract TSelf Least(TSelf left, TSelf right);

    /// <summary>2^n for integer-valued n from −1022 to 1023.</summary>
    static abstract TSelf PowerOfTwo(TSelf exponent);

    /// <summary>((0+4)+(2+6))+((1+5)+(3+7)).</summary>
    static abstract double Fold(TSelf value);
}

/// <summary>Number of elements of a pack.</summary>
internal static class Pack
{
    public const int Size = 8;

    /// <summary>1.5 · 2^52: adding it to a number below 2^51 leaves the number, rounded to an integer, in the low bits.</summary>
    public const double Rounding = 6755399441055744;

    /// <summary>The first few of eight values, and zeros, in two registers; nothing behind them is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe (Vector256<double> Low, Vector256<double> High) First(ref double source, int count)
    {
        if (!Avx.IsSupported)
        {
            Span<double> values = stackalloc double[Size];
            values.Clear();
            MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(values);
            return (Vector256.Create<double>(values), Vector256.Create<double>(values[4..]));
        }
        var (low, high) = Vector256.Widen(Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)));
        fixed (double* first = &source)
            return (Avx.MaskLoad(first, low.AsDouble()), Avx.MaskLoad(first + 4, high.AsDouble()));
    }
}

/// <summary>A pack in one 512-bit register.</summary>
internal readonly struct Pack512(Vector512<double> value) : IPack<Pack512>
{
    private readonly Vector512<double> v = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 Load(ref double source) => new(Vector512.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 Load(ref double source, int count)
    {
        var (low, high) = Pack.First(ref source, count);
        return new(Vector512.Create(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination) => v.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 operator +(Pack512 left, Pack512 right) => new(left.v + right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 operator -(Pack512 left, Pack512 right) => new(left.v - right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 operator *(Pack512 left, Pack512 right) => new(left.v * right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 operator /(Pack512 left, Pack512 right) => new(left.v / right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 Sqrt(Pack512 value) => new(Vector512.Sqrt(value.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 Select(Pack512 left, Pack512 right, Pack512 whenLess, Pack512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left.v, right.v), whenLess.v, otherwise.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 Least(Pack512 left, Pack512 right) => new(Vector512.MinNative(left.v, right.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512 PowerOfTwo(Pack512 exponent) =>
        new(Vector512.ShiftLeft((exponent.v + Vector512.Create(Pack.Rounding + 1023)).AsInt64(), 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold(Pack512 value) => Pack256.Fold(value.v.GetLower() + value.v.GetUpper());
}

/// <summary>A pack in two 256-bit registers.</summary>
internal readonly struct Pack256(Vector256<double> low, Vector256<double> high) : IPack<Pack256>
{
    private readonly Vector256<double> a = low;
    private readonly Vector256<double> b = high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 Broadcast(double value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 Load(ref double source) => new(Vector256.LoadUnsafe(ref source), Vector256.LoadUnsafe(ref source, 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 Load(ref double source, int count)
    {
        var (low, high) = Pack.First(ref source, count);
        return new(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination)
    {
        a.StoreUnsafe(ref destination);
        b.StoreUnsafe(ref destination, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 operator +(Pack256 left, Pack256 right) => new(left.a + right.a, left.b + right.b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 operator -(Pack256 left, Pack256 right) => new(left.a - right.a, left.b - right.b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 operator *(Pack256 left, Pack256 right) => new(left.a * right.a, left.b * right.b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 operator /(Pack256 left, Pack256 right) => new(left.a / right.a, left.b / right.b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 Sqrt(Pack256 value) => new(Vector256.Sqrt(value.a), Vector256.Sqrt(value.b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 Select(Pack256 left, Pack256 right, Pack256 whenLess, Pack256 otherwise) =>
        new(
            Vector256.ConditionalSelect(Vector256.LessThan(left.a, right.a), whenLess.a, otherwise.a),
            Vector256.ConditionalSelect(Vector256.LessThan(left.b, right.b), whenLess.b, otherwise.b)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 Least(Pack256 left, Pack256 right) =>
        new(Vector256.MinNative(left.a, right.a), Vector256.MinNative(left.b, right.b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256 PowerOfTwo(Pack256 exponent)
    {
        var bias = Vector256.Create(Pack.Rounding + 1023);
        return new(
            Vector256.ShiftLeft((exponent.a + bias).AsInt64(), 52).AsDouble(),
            Vector256.ShiftLeft((exponent.b + bias).AsInt64(), 52).AsDouble()
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold(Pack256 value) => Fold(value.a + value.b);

    /// <summary>Folds halves whose elements four apart are already added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold(Vector256<double> halves)
    {
        var quarters = halves.GetLower() + halves.GetUpper();
        return quarters.ToScalar() + quarters.GetElement(1);
    }
}

/// <summary>A pack in four 128-bit registers: where there are no wider ones, as on ARM64.</summary>
internal readonly struct Pack128(
    Vector128<double> first,
    Vector128<double> second,
    Vector128<double> third,
    Vector128<double> fourth
) : IPack<Pack128>
{
    private readonly Vector128<double> a = first;
    private readonly Vector128<double> b = second;
    private readonly Vector128<double> c = third;
    private readonly Vector128<double> d = fourth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 Broadcast(double value)
    {
        var all = Vector128.Create(value);
        return new(all, all, all, all);
    }

    public static Pack128 Load(ref double source, int count)
    {
        Span<double> values = stackalloc double[Pack.Size];
        values.Clear();
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(values);
        return Load(ref values[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 Load(ref double source) =>
        new(
            Vector128.LoadUnsafe(ref source),
            Vector128.LoadUnsafe(ref source, 2),
            Vector128.LoadUnsafe(ref source, 4),
            Vector128.LoadUnsafe(ref source, 6)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination)
    {
        a.StoreUnsafe(ref destination);
        b.StoreUnsafe(ref destination, 2);
        c.StoreUnsafe(ref destination, 4);
        d.StoreUnsafe(ref destination, 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 operator +(Pack128 left, Pack128 right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 operator -(Pack128 left, Pack128 right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 operator *(Pack128 left, Pack128 right) =>
        new(left.a * right.a, left.b * right.b, left.c * right.c, left.d * right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 operator /(Pack128 left, Pack128 right) =>
        new(left.a / right.a, left.b / right.b, left.c / right.c, left.d / right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 Sqrt(Pack128 value) =>
        new(Vector128.Sqrt(value.a), Vector128.Sqrt(value.b), Vector128.Sqrt(value.c), Vector128.Sqrt(value.d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 Select(Pack128 left, Pack128 right, Pack128 whenLess, Pack128 otherwise) =>
        new(
            Vector128.ConditionalSelect(Vector128.LessThan(left.a, right.a), whenLess.a, otherwise.a),
            Vector128.ConditionalSelect(Vector128.LessThan(left.b, right.b), whenLess.b, otherwise.b),
            Vector128.ConditionalSelect(Vector128.LessThan(left.c, right.c), whenLess.c, otherwise.c),
            Vector128.ConditionalSelect(Vector128.LessThan(left.d, right.d), whenLess.d, otherwise.d)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 Least(Pack128 left, Pack128 right) =>
        new(
            Vector128.MinNative(left.a, right.a),
            Vector128.MinNative(left.b, right.b),
            Vector128.MinNative(left.c, right.c),
            Vector128.MinNative(left.d, right.d)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack128 PowerOfTwo(Pack128 exponent) =>
        new(PowerOfTwo(exponent.a), PowerOfTwo(exponent.b), PowerOfTwo(exponent.c), PowerOfTwo(exponent.d));

    private static Vector128<double> PowerOfTwo(Vector128<double> exponent) =>
        Vector128.ShiftLeft((exponent + Vector128.Create(Pack.Rounding + 1023)).AsInt64(), 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold(Pack128 value)
    {
        var quarters = value.a + value.c + (value.b + value.d);
        return quarters.ToScalar() + quarters.GetElement(1);
    }
}

/// <summary>A pack as eight scalars: the twin that tests hold the others against.</summary>
internal struct PackScalar : IPack<PackScalar>
{
    private Eight v;

    [InlineArray(Pack.Size)]
    private struct Eight
    {
        private double first;
    }

    public static PackScalar Load(ref double source, int count)
    {
        Span<double> values = stackalloc double[Pack.Size];
        values.Clear();
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(values);
        return Load(ref values[0]);
    }

    public static PackScalar Broadcast(double value)
    {
        var result = default(PackScalar);
        ((Span<double>)result.v).Fill(value);
        return result;
    }

    public static PackScalar Load(ref double source)
    {
        var result = default(PackScalar);
        MemoryMarshal.CreateReadOnlySpan(ref source, Pack.Size).CopyTo(result.v);
        return result;
    }

    public readonly void Store(ref double destination) =>
        ((ReadOnlySpan<double>)v).CopyTo(MemoryMarshal.CreateSpan(ref destination, Pack.Size));

    public static PackScalar operator +(PackScalar left, PackScalar right)
    {
        for (int i = 0; i < Pack.Size; i++)
            left.v[i] += right.v[i];
        return left;
    }

    public static PackScalar operator -(PackScalar left, PackScalar right)
    {
        for (int i = 0; i < Pack.Size; i++)
            left.v[i] -= right.v[i];
        return left;
    }

    public static PackScalar operator *(PackScalar left, PackScalar right)
    {
        for (int i = 0; i < Pack.Size; i++)
            left.v[i] *= right.v[i];
        return left;
    }

    public static PackScalar operator /(PackScalar left, PackScalar right)
    {
        for (int i = 0; i < Pack.Size; i++)
            left.v[i] /= right.v[i];
        return left;
    }

    public static PackScalar Sqrt(PackScalar value)
    {
        for (int i = 0; i < Pack.Size; i++)
            value.v[i] = Math.Sqrt(value.v[i]);
        return value;
    }

    public static PackScalar Select(PackScalar left, PackScalar right, PackScalar whenLess, PackScalar otherwise)
    {
        for (int i = 0; i < Pack.Size; i++)
            left.v[i] = left.v[i] < right.v[i] ? whenLess.v[i] : otherwise.v[i];
        return left;
    }

    public static PackScalar Least(PackScalar left, PackScalar right)
    {
        for (int i = 0; i < Pack.Size; i++)
            left.v[i] = left.v[i] < right.v[i] ? left.v[i] : right.v[i];
        return left;
    }

    public static PackScalar PowerOfTwo(PackScalar exponent)
    {
        for (int i = 0; i < Pack.Size; i++)
            exponent.v[i] = BitConverter.Int64BitsToDouble(
                BitConverter.DoubleToInt64Bits(exponent.v[i] + (Pack.Rounding + 1023)) << 52
            );
        return exponent;
    }

    public static double Fold(PackScalar value) =>
        value.v[0] + value.v[4] + (value.v[2] + value.v[6]) + (value.v[1] + value.v[5] + (value.v[3] + value.v[7]));
}

/// <summary>One double that passes for a pack: the scalar twin of every kernel that works element by element.</summary>
internal readonly struct PackOne(double value) : IPack<PackOne>
{
    public double Value { get; } = value;

    public static PackOne Load(ref double source, int count)
    {
        Span<double> values = stackalloc double[Pack.Size];
        values.Clear();
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(values);
        return Load(ref values[0]);
    }

    public static PackOne Broadcast(double value) => new(value);

    public static PackOne Load(ref double source) => new(source);

    public void Store(ref double destination) => destination = Value;

    public static PackOne operator +(PackOne left, PackOne right) => new(left.Value + right.Value);

    public static PackOne operator -(PackOne left, PackOne right) => new(left.Value - right.Value);

    public static PackOne operator *(PackOne left, PackOne right) => new(left.Value * right.Value);

    public static PackOne operator /(PackOne left, PackOne right) => new(left.Value / right.Value);

    public static PackOne Sqrt(PackOne value) => new(Math.Sqrt(value.Value));

    public static PackOne Select(PackOne left, PackOne right, PackOne whenLess, PackOne otherwise) =>
        left.Value < right.Value ? whenLess : otherwise;

    public static PackOne Least(PackOne left, PackOne right) => left.Value < right.Value ? left : right;

    public static PackOne PowerOfTwo(PackOne exponent) =>
        new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(exponent.Value + (Pack.Rounding + 1023)) << 52));

    public static double Fold(PackOne value) => value.Value;
}
