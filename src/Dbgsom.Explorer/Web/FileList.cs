using Dbgsom.Explorer.Files;
using Dbgsom.Files;

namespace Dbgsom.Explorer.Web;

/// <summary>The files the page can choose.</summary>
/// <param name="Files">All of them.</param>
/// <param name="Chosen">Id of the one to begin with.</param>
internal sealed record FileList(IReadOnlyList<FileContent> Files, string Chosen)
{
    public static FileList Of(Shelf shelf) => new([.. shelf.List().Select(FileContent.Of)], (shelf.Given ?? shelf.Sample).Id);
}

/// <summary>A file of the list; its path stays here.</summary>
internal sealed record FileContent(string Id, string Name, FileOrigin Origin, bool IsModel)
{
    public static FileContent Of(ShelfFile file) => new(file.Id, file.Name, file.Origin, file.IsModel);
}

/// <summary>The columns of a file.</summary>
internal sealed record OutlineContent(
    IReadOnlyList<ColumnContent> Columns,
    long? Rows,
    IReadOnlyList<string> Arrays,
    string? Array,
    string? Label
)
{
    // Beyond this the page could not list them; all are then features, but for label and weight.
    private const int MostColumns = 5000;
    private const int MostClasses = 50;
    private static readonly string[] LabelNames = ["class", "label", "labels", "target", "species", "shape"];

    public static OutlineContent Of(FileOutline outline) =>
        new(
            [.. outline.Columns.Take(MostColumns).Select(column => new ColumnContent(column.Name, column.IsNumeric))],
            outline.Rows,
            outline.Arrays,
            outline.Array,
            LabelOf(outline)?.Name
        );

    /// <summary>The column that looks like labels: by its name, or text of few kinds.</summary>
    private static ColumnOutline? LabelOf(FileOutline outline) =>
        !outline.HasNames
            ? null
            : outline.Columns.FirstOrDefault(column => LabelNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
                ?? outline.Columns.LastOrDefault(column => !column.IsNumeric && column.Different <= MostClasses);
}

/// <summary>A column.</summary>
internal sealed record ColumnContent(string Name, bool IsNumeric);
