using System.Globalization;
using Dbgsom.Files;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>A workspace with labeled samples: every sixth of the shapes, in one file with its labels and in files apart.</summary>
public sealed class LabeledData : IDisposable
{
    private readonly Workspace work = new();

    public LabeledData()
    {
        var all = SampleData.Shapes();
        int[] rows = [.. Enumerable.Range(0, all.RowCount).Where(row => row % 6 == 0)];
        int[] shapes = [.. rows.Select(row => SampleData.ShapeLabels()[row])];
        var lines = rows.Select(row =>
        {
            int shape = SampleData.ShapeLabels()[row];
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{all[row, 0]},{all[row, 1]},{shape},shape {shape},{(shape < 3 ? "True" : "False")},0{shape},{5_000_000_000 + shape}"
            );
        });
        File.WriteAllLines(At("labeled.csv"), lines.Prepend("x,y,number,name,flag,code,long"));
        File.WriteAllLines(
            At("plain.csv"),
            File.ReadLines(At("labeled.csv")).Select(line => string.Join(',', line.Split(',')[..2]))
        );
        File.WriteAllLines(At("names.csv"), shapes.Select(shape => $"shape {shape}"));
        File.WriteAllLines(At("few.csv"), shapes.Skip(2).Select(shape => $"shape {shape}"));
        NpyFile.Write(At("numbers.npy"), shapes);
        Samples = Load("number").Data;
        Assert.Equal(400, Samples.RowCount);
    }

    /// <summary>The samples as they are in all the files.</summary>
    public DataMatrix Samples { get; }

    /// <summary>What is in the files beside the labels, for maps: two features by name.</summary>
    public static string[] Columns { get; } = ["--columns", "x,y"];

    public string Folder => work.Folder;

    public string At(string name) => work.At(name);

    internal ToolResult Run(params string[] args) => work.Run(args);

    /// <summary>The labels in a column.</summary>
    public LabelColumn Labels(string column) => new(Load(column).Labels!);

    public void Dispose() => work.Dispose();

    private LoadedData Load(string label) =>
        DataFiles.Load([At("labeled.csv")], new DataFileOptions { Columns = ["x", "y"], LabelColumn = label });
}
