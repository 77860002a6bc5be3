using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Files.Codebooks;

/// <summary>The weights of MiniSom, an array of columns × rows × features; or neurons × features, the grid row by row.</summary>
internal static class WeightsArray
{
    public static CodebookContent Read(string path)
    {
        using var stream = File.OpenRead(path);
        var (shape, values) = NpyFile.ReadArray(stream, path, stream.Length);
        if (shape.Length is not (2 or 3) || values.Length == 0)
            throw DataPart.Bad(
                path,
                $"the array has the shape ({string.Join(", ", shape)}); valid is columns × rows × features, as MiniSom's, or neurons × features"
            );
        bool isGrid = shape.Length == 3;
        long neurons = isGrid ? shape[0] * shape[1] : shape[0];
        if (neurons > SomOptions.MaxGridNeurons)
            throw DataPart.Bad(
                path,
                Naming.Text.Of($"the array holds {neurons} neurons; a map has at most {SomOptions.MaxGridNeurons}")
            );
        int features = (int)shape[^1];
        int at = Array.FindIndex(values, value => !double.IsFinite(value));
        if (at >= 0)
            throw DataPart.Bad(
                path,
                $"the value at [{(isGrid ? $"{at / features / shape[1]}, {at / features % shape[1]}" : $"{at / features}")}, {at % features}] is {Naming.Text.Of(values[at])}; a neuron needs a finite number for each feature"
            );
        var weights = DataMatrix.From(values, features);
        if (!isGrid)
            return new CodebookContent(weights, null);
        try
        {
            return new CodebookContent(weights, new GridSize((int)shape[0], (int)shape[1]))
            {
                IsByColumn = true,
                // MiniSom moves the last row of hexagons and every second before it to the left.
                BeginsRight = rows => rows % 2 == 0,
            };
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw DataPart.Bad(path, $"its shape ({string.Join(", ", shape)}) is not a size of a map: {Refusal.MessageOf(e)}");
        }
    }
}
