using Dbgsom.Files;
using Dbgsom.Grid;

namespace Dbgsom.Fuzz.Targets;

/// <summary>Codebooks of other programs.</summary>
/// <param name="extension">The extension of the format.</param>
/// <param name="seeds">Inputs that are right, of 3 columns and 2 rows.</param>
/// <param name="folder">A folder for its files.</param>
public sealed class CodebookTarget(string extension, IReadOnlyList<byte[]> seeds, string folder) : Target
{
    private readonly string path = Path.Combine(folder, "codebook" + extension);

    /// <inheritdoc/>
    public override string Name => "codebook" + extension;

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override void Read(byte[] input)
    {
        File.WriteAllBytes(path, input);
        var map = Codebook.Load(path, new GridSize(3, 2), MapGrid.Hexagonal).ToMap();
        map.Save(path + ".som.npz");
        SomMap.Load(path + ".som.npz").UMatrix();
    }

    /// <summary>Weights that are too large are refused when they become a map.</summary>
    public override bool Documents(Exception exception) => base.Documents(exception) || exception is ArgumentException;
}
