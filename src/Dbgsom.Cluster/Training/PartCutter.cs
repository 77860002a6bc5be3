using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Grains;
using Dbgsom.Files;
using Dbgsom.Rows;
using Dbgsom.Training;

namespace Dbgsom.Cluster.Training;

/// <summary>Cuts files into parts, and puts together what is found in them.</summary>
internal static class PartCutter
{
    // A silo with several parts can hand one over to a silo that joins; parts below this are not worth it.
    private const int PartsPerSilo = 2;
    private const long SmallBytes = 8L << 20;

    /// <summary>The parts of a job. Files that do not say how many rows they have are read for it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="definition">The definition of the job.</param>
    /// <param name="silos">How many silos there are now: each is to have some parts.</param>
    /// <param name="scratchDirectory">The folder for scratch files; null for the folder of temporary files.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or empty.</exception>
    /// <exception cref="IOException">A file is not there.</exception>
    public static PartDefinition[] Cut(
        string job,
        JobDefinition definition,
        int silos,
        string? scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        var options = definition.Reading.ToOptions(0, scratchDirectory) with { IdColumn = null };
        var pieces = DataPiece.Cut(definition.Paths, options, definition.PartBytes, cancellationToken);
        long share = Math.Max(SmallBytes, pieces.Sum(piece => piece.Bytes) / (PartsPerSilo * silos));
        if (pieces.Count < PartsPerSilo * silos && pieces.Any(piece => piece.CanBeCut && piece.Bytes > share))
            pieces = DataPiece.Cut(definition.Paths, options, share + 1, cancellationToken);
        var stamps = pieces.Select(piece => piece.Path).Distinct().ToDictionary(path => path, FileStamp.Of);
        var parts = new PartDefinition[pieces.Count];
        long row = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            var piece = pieces[i];
            parts[i] = new PartDefinition(
                job,
                i,
                piece.Path,
                piece.FirstRow,
                piece.RowCount,
                piece.Bytes,
                piece.RowGroups?.First ?? -1,
                piece.RowGroups?.Count ?? 0,
                row,
                stamps[piece.Path],
                definition.Reading,
                null
            );
            row += piece.RowCount;
        }
        return parts;
    }

    /// <summary>The parts with the categories of all that are features, and the classes; null where no column holds categories.</summary>
    /// <exception cref="InvalidDataException">Parts have other columns than the first, or a column holds too many categories.</exception>
    public static PartDefinition[]? WithCategories(
        PartDefinition[] parts,
        IReadOnlyList<PartAnswer> answers,
        JobDefinition definition,
        ICollection<string> notes
    )
    {
        PartOutline[] outlines = [.. answers.OrderBy(answer => answer.Part).Select(answer => answer.Outline!)];
        string[] columns = [.. outlines[0].Categories.Select(one => one.Column)];
        if (columns.Length == 0)
            return null;
        int odd = Array.FindIndex(
            outlines,
            outline => !outline.Categories.Select(one => one.Column).SequenceEqual(columns, StringComparer.Ordinal)
        );
        if (odd >= 0)
            throw new InvalidDataException($"{parts[odd].Path}: the file has other category columns than {parts[0].Path}");
        int? most = parts[0].Reading.ToOptions(0, null).MaxCategories;
        CategoryNames[] categories = [.. columns.Select(Chosen)];
        var classes = Classes(outlines, definition.Labels);
        return Array.ConvertAll(
            parts,
            part => part with { Classes = classes, Reading = part.Reading with { Categories = categories } }
        );

        CategoryNames Chosen(string column, int place)
        {
            var found = OneHotFeatures.Merge(
                outlines.Select(outline => outline.Categories[place].Names.Zip(outline.Categories[place].Rows))
            );
            var chosen = OneHotFeatures.Choose(found, most, () => CategoryCodes.TooMany(parts[0].Path, $"'{column}'"));
            if (OneHotFeatures.RestNote(column, found, chosen) is { } note)
                notes.Add(note);
            return new CategoryNames(column, [.. chosen]);
        }
    }

    /// <summary>Checks that the parts fit together, and gives them the classes of all.</summary>
    /// <exception cref="InvalidDataException">A part has other columns than the first, no date or ordered category of a column is known, or parts read dates in different orders.</exception>
    public static (PartDefinition[] Parts, DataOutline Outline) Complete(
        PartDefinition[] parts,
        IReadOnlyList<PartAnswer> answers,
        LabelUse labels
    )
    {
        var outlines = answers.OrderBy(answer => answer.Part).Select(answer => answer.Outline!).ToArray();
        var first = outlines[0];
        for (int i = 1; i < parts.Length; i++)
            CheckFits(parts[i].Path, outlines[i], parts[0].Path, first);
        var unusable = EncodedColumn.Unusable(
            EncodedColumn.Merge([.. outlines.Select(outline => outline.Encoded.Select(one => one.ToColumn()).ToArray())])
        );
        if (unusable.Count > 0)
            throw new InvalidDataException(string.Join("; ", unusable));
        var classes = Classes(outlines, labels);
        string[] notes = [.. outlines.SelectMany(outline => outline.Notes).Distinct()];
        return (
            Array.ConvertAll(parts, part => part with { Classes = classes }),
            new DataOutline(
                parts.Sum(part => (long)part.RowCount),
                first.Columns,
                Array.Find(outlines, outline => outline.FeatureNames is not null)?.FeatureNames,
                Array.Exists(outlines, outline => outline.HasWeights),
                classes,
                notes
            )
            {
                Categories = [.. first.Categories.Select(one => one.Column)],
            }
        );
    }

    /// <summary>The parts with the columns of a map, in its order, and with its classes where it knows any.</summary>
    /// <exception cref="ArgumentException">The parts lack columns of the map, or have no labels.</exception>
    public static (PartDefinition[] Parts, DataOutline Outline) ForRefinement(
        SomMap map,
        PartDefinition[] parts,
        DataOutline outline
    )
    {
        var columns = FeatureMatch.FindAll(map, outline.Columns, outline.FeatureNames, nameof(parts)).Columns;
        var classes = map.Classes is null ? outline.Classes : ClassNames.From(map.Classes);
        return (
            Array.ConvertAll(parts, part => part with { Columns = columns, Classes = classes }),
            outline with
            {
                Columns = map.ColumnCount,
                // Options call passive features by their names.
                FeatureNames =
                    columns is not null ? Array.ConvertAll(columns, column => outline.FeatureNames![column])
                    : map.PassiveNames is not null ? [.. map.ColumnNames!]
                    : outline.FeatureNames,
                Classes = classes,
            }
        );
    }

    /// <summary>How the rows of a map that is measured differ from those of its training.</summary>
    public static string[] NotesOf(SomMap map, IReadOnlyList<PartAnswer> answers)
    {
        PartOutline[] outlines = [.. answers.OrderBy(answer => answer.Part).Select(answer => answer.Outline!)];
        var unseen = UnseenValues.Merge(map, [.. outlines.Select(outline => outline.Unseen!.ToValues())]);
        string? absent = AbsentColumns.NoteOfMeasures([.. outlines.SelectMany(outline => outline.Absent).Distinct()]);
        return absent is null ? [.. unseen.Notes(map)] : [.. unseen.Notes(map), absent];
    }

    private static void CheckFits(string path, PartOutline outline, string firstPath, PartOutline first)
    {
        if (outline.Columns != first.Columns)
            throw new InvalidDataException(
                $"{path}: the file has {outline.Columns} feature columns where {firstPath} has {first.Columns}"
            );
        if (outline.FeatureNames is not { } names || first.FeatureNames is not { } others)
            return;
        int different = Enumerable.Range(0, names.Length).FirstOrDefault(i => names[i] != others[i], -1);
        if (different >= 0)
            throw new InvalidDataException(
                $"{path}: feature column {different} is '{names[different]}' where {firstPath} has '{others[different]}'"
            );
    }

    private static ClassNames? Classes(PartOutline[] outlines, LabelUse use)
    {
        if (use == LabelUse.None)
            return null;
        if (Array.Exists(outlines, outline => outline.Labels is null))
            throw new ArgumentException("a classifier needs classes: name their column with label-column");
        string[] labels =
        [
            .. outlines.SelectMany(outline => outline.Labels!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (labels.Length == 0)
            throw new ArgumentException(
                use == LabelUse.Measures
                    ? "no row has a label, so nothing can be measured"
                    : "no row has a label; a classifier needs some"
            );
        if (use == LabelUse.Measures)
            return new ClassNames(
                $"{ClassKind.Text}",
                [.. new LabelColumn(labels).Texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            );
        return ClassNames.From(new LabelColumn(labels).ToClassLabels().Classes);
    }
}
