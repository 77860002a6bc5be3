using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.ML.Tests;

/// <summary>Rows in single precision, as ML.NET and ONNX take them, and their classes.</summary>
internal sealed record Samples(float[][] Rows, string[] Labels, string[]? Names)
{
    public static Samples Iris { get; } = ReadIris();

    public static Samples Wine { get; } =
        new(
            Floats(DataMatrix.LoadNpy(RepositoryFolder.At("tests", "Dbgsom.Tests", "Golden", "data.wine.X.npy"))),
            [
                .. NpyFile
                    .ReadVector(RepositoryFolder.At("tests", "Dbgsom.Tests", "Golden", "data.wine.y.npy"))
                    .Select(label => $"cultivar {label}"),
            ],
            null
        );

    public static Samples Digits { get; } = ReadDigits();

    public DataMatrix Matrix => DataMatrix.From(Rows).WithFeatureNames(Names);

    public int Width => Rows[0].Length;

    public static Samples Named(string name) =>
        name switch
        {
            "iris" => Iris,
            "wine" => Wine,
            _ => Digits,
        };

    private static Samples ReadIris()
    {
        string[][] lines =
        [
            .. File.ReadLines(RepositoryFolder.At("gallery", "data", "iris.csv")).Select(line => line.Split(',')),
        ];
        return new Samples(
            [
                .. lines[1..]
                    .Select(line =>
                        line[..4].Select(text => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToArray()
                    ),
            ],
            [.. lines[1..].Select(line => line[4])],
            lines[0][..4]
        );
    }

    private static Samples ReadDigits()
    {
        string file = RepositoryFolder.At("gallery", "data", "digits.npz");
        var digits = NpzFile.ReadMatrix(file, "digits");
        return new Samples(
            Floats(NpzFile.ReadMatrix(file, "pixels")),
            [.. Enumerable.Range(0, digits.RowCount).Select(row => $"{(int)digits[row, 0]}")],
            null
        );
    }

    private static float[][] Floats(DataMatrix data)
    {
        var row = new double[data.ColumnCount];
        var rows = new float[data.RowCount][];
        for (int i = 0; i < rows.Length; i++)
        {
            data.CopyRow(i, row);
            rows[i] = Array.ConvertAll(row, value => (float)value);
        }
        return rows;
    }
}
