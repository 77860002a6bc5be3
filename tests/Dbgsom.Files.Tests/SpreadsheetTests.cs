using System.Text;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

/// <summary>No cell of a CSV that is written runs as a formula where it is opened.</summary>
public sealed class SpreadsheetTests : IDisposable
{
    private static readonly string[] Kinds = ["=1+1", "+cmd", "-x", "@sum", "-5", "plain"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Texts_that_begin_as_formulas_are_guarded_and_numbers_stay()
    {
        var samples = SampleData.Shapes();
        string[] kinds = [.. SampleData.ShapeLabels().Select(shape => Kinds[shape % Kinds.Length])];
        var map = new SomClassifier(new SomOptions { TargetNeurons = 12 }).Fit(samples, kinds).Map;
        string[] ids = [.. Enumerable.Range(0, samples.RowCount).Select(row => row == 0 ? "=HYPERLINK(1)" : $"-{row}")];
        var loaded = new LoadedData { Data = samples, Ids = ids };
        var table = PredictionTable.Create(map, loaded, new() { Probabilities = true });
        table.Save(folder.At("a.csv"));
        string[] lines = File.ReadAllLines(folder.At("a.csv"));
        Assert.StartsWith("'=HYPERLINK(1),", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("-1,", lines[2], StringComparison.Ordinal);
        int[] classes = map.PredictClass(samples);
        for (int row = 0; row < classes.Length; row++)
        {
            string name = map.Classes!.Names[classes[row]];
            Assert.Equal(name is "-5" or "plain" ? name : "'" + name, lines[row + 1].Split(',')[1]);
        }
        Assert.Contains(",p_=1+1", lines[0], StringComparison.Ordinal);
        foreach (string cell in lines.SelectMany(line => line.Split(',')))
            Assert.True("=+-@".IndexOf(cell[0], StringComparison.Ordinal) < 0 || double.TryParse(cell, out _), cell);
        table.Save(folder.At("a.arrow"));
        Assert.Equal(ids, DataFiles.Load([folder.At("a.arrow")], new() { Columns = ["x"], IdColumn = "id" }).Ids!);
        using var mixture = new MemoryStream();
        MixtureTable.Create(map, loaded).WriteCsv(mixture);
        Assert.Contains("\n'=HYPERLINK(1),", Encoding.UTF8.GetString(mixture.ToArray()), StringComparison.Ordinal);
        mixture.SetLength(0);
        MixtureTable.Create(map, loaded).WriteCsv(mixture, sparse: true);
        Assert.Contains("\n'=HYPERLINK(1),", Encoding.UTF8.GetString(mixture.ToArray()), StringComparison.Ordinal);
    }
}
