using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbgsom.Numerics;

/// <summary>
/// Values, zeros if nothing else is asked for, that begin on a cache line, so that no register's worth of them lies on two. Should the
/// collector move them, that is lost, and nothing else.
/// </summary>
internal sealed class AlignedArray<T>
    where T : unmanaged
{
    private const int LineBytes = 64;

    // Where the collector's own heap for large objects begins: what is pinned lives as long as those.
    private const int ManyBytes = 85_000;

    private readonly int offset;
    private readonly bool pooled;
    private T[] values;

    /// <param name="length">Number of values.</param>
    /// <param name="cleared">True if they have to be zeros; otherwise they are anything.</param>
    public AlignedArray(int length, bool cleared = true)
        : this(ArrayPool<T>.Shared.Rent(length + Spare), length)
    {
        pooled = true;
        if (cleared)
            Span.Clear();
    }

    private AlignedArray(T[] values, int length)
    {
        (this.values, Length) = (values, length);
        if (values.Length < length + Spare)
            return;
        unsafe
        {
            nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(values));
            offset = (int)((LineBytes - (address % LineBytes)) % LineBytes / (nuint)Unsafe.SizeOf<T>());
        }
    }

    private static int Spare => (LineBytes / Unsafe.SizeOf<T>()) - 1;

    /// <summary>Values for long use, which are anything at first. Where they are many, the collector does not move them.</summary>
    public static AlignedArray<T> Lasting(int length)
    {
        int room = (int)Math.Min((long)length + Spare, Array.MaxLength);
        bool pinned = (long)room * Unsafe.SizeOf<T>() >= ManyBytes;
        return new(GC.AllocateUninitializedArray<T>(room, pinned), length);
    }

    /// <summary>The values of an array, wherever they begin.</summary>
    public static AlignedArray<T> Of(T[] values) => new(values, values.Length);

    public int Length { get; private set; }

    public ref T First => ref MemoryMarshal.GetReference(Span);

    public Span<T> Span => values.AsSpan(offset, Length);

    /// <summary>Gives the memory back for others. There is nothing here after that.</summary>
    public void Release()
    {
        if (pooled)
            ArrayPool<T>.Shared.Return(values);
        values = [];
        Length = 0;
    }
}
