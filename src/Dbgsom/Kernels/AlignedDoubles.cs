using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbgsom.Kernels;

/// <summary>
/// Zeros that begin on a cache line, so that no register's worth of them lies on two. Should the collector move them, that is lost, and
/// nothing else.
/// </summary>
internal sealed class AlignedDoubles
{
    private const int LineBytes = 64;

    private readonly double[] values;
    private readonly int offset;

    public AlignedDoubles(int length)
    {
        Length = length;
        values = new double[length + (LineBytes / sizeof(double)) - 1];
        unsafe
        {
            nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(values));
            offset = (int)((LineBytes - (address % LineBytes)) % LineBytes / sizeof(double));
        }
    }

    public int Length { get; }

    public ref double First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), offset);

    public Span<double> Span => values.AsSpan(offset, Length);
}
