using Dbgsom.Export;
using Dbgsom.Grid;
using Dbgsom.Measures;

namespace Dbgsom.Fuzz.Targets;

/// <summary>A model file: what is loaded has to predict, and to be saved again.</summary>
public sealed class ModelTarget(IReadOnlyList<byte[]> seeds, string folder) : Target
{
    private readonly string path = Path.Combine(folder, "input.som.npz");
    private readonly string again = Path.Combine(folder, "again.som.npz");

    /// <inheritdoc/>
    public override string Name => "model";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override void Read(byte[] input)
    {
        File.WriteAllBytes(path, input);
        var map = SomMap.Load(path);
        try
        {
            map.PredictLabel(DataMatrix.From(new double[2, map.FeatureCount]));
        }
        catch (ArgumentException)
        {
            // Rows are too far from the map, which says so.
        }
        Use(map);
        map.Save(again);
        SomMap.Load(again);
    }

    /// <inheritdoc/>
    public override string Result(byte[] input)
    {
        File.WriteAllBytes(path, input);
        SomMap.Load(path).Save(again);
        return Digest(File.ReadAllBytes(again));
    }

    /// <summary>What is loaded is harmless: all that follows from it is finite, and every export is written.</summary>
    private void Use(SomMap map)
    {
        foreach (var (name, values) in map.ToTable().Columns)
            if (values.Any(value => !double.IsFinite(value)))
                throw new InvalidOperationException($"the column {name} of a map that was read is not finite");
        foreach (double value in map.FeatureImportance.Append(map.TopographicProduct))
            if (!double.IsFinite(value))
                throw new InvalidOperationException("a measure of a map that was read is not finite");
        map.Cluster();
        map.UMatrix();
        foreach (var format in MapFormat.All)
            if ((map.Children.Count == 0 || format != MapFormat.Onnx) && (!format.NeedsFullGrid || IsFull(map)))
                map.Export(again + format.Extension, format);
    }

    /// <summary>Whether the neurons fill columns and rows, row by row.</summary>
    private static bool IsFull(SomMap map)
    {
        var (columns, rows) = MapGrid.Extent([.. map.Neurons.Select(neuron => neuron.Position)]);
        return columns * rows == map.Neurons.Count
            && map.Neurons.Count >= 4
            && map.Neurons.All(neuron => neuron.Position == new GridPosition(neuron.Index % columns, neuron.Index / columns));
    }
}
