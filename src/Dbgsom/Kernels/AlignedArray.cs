using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbgsom.Kernels;

/// <summary>
/// Values, zeros if nothing else is asked for, that begin on a cache line, so that no register's worth of them lies on two. Should the collector move them, that is lost, and
/// nothing else.
/// </summary>
internal sealed class AlignedArray<T>
    where T : unmanaged
{
    private const int LineBytes = 64;

    private T[] values;
    private readonly int offset;

    /// <param name="length">Number of values.</param>
    /// <param name="cleared">Whether they have to be zeros; otherwise they are anything.</param>
    public AlignedArray(int length, bool cleared = true)
    {
        Length = length;
        values = ArrayPool<T>.Shared.Rent(length + (LineBytes / Unsafe.SizeOf<T>()) - 1);
        unsafe
        {
            nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(values));
            offset = (int)((LineBytes - (address % LineBytes)) % LineBytes / (nuint)Unsafe.SizeOf<T>());
        }
        if (cleared)
            Span.Clear();
    }

    public int Length { get; private set; }

    public ref T First => ref MemoryMarshal.GetReference(Span);

    public Span<T> Span => values.AsSpan(offset, Length);

    /// <summary>Gives the memory back for others. There is nothing here after that.</summary>
    public void Release()
    {
        ArrayPool<T>.Shared.Return(values);
        values = [];
        Length = 0;
    }
}
