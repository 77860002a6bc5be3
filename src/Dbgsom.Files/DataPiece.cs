using Dbgsom.Rows;
#if !WITHOUT_PARQUET
using Dbgsom.Files.Parquet;
#endif

namespace Dbgsom.Files;

/// <summary>Rows of one file that are read together: what one of several machines takes of a data set.</summary>
/// <param name="Path">The file.</param>
/// <param name="FirstRow">The index of its first row.</param>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Bytes">Bytes of the samples, about.</param>
/// <param name="RowGroups">The row groups of a Parquet file; null where the piece is no matter of those.</param>
internal sealed record DataPiece(string Path, long FirstRow, int RowCount, long Bytes, RowGroupRange? RowGroups)
{
    /// <summary>Cuts files into pieces without reading them, where they say what is in them; others are pieces as a whole, and are read to count their rows.</summary>
    /// <param name="paths">Files and folders, see <see cref="DataFiles.Load(IReadOnlyList{string}, DataFileOptions?, Stream?, CancellationToken)"/>.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="mostBytes">The bytes of samples a piece has at most, where the file can be cut.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static IReadOnlyList<DataPiece> Cut(
        IReadOnlyList<string> paths,
        DataFileOptions options,
        long mostBytes,
        CancellationToken cancellationToken
    )
    {
        var pieces = new List<DataPiece>();
        foreach (string path in DataSource.Find(paths).Select(source => source.Path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (path == "-")
                throw new ArgumentException(
                    "standard input (-) cannot be read on other machines; name files that all of them can open"
                );
            pieces.AddRange(
                DataSource.Extension(path) switch
                {
                    ".npy" => OfArray(path, options, mostBytes),
#if !WITHOUT_PARQUET
                    ".parquet" => OfParquet(path, mostBytes),
#endif
                    _ => [Whole(path, options, cancellationToken)],
                }
            );
        }
        return pieces;
    }

    /// <summary>True if the file can be cut into smaller pieces.</summary>
    public bool CanBeCut => RowGroups is { Count: > 1 } || DataSource.Extension(Path) == ".npy";

    /// <summary>Reads the rows.</summary>
    public LoadedData Load(DataFileOptions options, CancellationToken cancellationToken)
    {
        // Of an array only its own rows are read.
        bool isArray = DataSource.Extension(Path) == ".npy";
        long mapAbove = isArray ? 0 : options.MemoryMapThresholdBytes;
        var loaded = DataFiles.Load(
            [Path],
            options with
            {
                RowGroups = RowGroups,
                MemoryMapThresholdBytes = mapAbove,
            },
            null,
            cancellationToken
        );
        if (RowGroups is not null && loaded.Data.RowCount != RowCount)
            throw DataPart.Bad(
                Path,
                $"{loaded.Data.RowCount} rows were found, but {RowCount} were expected: the file has changed"
            );
        if (!isArray && (RowGroups is not null || (FirstRow == 0 && RowCount == loaded.Data.RowCount)))
            return loaded;
        if (FirstRow + RowCount > loaded.Data.RowCount)
            throw DataPart.Bad(
                Path,
                $"the file has {loaded.Data.RowCount} rows, but {FirstRow + RowCount} were expected: it has changed"
            );
        int first = (int)FirstRow;
        if (isArray)
        {
            var rows = loaded.Data.Rows(first, RowCount);
            if (Bytes > options.MemoryMapThresholdBytes)
                return loaded with { Data = rows };
            using (loaded.Data)
                return loaded with { Data = rows.Loaded() };
        }
        return loaded with
        {
            Data = loaded.Data.Rows(first, RowCount),
            Labels = loaded.Labels is null ? null : [.. loaded.Labels.Skip(first).Take(RowCount)],
            Ids = loaded.Ids is null ? null : [.. loaded.Ids.Skip(first).Take(RowCount)],
        };
    }

    private static List<DataPiece> OfArray(string path, DataFileOptions options, long mostBytes)
    {
        // Mapped, so that nothing but the header is read now.
        using var data = DataFiles.Load([path], options with { MemoryMapThresholdBytes = 0 }).Data;
        long bytesPerRow = (long)data.ColumnCount * (data.IsSingle ? sizeof(float) : sizeof(double));
        int rows = (int)Math.Clamp(mostBytes / bytesPerRow, 1, data.RowCount);
        var pieces = new List<DataPiece>();
        for (long first = 0; first < data.RowCount; first += rows)
        {
            int count = (int)Math.Min(rows, data.RowCount - first);
            pieces.Add(new DataPiece(path, first, count, count * bytesPerRow, null));
        }
        return pieces;
    }

#if !WITHOUT_PARQUET
    private static List<DataPiece> OfParquet(string path, long mostBytes)
    {
        using var table = ParquetTable.Open(path);
        long bytesPerRow = (long)table.Columns.Count * sizeof(double);
        var pieces = new List<DataPiece>();
        long row = 0;
        int first = 0;
        long count = 0;
        var groups = table.GroupRows;
        for (int group = 0; group < groups.Count; group++)
        {
            if (count > 0 && ((count + groups[group]) * bytesPerRow > mostBytes || count + groups[group] > int.MaxValue))
                Close(group);
            count += groups[group];
        }
        Close(groups.Count);
        return pieces.Count > 0 ? pieces : throw DataPart.Bad(path, "it has no rows");

        void Close(int end)
        {
            if (count > 0)
                pieces.Add(
                    new DataPiece(path, row, checked((int)count), count * bytesPerRow, new RowGroupRange(first, end - first, row))
                );
            (row, first, count) = (row + count, end, 0);
        }
    }
#endif

    private static DataPiece Whole(string path, DataFileOptions options, CancellationToken cancellationToken)
    {
        using var data = DataFiles.Load([path], options, null, cancellationToken).Data;
        long bytesPerRow = (long)data.ColumnCount * (data.IsSingle ? sizeof(float) : sizeof(double));
        return new DataPiece(path, 0, data.RowCount, data.RowCount * bytesPerRow, null);
    }
}
