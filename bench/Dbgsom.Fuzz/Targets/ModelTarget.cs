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
            map.Predict(DataMatrix.From(new double[2, map.FeatureCount]));
        }
        catch (ArgumentException)
        {
            // Rows are too far from the map, which says so.
        }
        map.Save(again);
        SomMap.Load(again);
    }
}
