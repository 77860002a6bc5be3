using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Export;

/// <summary>The weights of a map on a full grid, in the user's units, as other programs keep theirs. <c>Dbgsom.Files.Codebook</c> reads them.</summary>
internal static class CodebookFormats
{
    /// <summary>
    /// Weights of Somoclu and the ESOM tools: <c>% rows columns</c>, on a torus with a 1 behind, <c>% features</c>, <c>% names</c>, or a 1 for each, and a line for each neuron, the grid
    /// row by row.
    /// </summary>
    public static void WriteWts(SomMap map, Stream output)
    {
        var size = SizeOf(map, MapFormat.Wts);
        var weights = map.WeightsInDataUnits;
        using var writer = CsvText.Writer(output);
        writer.WriteLine(Text.Of($"%{size.Rows}\t{size.Columns}{(map.Grid.Torus is null ? "" : "\t1")}"));
        writer.WriteLine(Text.Of($"%{map.FeatureCount}"));
        writer.WriteLine($"%{string.Join('\t', NamesOf(map) ?? Enumerable.Repeat("1", map.FeatureCount))}");
        for (int neuron = 0; neuron < size.Count; neuron++)
            writer.WriteLine(string.Join('\t', weights[neuron].ToArray().Select(Text.Of)));
    }

    /// <summary>The codes of R's kohonen: a header of names, if there are any, and a row for each neuron, columns of the grid fastest, from the bottom left.</summary>
    public static void WriteCodes(SomMap map, Stream output)
    {
        var size = SizeOf(map, MapFormat.Codes);
        var weights = map.WeightsInDataUnits;
        // The first row of its hexagons lies half a cell to the right.
        bool mirrors = ShiftsRows(map);
        using var writer = CsvText.Writer(output);
        if (map.FeatureNames is { } names)
            writer.WriteLine(string.Join(',', names.Select(CsvText.Of)));
        for (int i = 0; i < size.Count; i++)
            writer.WriteLine(
                string.Join(',', weights[NeuronAt(size, i % size.Columns, i / size.Columns, mirrors)].ToArray().Select(Text.Of))
            );
    }

    /// <summary>The weights of MiniSom: an array of columns × rows × features.</summary>
    public static void WriteArray(SomMap map, Stream output)
    {
        var size = SizeOf(map, MapFormat.Npy);
        var weights = map.WeightsInDataUnits;
        // It moves the last row of hexagons and every second before it to the left.
        bool mirrors = ShiftsRows(map) && size.Rows % 2 == 0;
        var values = new double[size.Count * map.FeatureCount];
        for (int i = 0; i < size.Count; i++)
            weights[NeuronAt(size, i / size.Rows, i % size.Rows, mirrors)].CopyTo(values.AsSpan(i * map.FeatureCount));
        NpyFile.Write<double>(output, values, [size.Columns, size.Rows, map.FeatureCount]);
    }

    /// <summary>True if every second row lies to the right of the one before: of hexagons.</summary>
    private static bool ShiftsRows(SomMap map) => map.Grid.Shape.Point(new(0, 1)).X != 0;

    private static int NeuronAt(GridSize size, int column, int row, bool mirrors) =>
        (row * size.Columns) + (mirrors ? size.Columns - 1 - column : column);

    private static GridSize SizeOf(SomMap map, MapFormat format) =>
        map.Lattice.Rectangle()
        ?? throw new InvalidOperationException(
            Text.Of(
                $"the map has {map.Neurons.Count} neurons that do not fill columns and rows, as the format {format} requires; train the map with a grid of given size, such as 20x30"
            )
        );

    /// <summary>The names where they can stand between tabs and differ from what stands in the place of names.</summary>
    private static IReadOnlyList<string>? NamesOf(SomMap map) =>
        map.FeatureNames is { } names && names.All(name => name == name.Trim() && !name.AsSpan().ContainsAny("\t\r\n"))
            ? names
            : null;
}
