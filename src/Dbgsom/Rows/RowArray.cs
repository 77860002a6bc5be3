using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbgsom.Rows;

/// <summary>A value for each row, 0 at first: in memory, or in a scratch file that is mapped. Reading and writing are those of an array either way.</summary>
internal sealed unsafe class RowArray<T> : IDisposable
    where T : unmanaged, IEquatable<T>
{
    // Either of the two owns what is at first; the array is pinned.
    private readonly T[]? array;
    private readonly MappedFile? file;
    private readonly T* first;
    private readonly int count;

    /// <param name="count">Number of rows, at least 1.</param>
    /// <param name="inFile">True if the values lie in a scratch file.</param>
    /// <param name="scratchDirectory">The folder of that; null for that of temporary files.</param>
    /// <exception cref="IOException">There is no room for the file.</exception>
    public RowArray(int count, bool inFile, string? scratchDirectory)
    {
        this.count = count;
        if (inFile)
        {
            var stream = ScratchFile.Create(scratchDirectory, (long)count * sizeof(T));
            file = new MappedFile(stream, MemoryMappedFileAccess.ReadWrite);
            first = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(file.Values<T>(0, count)));
        }
        else
        {
            array = GC.AllocateArray<T>(count, pinned: true);
            first = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        }
    }

    /// <summary>The values of all rows. Only between <see cref="Acquire"/> and <see cref="Release"/>, or for the one who disposes of this object.</summary>
    public Span<T> All => new(first, count);

    /// <summary>The rows that have a value, ascending.</summary>
    public int[] PlacesOf(T value)
    {
        Acquire();
        try
        {
            ReadOnlySpan<T> values = All;
            var places = new int[values.Count(value)];
            int at = 0;
            for (int i = 0; i < places.Length; i++)
            {
                at += values[at..].IndexOf(value);
                places[i] = at++;
            }
            return places;
        }
        finally
        {
            Release();
        }
    }

    /// <inheritdoc cref="RowStorage.Acquire"/>
    public void Acquire() => file?.Acquire();

    public void Release()
    {
        file?.Release();
        GC.KeepAlive(array);
    }

    public void Dispose() => file?.Dispose();
}
