namespace Dbgsom.Rows;

/// <summary>Rows of several storages, one below the other, where they are.</summary>
internal sealed class JoinedStorage : RowStorage
{
    private readonly RowStorage[] parts;

    // The first row of each part, and the number of all rows.
    private readonly int[] starts;

    /// <param name="parts">Parts of the same number of columns, with no more than <see cref="int.MaxValue"/> rows in all.</param>
    public JoinedStorage(RowStorage[] parts)
        : base(parts.Sum(part => part.RowCount), parts[0].ColumnCount)
    {
        this.parts = parts;
        starts = new int[parts.Length + 1];
        for (int p = 0; p < parts.Length; p++)
            starts[p + 1] = starts[p] + parts[p].RowCount;
    }

    public override bool IsSingle => Array.TrueForAll(parts, part => part.IsSingle);

    public override bool IsMapped => Array.Exists(parts, part => part.IsMapped);

    public override long BytesInMemory => parts.Sum(part => part.BytesInMemory);

    public override bool MayHaveGaps => Array.Exists(parts, part => part.MayHaveGaps);

    public override bool NeedsScratch => true;

    public override double At(int row, int column)
    {
        int part = PartOf(row);
        return parts[part].At(row - starts[part], column);
    }

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        int part = PartOf(start);
        if (start + (long)count <= starts[part + 1])
            return parts[part].Read(start - starts[part], count, scratch);
        for (int done = 0; done < count; part++)
        {
            int piece = Math.Min(count - done, starts[part + 1] - (start + done));
            var room = scratch.Slice(done * ColumnCount, piece * ColumnCount);
            parts[part].Read(start + done - starts[part], piece, room).CopyTo(room);
            done += piece;
        }
        return scratch[..(count * ColumnCount)];
    }

    public override ReadOnlySpan<byte> Bytes(int start, int count)
    {
        if (start >= RowCount)
            return [];
        int part = PartOf(start);
        return parts[part].Bytes(start - starts[part], count);
    }

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        Gather(rows.ToArray(), scratchDirectory);

    public override void CheckUnchanged()
    {
        foreach (var part in parts)
            part.CheckUnchanged();
    }

    public override void Acquire()
    {
        int held = 0;
        try
        {
            for (; held < parts.Length; held++)
                parts[held].Acquire();
        }
        catch (ObjectDisposedException)
        {
            while (--held >= 0)
                parts[held].Release();
            throw;
        }
    }

    public override void Release()
    {
        foreach (var part in parts)
            part.Release();
    }

    public override void Close()
    {
        foreach (var part in parts)
            part.Close();
    }

    private int PartOf(int row)
    {
        int place = Array.BinarySearch(starts, row);
        return place >= 0 ? place : ~place - 1;
    }
}
