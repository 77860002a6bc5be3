using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>A folder with data and a model, gone after the tests of a class.</summary>
public sealed class Workspace : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public Workspace()
    {
        NpyFile.Write(At("shapes.npy"), SampleData.Shapes());
        File.WriteAllText(At("flowers.csv"), Flowers());
        new SomVq(new SomOptions { TargetNeurons = 20 }).Fit(SampleData.Shapes()).Save(At("shapes.som.npz"));
    }

    public string Folder => folder.Path;

    public string At(string name) => folder.At(name);

    /// <summary>Runs the tool in a process that other tests use, too.</summary>
    internal ToolResult Run(params string[] args) => ToolHost.Run(Folder, args);

    /// <summary>Runs the tool in a process of its own, where that is what a test is about.</summary>
    internal ToolResult RunAlone(params string[] args) => ToolProcess.Run(Folder, args);

    public void Dispose() => folder.Dispose();

    /// <summary>120 rows with a name, three features, a count and a kind.</summary>
    private static string Flowers()
    {
        var lines = Enumerable
            .Range(0, 120)
            .Select(i =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"r{i},{i % 3 * 4 + (i * 37 % 100 / 50.0)},{(i * 61 % 100) / 30.0},{i % 3},{1 + (i % 2)},kind{i % 3}"
                )
            );
        return string.Join('\n', lines.Prepend("name,long,wide,high,count,kind")) + "\n";
    }
}
