using System.Globalization;
using Dbgsom.Files;
using Dbgsom.Report;
using Dbgsom.Rows;

[assembly: AssemblyFixture(typeof(Dbgsom.Browser.Tests.SamplePages))]

namespace Dbgsom.Browser.Tests;

/// <summary>Pages that several tests look at, each made when it is first asked for; the files are gone afterwards.</summary>
public sealed class SamplePages : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> digits;
    private readonly Lazy<string> shapes;
    private int made;

    public SamplePages()
    {
        digits = new(() => Save(DigitsMap(), DigitsData().Data, DigitsOptions()));
        shapes = new(() => Save(ShapesMap(), SampleData.Shapes(), ShapesOptions));
    }

    /// <summary>1,797 × 64, 120 neurons, with classes.</summary>
    public string Digits => digits.Value;

    /// <summary>2,400 × 2, 60 neurons, with classes.</summary>
    public string Shapes => shapes.Value;

    internal static ReportOptions ShapesOptions { get; } =
        new()
        {
            DataNames = ["shapes.csv"],
            Labels = [.. SampleData.ShapeLabels().Select(label => label.ToString(CultureInfo.InvariantCulture))],
            LabelName = "shape",
        };

    internal static SomMap ShapesMap() => new SomVq(new SomOptions { TargetNeurons = 60 }).Fit(SampleData.Shapes());

    internal static LoadedData DigitsData() =>
        DataFiles.Load([SharedFolder.Require("data", "digits.csv")], new DataFileOptions { LabelColumn = "digit" });

    /// <summary>Writes a page and returns its file.</summary>
    public string Save(SomMap map, DataMatrix? data = null, ReportOptions? options = null)
    {
        string file = folder.At($"{Interlocked.Increment(ref made)}.html");
        map.SaveReport(file, data, options);
        return file;
    }

    public void Dispose() => folder.Dispose();

    private static SomMap DigitsMap() => new SomVq(new SomOptions { TargetNeurons = 120 }).Fit(DigitsData().Data);

    private static ReportOptions DigitsOptions() =>
        new()
        {
            DataNames = ["digits.csv"],
            ModelName = "digits.som.npz",
            Labels = DigitsData().Labels,
            LabelName = "digit",
        };
}
