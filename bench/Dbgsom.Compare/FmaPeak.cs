using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Compare;

/// <summary>The most operations a second: fused multiply-adds in registers, with nothing to wait for.</summary>
internal static class FmaPeak
{
    // Enough to hide the latency of 4 cycles on two units, few enough to stay in 16 registers with the two constants.
    private const int Chains = 12;

    // A burst of a few milliseconds: shorter than a time slice, so that the best of several is undisturbed.
    private const int Rounds = 600_000;

    /// <summary>The width of the registers used, in bits.</summary>
    public static int RegisterBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : 128;

    /// <summary>Operations a second of one burst, a multiply-add counted as two.</summary>
    public static double Burst<T>(int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double operations = 2.0 * Chains * Rounds * threads * RegisterBits / (8 * Unsafe.SizeOf<T>());
        return operations / Together.Run(threads, Spin<T>);
    }

    private static void Spin<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            Spin<Lanes512<T>, T>();
        else if (Vector256.IsHardwareAccelerated)
            Spin<Lanes256<T>, T>();
        else
            Spin<Lanes128<T>, T>();
    }

    /// <summary>a ← a·m + c in independent chains; values stay near c / (1 − m) = 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spin<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var m = TLanes.Broadcast(T.CreateTruncating(0.875));
        var c = TLanes.Broadcast(T.CreateTruncating(0.125));
        var (a0, a1, a2, a3, a4, a5) = (m, m, m, m, m, m);
        var (b0, b1, b2, b3, b4, b5) = (m, m, m, m, m, m);
        for (int round = 0; round < Rounds; round++)
        {
            a0 = TLanes.MultiplyAdd(a0, m, c);
            a1 = TLanes.MultiplyAdd(a1, m, c);
            a2 = TLanes.MultiplyAdd(a2, m, c);
            a3 = TLanes.MultiplyAdd(a3, m, c);
            a4 = TLanes.MultiplyAdd(a4, m, c);
            a5 = TLanes.MultiplyAdd(a5, m, c);
            b0 = TLanes.MultiplyAdd(b0, m, c);
            b1 = TLanes.MultiplyAdd(b1, m, c);
            b2 = TLanes.MultiplyAdd(b2, m, c);
            b3 = TLanes.MultiplyAdd(b3, m, c);
            b4 = TLanes.MultiplyAdd(b4, m, c);
            b5 = TLanes.MultiplyAdd(b5, m, c);
        }
        // The results are looked at, so that the loop cannot be left out.
        var a = TLanes.MultiplyAdd(TLanes.MultiplyAdd(a0, a1, a2), TLanes.MultiplyAdd(a3, a4, a5), m);
        var b = TLanes.MultiplyAdd(TLanes.MultiplyAdd(b0, b1, b2), TLanes.MultiplyAdd(b3, b4, b5), m);
        if (!TLanes.AreNumbers(TLanes.MultiplyAdd(a, b, c)))
            throw new InvalidOperationException("the chains left their range");
    }

    private interface ILanes<TSelf, T>
    {
        static abstract TSelf Broadcast(T value);

        static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

        static abstract bool AreNumbers(TSelf lanes);
    }

    private readonly record struct Lanes512<T>(Vector512<T> Values) : ILanes<Lanes512<T>, T>
    {
        public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) =>
            typeof(T) == typeof(float)
                ? new(Vector512.FusedMultiplyAdd(a.Values.AsSingle(), b.Values.AsSingle(), c.Values.AsSingle()).As<float, T>())
                : new(Vector512.FusedMultiplyAdd(a.Values.AsDouble(), b.Values.AsDouble(), c.Values.AsDouble()).As<double, T>());

        public static bool AreNumbers(Lanes512<T> lanes) => Vector512.EqualsAll(lanes.Values, lanes.Values);
    }

    private readonly record struct Lanes256<T>(Vector256<T> Values) : ILanes<Lanes256<T>, T>
    {
        public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes256<T> MultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) =>
            typeof(T) == typeof(float)
                ? new(Vector256.FusedMultiplyAdd(a.Values.AsSingle(), b.Values.AsSingle(), c.Values.AsSingle()).As<float, T>())
                : new(Vector256.FusedMultiplyAdd(a.Values.AsDouble(), b.Values.AsDouble(), c.Values.AsDouble()).As<double, T>());

        public static bool AreNumbers(Lanes256<T> lanes) => Vector256.EqualsAll(lanes.Values, lanes.Values);
    }

    private readonly record struct Lanes128<T>(Vector128<T> Values) : ILanes<Lanes128<T>, T>
    {
        public static Lanes128<T> Broadcast(T value) => new(Vector128.Create(value));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes128<T> MultiplyAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c) =>
            typeof(T) == typeof(float)
                ? new(Vector128.FusedMultiplyAdd(a.Values.AsSingle(), b.Values.AsSingle(), c.Values.AsSingle()).As<float, T>())
                : new(Vector128.FusedMultiplyAdd(a.Values.AsDouble(), b.Values.AsDouble(), c.Values.AsDouble()).As<double, T>());

        public static bool AreNumbers(Lanes128<T> lanes) => Vector128.EqualsAll(lanes.Values, lanes.Values);
    }
}
