using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Studies;

/// <summary>The data the studies run on. The files are looked for in the folder "shared/data" beside the repository.</summary>
public static class SampleSets
{
    /// <summary>The names of all sets.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["shapes", "iris", "wine", "breast_cancer", "digits", "gallery", "uniform square", "30 blobs"];

    /// <summary>A named set, or null where its file is not there.</summary>
    public static DataMatrix? Load(string name) =>
        name switch
        {
            "shapes" => SampleData.Shapes(),
            "uniform square" => Generators.UniformSquare(20_000, 1),
            "30 blobs" => Generators.Blobs(20_000, 8, 30, 1),
            "gallery" => Find("clusterable_data.npy") is { } path ? DataMatrix.LoadNpy(path) : null,
            _ => Find(name + ".csv") is { } path ? LoadCsv(path) : null,
        };

    /// <summary>A named set with its classes, or null where its file is not there.</summary>
    public static (DataMatrix Data, string[] Labels)? LoadLabeled(string name) =>
        Find(name + ".csv") is { } path
            ? (LoadCsv(path), [.. File.ReadLines(path).Skip(1).Select(line => line[(line.LastIndexOf(',') + 1)..])])
            : null;

    /// <summary>A set of the folder "shared/golden" beside the repository, as its results were made from, or null where its file is not there.</summary>
    public static DataMatrix? LoadGolden(string name) =>
        FindShared("golden", $"data.{name}.X.npy") is { } path ? DataMatrix.LoadNpy(path) : null;

    /// <summary>Some rows of a set.</summary>
    public static DataMatrix Select(DataMatrix data, int[] rows)
    {
        double[] Row(int row) => [.. Enumerable.Range(0, data.ColumnCount).Select(column => data[row, column])];
        return DataMatrix.From([.. rows.Select(Row)]);
    }

    private static string? Find(string file) => FindShared("data", file);

    /// <summary>A file in a folder of the folder "shared" beside the repository; null where it is not there.</summary>
    public static string? FindShared(string folderName, string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", folderName, file);
            if (File.Exists(path))
                return path;
        }
        return null;
    }

    /// <summary>Our own sample files: comma, a header, numbers, the class in the last column.</summary>
    private static DataMatrix LoadCsv(string path)
    {
        var rows = File.ReadLines(path).Skip(1).Select(line => line.Split(',')[..^1]);
        return DataMatrix.From([
            .. rows.Select(cells => Array.ConvertAll(cells, cell => double.Parse(cell, CultureInfo.InvariantCulture))),
        ]);
    }
}
