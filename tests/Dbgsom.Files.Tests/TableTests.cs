using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

public sealed class TableTests : IDisposable
{
    private static readonly SomMap Map = new SomVq(new SomOptions { TargetNeurons = 12 }).Fit(SampleData.Shapes());

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Predictions_name_label_neuron_place_and_distances()
    {
        var samples = new LoadedData
        {
            Data = DataMatrix.From([new double[] { 0, 1 }, [2, 3]]),
            Ids = ["plain", "with \"quote\", comma"],
        };
        var table = PredictionTable.Create(Map, samples, new PredictionOptions { Top = 2 });
        table.Save(folder.At("labels.csv"));
        table.Save(folder.At("labels.npy"));

        string[] lines = File.ReadAllLines(folder.At("labels.csv"));
        Assert.Equal("id,label,neuron,x,y,distance,neuron_2,distance_2", lines[0]);
        Assert.StartsWith("\"with \"\"quote\"\", comma\",", lines[2], StringComparison.Ordinal);
        string[] cells = lines[1].Split(',');
        var nearest = Map.FindBestMatches(samples.Data, 2);
        Assert.Equal(nearest[0, 0].Neuron, int.Parse(cells[2], CultureInfo.InvariantCulture));
        Assert.Equal(nearest[0, 0].Distance, double.Parse(cells[5], CultureInfo.InvariantCulture));
        Assert.Equal(nearest[0, 1].Distance, double.Parse(cells[7], CultureInfo.InvariantCulture));
        Assert.Equal(Map.PredictLabel(samples.Data), NpyFile.ReadVector(folder.At("labels.npy")).Select(label => (int)label));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    /// <summary>More rows than a row group has, and a class in each type it may have.</summary>
    [Theory]
    [InlineData(".parquet", 200_000)]
    [InlineData(".arrow", 70_000)]
    [InlineData(".PARQUET", 1)]
    public void Predictions_in_typed_columns_say_the_same_as_in_text(string extension, int rows)
    {
        var random = new Random(2);
        var data = DataMatrix.From([.. Enumerable.Range(0, 60).Select(_ => new[] { random.NextDouble(), random.NextDouble() })]);
        Func<SomMap>[] kinds =
        [
            () => Fit(row => row % 3),
            () => Fit(row => 10_000_000_000L + (row % 3)),
            () => Fit(row => row % 2 == 0),
            () => Fit(row => "größe " + (row % 3)),
        ];
        SomMap Fit<T>(Func<int, T> label)
            where T : notnull, IComparable<T> =>
            new SomClassifier(new SomOptions { TargetNeurons = 8 }).Fit(data, [.. Enumerable.Range(0, 60).Select(label)]).Map;
        var samples = new LoadedData
        {
            Data = DataMatrix.From([.. Enumerable.Range(0, rows).Select(row => new[] { data[row % 60, 0], data[row % 60, 1] })]),
            Ids = [.. Enumerable.Range(0, rows).Select(row => "r " + row)],
        };
        foreach (var kind in rows == 1 ? kinds : kinds[^1..])
        {
            var map = kind();
            var table = PredictionTable.Create(
                map,
                samples,
                new PredictionOptions
                {
                    Top = 2,
                    Probabilities = true,
                    Outliers = true,
                }
            );
            string path = folder.At("p" + extension);
            table.Save(path);
            table.Save(folder.At("p.csv"));
            var options = new DataFileOptions { IdColumn = "id", LabelColumn = "class" };
            var (typed, text) = (DataFiles.Load([path], options), DataFiles.Load([folder.At("p.csv")], options));
            Assert.Equal(text.Ids, typed.Ids);
            Assert.Equal(text.Labels, typed.Labels);
            Assert.Equal(text.Data.FeatureNames, typed.Data.FeatureNames);
            for (int column = 0; column < text.Data.ColumnCount; column++)
            for (int row = 0; row < rows; row++)
                if (text.Data[row, column] != typed.Data[row, column])
                    Assert.Fail($"row {row}, column {column}: {text.Data[row, column]} and {typed.Data[row, column]}");
            Assert.Equal("int32", TypeOf(path, "neuron"), ignoreCase: true);
            Assert.Equal("double", TypeOf(path, "distance"), ignoreCase: true);
            string[] classes = ["int32", "int64", "bool", "boolean", "string", "utf8", "ReadOnlyMemory`1"];
            Assert.Contains(TypeOf(path, "class"), classes, StringComparer.OrdinalIgnoreCase);
        }
    }

    private static string TypeOf(string path, string column)
    {
        if (path.EndsWith("arrow", StringComparison.Ordinal))
        {
            using var stream = File.OpenRead(path);
            using var reader = new Apache.Arrow.Ipc.ArrowFileReader(stream);
            return reader.Schema.GetFieldByName(column).DataType.Name;
        }
        using var file = File.OpenRead(path);
        var schema = global::Parquet.ParquetReader.ReadSchemaAsync(file).GetAwaiter().GetResult();
        return schema.DataFields.Single(field => field.Name == column).ClrType.Name;
    }

    [Fact]
    public void A_table_of_neurons_reads_back_the_same()
    {
        CsvTable.Save(folder.At("neurons.csv"), Map.ToTable());
        var data = DataFiles.Load([folder.At("neurons.csv")]).Data;
        Assert.Equal(Map.ToTable().Columns.Select(column => column.Name), data.FeatureNames!);
        for (int column = 0; column < data.ColumnCount; column++)
            Assert.Equal(
                Map.ToTable().Columns[column].Values,
                Enumerable.Range(0, data.RowCount).Select(row => data[row, column])
            );
    }

    [Fact]
    public void Mixtures_have_a_column_a_neuron_or_a_row_a_coefficient()
    {
        var samples = new LoadedData { Data = DataMatrix.From([new double[] { 10, 10 }, [2, 3]]), Ids = ["a", "b"] };
        var table = MixtureTable.Create(Map, samples);
        table.Save(folder.At("mixture.csv"));
        table.Save(folder.At("mixture.npy"));
        table.Save(folder.At("sparse.csv"), sparse: true);

        var expected = Map.MixtureCoefficients(samples.Data);
        var array = NpyFile.ReadMatrix(folder.At("mixture.npy"));
        string[] lines = File.ReadAllLines(folder.At("mixture.csv"));
        Assert.Equal("id," + string.Join(',', Map.Neurons.Select(neuron => $"neuron_{neuron.Index}")), lines[0]);
        var entries = new List<string> { "id,row,neuron,coefficient" };
        for (int row = 0; row < 2; row++)
        {
            string[] cells = lines[row + 1].Split(',');
            Assert.Equal(samples.Ids[row], cells[0]);
            foreach (var neuron in Map.Neurons)
            {
                double coefficient = expected[row, neuron.Index];
                Assert.Equal(coefficient, double.Parse(cells[neuron.Index + 1], CultureInfo.InvariantCulture));
                Assert.Equal(coefficient, array[row, neuron.Index]);
                if (coefficient > 0)
                    entries.Add(string.Create(CultureInfo.InvariantCulture, $"{cells[0]},{row},{neuron.Index},{coefficient:R}"));
            }
        }
        Assert.True(entries.Count > 2);
        Assert.Equal(entries, File.ReadAllLines(folder.At("sparse.csv")));
        Assert.Throws<ArgumentException>(() => table.Save(folder.At("sparse.npy"), sparse: true));
        Assert.Throws<ArgumentException>(() => table.Save(folder.At("mixture.txt")));
        Assert.ThrowsAny<OperationCanceledException>(() => table.Save(folder.At("mixture.csv"), false, new(canceled: true)));
        Assert.Equal(lines, File.ReadAllLines(folder.At("mixture.csv")));
        Assert.Equal(3, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void A_table_is_saved_by_extension_only()
    {
        var table = PredictionTable.Create(Map, new LoadedData { Data = SampleData.Shapes() });
        Assert.Throws<ArgumentException>(() => table.Save(folder.At("labels.txt")));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
