using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Search.Kernels;

/// <summary>
/// Floats side by side in one register, for scores that only filter: their rounding differs from width to width and is covered by an
/// error bound, never by a result.
/// </summary>
internal interface IFloatPack<TSelf>
    where TSelf : struct, IFloatPack<TSelf>
{
    static abstract int Size { get; }

    /// <summary>How many packs of rows are scored together: as many as make the most of the registers.</summary>
    static abstract int Together { get; }

    static abstract TSelf Broadcast(float value);

    static abstract TSelf Load(ref float source);

    void Store(ref float destination);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Max(TSelf a, TSelf b);

    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The greatest of all elements and the greatest but one, from the greatest and the next of each place.</summary>
    static abstract (float Greatest, float Next) Fold(TSelf greatest, TSelf next);

    /// <summary>left &lt; right ? whenLess : otherwise.</summary>
    static abstract TSelf Select(TSelf left, TSelf right, TSelf whenLess, TSelf otherwise);

    /// <summary>A bit for each element that is at least as large.</summary>
    static abstract uint AtLeast(TSelf a, TSelf b);

    /// <summary>Returns the pack with −∞ in one place.</summary>
    TSelf Without(int place);

    /// <summary>A bit for each element that is less.</summary>
    static abstract uint Less(TSelf a, TSelf b);
}

/// <summary>Sixteen floats.</summary>
internal readonly struct Float512(Vector512<float> value) : IFloatPack<Float512>
{
    private readonly Vector512<float> v = value;

    public static int Size => 16;

    public static int Together => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Load(ref float source) => new(Vector512.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => v.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 FusedMultiplyAdd(Float512 a, Float512 b, Float512 c) => new(Vector512.FusedMultiplyAdd(a.v, b.v, c.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator +(Float512 left, Float512 right) => new(left.v + right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator -(Float512 left, Float512 right) => new(left.v - right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator *(Float512 left, Float512 right) => new(left.v * right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator /(Float512 left, Float512 right) => new(left.v / right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Abs(Float512 value) => new(Vector512.Abs(value.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Less(Float512 a, Float512 b) => (uint)Vector512.LessThan(a.v, b.v).ExtractMostSignificantBits();

    public Float512 Without(int place) => new(v.WithElement(place, float.NegativeInfinity));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Max(Float512 a, Float512 b) => new(Vector512.MaxNative(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Min(Float512 a, Float512 b) => new(Vector512.MinNative(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (float Greatest, float Next) Fold(Float512 greatest, Float512 next)
    {
        var (a, b) = (new Float256(greatest.v.GetLower()), new Float256(greatest.v.GetUpper()));
        var both = Float256.Max(new Float256(next.v.GetLower()), new Float256(next.v.GetUpper()));
        return Float256.Fold(Float256.Max(a, b), Float256.Max(both, Float256.Min(a, b)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Select(Float512 left, Float512 right, Float512 whenLess, Float512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left.v, right.v), whenLess.v, otherwise.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtLeast(Float512 a, Float512 b) =>
        (uint)Vector512.GreaterThanOrEqual(a.v, b.v).ExtractMostSignificantBits();
}

/// <summary>Eight floats.</summary>
internal readonly struct Float256(Vector256<float> value) : IFloatPack<Float256>
{
    private readonly Vector256<float> v = value;

    public static int Size => 8;

    public static int Together => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Load(ref float source) => new(Vector256.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => v.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 FusedMultiplyAdd(Float256 a, Float256 b, Float256 c) => new(Vector256.FusedMultiplyAdd(a.v, b.v, c.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator +(Float256 left, Float256 right) => new(left.v + right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator -(Float256 left, Float256 right) => new(left.v - right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator *(Float256 left, Float256 right) => new(left.v * right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator /(Float256 left, Float256 right) => new(left.v / right.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Abs(Float256 value) => new(Vector256.Abs(value.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Less(Float256 a, Float256 b) => (uint)Vector256.LessThan(a.v, b.v).ExtractMostSignificantBits();

    public Float256 Without(int place) => new(v.WithElement(place, float.NegativeInfinity));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Max(Float256 a, Float256 b) => new(Vector256.MaxNative(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Min(Float256 a, Float256 b) => new(Vector256.MinNative(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (float Greatest, float Next) Fold(Float256 greatest, Float256 next)
    {
        var (a, b) = (greatest.v.GetLower(), greatest.v.GetUpper());
        var second = Vector128.MaxNative(Vector128.MaxNative(next.v.GetLower(), next.v.GetUpper()), Vector128.MinNative(a, b));
        var first = Vector128.MaxNative(a, b);
        (first, second) = Fold(
            first,
            second,
            Vector128.Shuffle(first, Vector128.Create(2, 3, 0, 1)),
            Vector128.Shuffle(second, Vector128.Create(2, 3, 0, 1))
        );
        (first, second) = Fold(
            first,
            second,
            Vector128.Shuffle(first, Vector128.Create(1, 0, 3, 2)),
            Vector128.Shuffle(second, Vector128.Create(1, 0, 3, 2))
        );
        return (first.ToScalar(), second.ToScalar());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> First, Vector128<float> Second) Fold(
        Vector128<float> first,
        Vector128<float> second,
        Vector128<float> otherFirst,
        Vector128<float> otherSecond
    ) =>
        (
            Vector128.MaxNative(first, otherFirst),
            Vector128.MaxNative(Vector128.MaxNative(second, otherSecond), Vector128.MinNative(first, otherFirst))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Select(Float256 left, Float256 right, Float256 whenLess, Float256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(left.v, right.v), whenLess.v, otherwise.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtLeast(Float256 a, Float256 b) => Vector256.GreaterThanOrEqual(a.v, b.v).ExtractMostSignificantBits();
}
