using System.Diagnostics;
using System.Globalization;
using Dbgsom.Naming;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML.Tests;

public sealed class SavedModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("iris", false)]
    [InlineData("digits", false)]
    [InlineData("digits", true)]
    public void AProcessWithMlNetAloneGivesTheSameAnswers(string name, bool cosine)
    {
        var context = new MLContext(1);
        var view = Samples.Named(name).View(context);
        var model = context
            .Transforms.NormalizeMinMax("Features")
            .Append(context.Clustering.Trainers.Dbgsom(context, ClusteringTests.Options(cosine, scaled: true)))
            .Fit(view);
        CheckReader(context, model, view);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("digits")]
    public void ClassesComeBackToo(string name)
    {
        var context = new MLContext(1);
        var view = Samples.Named(name).View(context);
        var model = context
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .Append(context.MulticlassClassification.Trainers.Dbgsom(context))
            .Append(context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"))
            .Fit(view);
        CheckReader(context, model, view);
        using var file = File.OpenRead(folder.At("model.zip"));
        var loaded = new MLContext().Model.Load(file, out _);
        Assert.Equal(model.Transform(view).Column<string>("Name"), loaded.Transform(view).Column<string>("Name"));
    }

    [Fact]
    public void TheTransformerAloneSavesAndLoadsWithTheSameColumns()
    {
        var context = new MLContext(1);
        var view = Samples.Iris.View(context);
        var model = context.Clustering.Trainers.Dbgsom(context).Fit(view);
        using var stream = new MemoryStream();
        context.Model.Save(model, view.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().Model.Load(stream, out var schema);
        Assert.Equal(view.Schema.Select(column => column.Name), schema.Select(column => column.Name));
        var before = model.Transform(view);
        var after = loaded.Transform(view);
        Assert.Equal(before.Schema.Select(Shown), after.Schema.Select(Shown));
        Assert.Equal(before.Column<uint>("Cluster"), after.Column<uint>("Cluster"));
        Assert.Equal(before.Column<int>("GridY"), after.Column<int>("GridY"));
        Assert.Equal(before.Schema.Select(Shown), model.GetOutputSchema(view.Schema).Select(Shown));
    }

    public void Dispose() => folder.Dispose();

    private static string Shown(DataViewSchema.Column column) => $"{column.Name}: {column.Type}";

    private void CheckReader(MLContext context, ITransformer model, IDataView view)
    {
        string path = folder.At("model.zip");
        context.Model.Save(model, view.Schema, path);
        string rows = folder.At("rows.idv");
        using (var file = File.Create(rows))
            context.Data.SaveAsBinary(view, file);
        string[] lines = Run(path, rows);
        var answers = model.Transform(view);
        uint[] keys = answers.Column<uint>("PredictedLabel");
        float[][] scores = answers.Column<float[]>("Score");
        Assert.Equal(keys.Length, lines.Length);
        for (int row = 0; row < keys.Length; row++)
        {
            string expected = string.Join(
                ' ',
                scores[row].Select(score => score.ToString("R", CultureInfo.InvariantCulture)).Prepend($"{keys[row]}")
            );
            Assert.Equal(expected, lines[row]);
        }
    }

    private static string[] Run(string model, string rows)
    {
        string home = AppContext.BaseDirectory.Replace("Dbgsom.ML.Tests", "Dbgsom.ML.Reader", StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(home, "Dbgsom.dll")), "the reader must not see the library");
        string program = Path.Combine(home, "Dbgsom.ML.Reader" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        using var process = Process.Start(
            new ProcessStartInfo(program, [model, rows]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
