using Dbgsom.Rows;

namespace Dbgsom.Tests;

/// <summary>The handwritten digits of the gallery: 1,797 images of 8 × 8 pixels, and which digit each is.</summary>
internal static class Digits
{
    public static (DataMatrix Data, string[] Labels) Load()
    {
        string file = RepositoryFolder.At("gallery", "data", "digits.npz");
        var digits = NpzFile.ReadMatrix(file, "digits");
        return (
            NpzFile.ReadMatrix(file, "pixels"),
            [.. Enumerable.Range(0, digits.RowCount).Select(row => $"{(int)digits[row, 0]}")]
        );
    }
}
