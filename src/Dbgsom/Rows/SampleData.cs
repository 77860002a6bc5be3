using System.Globalization;

namespace Dbgsom.Rows;

/// <summary>The embedded sample data.</summary>
public static class SampleData
{
    /// <summary>
    /// Returns "shapes": 2,400 points in the plane, made for this project: two moons, three blobs of unequal density, a ring, a bar and
    /// 6 % noise. Features x and y, not scaled.
    /// </summary>
    public static DataMatrix Shapes() => Load().Data;

    /// <summary>Returns the shape from which each row of <see cref="Shapes"/> was drawn, 0 … 7 (the last is noise).</summary>
    public static IReadOnlyList<int> ShapeLabels() => Load().Labels;

    private static (DataMatrix Data, int[] Labels) Load()
    {
        using var reader = new StreamReader(typeof(SampleData).Assembly.GetManifestResourceStream("shapes.csv")!);
        string[] names = reader.ReadLine()!.Split(',');
        var values = new List<double>();
        var labels = new List<int>();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            values.Add(double.Parse(cells[0], CultureInfo.InvariantCulture));
            values.Add(double.Parse(cells[1], CultureInfo.InvariantCulture));
            labels.Add(int.Parse(cells[2], CultureInfo.InvariantCulture));
        }
        return (DataMatrix.From(values.ToArray(), 2).WithFeatureNames(names[..2]), [.. labels]);
    }
}
