using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Dbgsom.Grid;

/// <summary>The size of a map with a given grid: columns and rows, written as "20x30", or "auto" to derive it from the data.</summary>
[JsonConverter(typeof(GridSizeJsonConverter))]
[TypeConverter(typeof(GridSizeTypeConverter))]
public sealed record GridSize
{
    private const string AutoWord = "auto";

    private GridSize() { }

    /// <summary>Creates a size.</summary>
    /// <param name="columns">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is less than 1, or the grid has fewer than 4 or more than <see cref="SomOptions.MaxGridNeurons"/> neurons.
    /// </exception>
    public GridSize(int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if ((long)columns * rows is < 4 or > SomOptions.MaxGridNeurons)
            throw new ArgumentOutOfRangeException(
                nameof(columns),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a grid of {columns} x {rows} has {(long)columns * rows} places; valid is 4 to {SomOptions.MaxGridNeurons}"
                )
            );
        (Columns, Rows) = (columns, rows);
    }

    /// <summary>
    /// A size derived from the data: about 5·√n neurons for n rows, at most 1,000 and at most n, with the aspect ratio of the first two
    /// principal components.
    /// </summary>
    public static GridSize Auto { get; } = new();

    /// <summary>Number of columns; 0 for <see cref="Auto"/>.</summary>
    public int Columns { get; }

    /// <summary>Number of rows; 0 for <see cref="Auto"/>.</summary>
    public int Rows { get; }

    /// <summary>Number of neurons; 0 for <see cref="Auto"/>.</summary>
    public int Count => Columns * Rows;

    /// <summary>True if the size is derived from the data.</summary>
    public bool IsAuto => Columns == 0;

    /// <summary>Parses a size such as "20x30", columns first, or "auto".</summary>
    /// <param name="text">The size.</param>
    /// <exception cref="FormatException">The text is not a size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of range.</exception>
    public static GridSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.Equals(text, AutoWord, StringComparison.OrdinalIgnoreCase))
            return Auto;
        string[] parts = text.Split('x', 'X', '×');
        return
            parts.Length == 2
            && int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
            && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int rows)
            ? new GridSize(columns, rows)
            : throw new FormatException($"'{text}' is not a size such as 20x30 (columns x rows) or auto");
    }

    /// <summary>Returns the size as text: "20x30" or "auto".</summary>
    public override string ToString() => IsAuto ? AutoWord : string.Create(CultureInfo.InvariantCulture, $"{Columns}x{Rows}");

    /// <summary>The places of the rectangle, row by row.</summary>
    internal GridPosition[] Places()
    {
        var places = new GridPosition[Count];
        for (int i = 0; i < places.Length; i++)
            places[i] = new GridPosition(i % Columns, i / Columns);
        return places;
    }
}
