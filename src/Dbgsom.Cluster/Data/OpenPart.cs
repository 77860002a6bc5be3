using Dbgsom.Cluster.Hosting;
using Dbgsom.Distributed;
using Dbgsom.Files;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Cluster.Data;

/// <summary>The rows of a part, open.</summary>
internal sealed class OpenPart : IDisposable
{
    private readonly PartDefinition definition;
    private readonly LoadedData loaded;
    private readonly PassHost host;
    private readonly SiloWork work;
    private readonly long reserved;

    private OpenPart(PartDefinition definition, LoadedData loaded, PassHost host, SiloWork work, long reserved)
    {
        (this.definition, this.loaded, this.host) = (definition, loaded, host);
        (this.work, this.reserved) = (work, reserved);
    }

    public long RowCount => host.RowCount;

    /// <summary>Opens a part.</summary>
    /// <exception cref="InvalidDataException">The file has changed, or holds something else.</exception>
    public static OpenPart Open(PartDefinition definition, SiloWork work)
    {
        definition.Stamp.Check(definition.Path, blocks: true);
        // The rows as given, and a scaled copy in double precision.
        long bytes = 3 * definition.Bytes;
        bool inMemory = work.TryReserve(bytes);
        LoadedData? loaded = null;
        try
        {
            // Names of rows are for people, who are not here.
            var options = definition.Reading.ToOptions(inMemory ? long.MaxValue : 0, work.ScratchDirectory) with
            {
                IdColumn = null,
            };
            loaded = definition.ToPiece().Load(options, CancellationToken.None);
            if (definition.Columns is { } columns)
                loaded = loaded with { Data = loaded.Data.SelectColumns(columns) };
            var labels =
                definition.Classes is null || loaded.Labels is null ? null : Code(loaded.Labels, definition.Classes.ToList());
            var host = new PassHost(loaded.Data, definition.FirstRow, labels, work.Threads, work.ScratchDirectory);
            return new OpenPart(definition, loaded, host, work, inMemory ? bytes : 0);
        }
        catch
        {
            loaded?.Data.Dispose();
            if (inMemory)
                work.Free(bytes);
            throw;
        }
    }

    /// <summary>True if these are the rows of a definition, with its classes.</summary>
    public bool Serves(PartDefinition other) =>
        definition.Path == other.Path
        && definition.RowInFile == other.RowInFile
        && definition.RowCount == other.RowCount
        && definition.FirstRow == other.FirstRow
        && (definition.Classes is null) == (other.Classes is null)
        && (definition.Columns is null) == (other.Columns is null)
        && (definition.Reading.Categories is null) == (other.Reading.Categories is null);

    /// <exception cref="InvalidDataException">A row cannot be used; the message names its place in the file.</exception>
    public byte[] Run(byte[] request)
    {
        try
        {
            return host.Run(request, $"a request for {definition.Path}", CancellationToken.None);
        }
        catch (RowException e) when (e.Row >= definition.FirstRow && e.Row < definition.FirstRow + RowCount)
        {
            long row = e.Row - definition.FirstRow;
            throw Refusal.At(e, loaded.PlaceOf(row) ?? $"row {definition.RowInFile + row} of {definition.Path}");
        }
    }

    /// <param name="map">The map to measure; null for none.</param>
    public PartOutline Outline(SomMap? map) =>
        new(
            loaded.Data.ColumnCount,
            loaded.Data.FeatureNames is null ? null : [.. loaded.Data.FeatureNames],
            !loaded.Data.SampleWeights.IsEmpty,
            loaded.Labels is null ? null : Different(loaded.Labels),
            [.. loaded.Notes]
        )
        {
            Categories =
            [
                .. loaded.CategoryCounts.Select(one => new CategoryCounts(
                    one.Column,
                    [.. one.Counts.Select(pair => pair.Text)],
                    [.. one.Counts.Select(pair => pair.Rows)]
                )),
            ],
            Encoded = [.. loaded.Encoded.Select(EncodedCells.From)],
            Absent = [.. loaded.Absent],
            Unseen = map is null ? null : UnseenInPart.From(UnseenValues.Find(map, loaded.Data, CancellationToken.None)),
        };

    public void Dispose()
    {
        host.Dispose();
        work.Free(reserved);
    }

    private string[] Different(IReadOnlyList<string> labels)
    {
        string[] different =
        [
            .. labels.Where(label => label.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return different.Length <= ClassList.MaxClasses
            ? different
            : throw new InvalidDataException(
                $"{definition.Path}: {different.Length} different labels; at most {ClassList.MaxClasses} classes are supported"
            );
    }

    private static ClassLabels Code(IReadOnlyList<string> labels, ClassList classes)
    {
        // The type of labels depends on all files, so whole numbers with a point are written here as they are there.
        var known = classes.Names.ToHashSet(StringComparer.Ordinal);
        var names = labels
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(
                label => label,
                label => label.Length == 0 || known.Contains(label) ? label : new LabelColumn([label]).NamesFor(classes.Kind)[0],
                StringComparer.Ordinal
            );
        return ClassLabels.FromNames([.. labels.Select(label => names[label])], classes, string.IsNullOrEmpty);
    }
}
