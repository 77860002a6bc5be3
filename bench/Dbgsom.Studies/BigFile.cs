using System.Runtime.InteropServices;
using Dbgsom.Naming;

namespace Dbgsom.Studies;

/// <summary>Writes a file of blobs that may be larger than memory.</summary>
public static class BigFile
{
    private const int Blobs = 50;
    private const int RowsPerBlock = 1 << 14;

    /// <summary>Float32 around centers uniform in [−10, 10]^columns, nearly normal: sums of four 16-bit numbers.</summary>
    public static void Write(string path, int rows, int columns, ulong seed)
    {
        var centers = new float[Blobs * columns];
        for (int i = 0; i < centers.Length; i++)
            centers[i] = (20f * (Next(ref seed) >> 40) / (1 << 24)) - 10;
        using var stream = File.Create(path);
        string shape = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}";
        var header = new byte[128];
        header.AsSpan().Fill((byte)' ');
        ((ReadOnlySpan<byte>)[0x93, .. "NUMPY"u8, 1, 0, 118, 0]).CopyTo(header);
        System.Text.Encoding.ASCII.GetBytes(shape, header.AsSpan(10));
        header[^1] = (byte)'\n';
        stream.Write(header);
        var block = new float[RowsPerBlock * columns];
        for (int start = 0; start < rows; start += RowsPerBlock)
        {
            int count = Math.Min(RowsPerBlock, rows - start);
            for (int row = 0; row < count; row++)
            {
                int blob = (int)(Next(ref seed) % Blobs);
                for (int c = 0; c < columns; c++)
                    block[(row * columns) + c] = centers[(blob * columns) + c] + Noise(Next(ref seed));
            }
            stream.Write(MemoryMarshal.AsBytes(block.AsSpan(0, count * columns)));
        }
    }

    /// <summary>Standard deviation 1: the variance of the sum is 4·65536²/12.</summary>
    private static float Noise(ulong bits) =>
        ((int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF) + (int)(bits >> 48) - 131070)
        / 37837f;

    private static ulong Next(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
