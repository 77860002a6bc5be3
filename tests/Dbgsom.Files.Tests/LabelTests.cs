using System.Globalization;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

public sealed class LabelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A number is one only where writing it gives the same text: "01" and "1" stay two classes.</summary>
    [Theory]
    [InlineData(ClassKind.Number, "1", "-3", "0", "2147483647", "-2147483648")]
    [InlineData(ClassKind.LongNumber, "1", "2147483648")]
    [InlineData(ClassKind.LongNumber, "-9223372036854775808", "9223372036854775807")]
    [InlineData(ClassKind.Text, "9223372036854775808")]
    [InlineData(ClassKind.Text, "1", "01")]
    [InlineData(ClassKind.Text, "1", "+1")]
    [InlineData(ClassKind.Text, "0", "-0")]
    [InlineData(ClassKind.Text, "1", "1.0")]
    [InlineData(ClassKind.Text, "1000", "1,000")]
    [InlineData(ClassKind.Text, "1e3")]
    [InlineData(ClassKind.Text, "1", "true")]
    [InlineData(ClassKind.Text, "true", "yes")]
    [InlineData(ClassKind.Boolean, "True", "false", "TRUE")]
    public void The_type_is_one_that_all_labels_have(ClassKind kind, params string[] texts)
    {
        var column = new LabelColumn(texts);
        Assert.Equal(kind, column.Kind);
        var labels = column.ToClassLabels();
        Assert.Equal(kind, labels.Classes.Kind);
        string[] names = [.. texts.Select(text => kind == ClassKind.Boolean ? text.ToLowerInvariant() : text)];
        Assert.Equal(names, labels.Names);
        Assert.Equal(names, column.NamesFor(kind));
        Assert.Equal(names.Distinct().Count(), labels.Classes.Count);
    }

    [Fact]
    public void Whole_numbers_with_a_decimal_point_are_numbers_and_fractions_are_no_classes()
    {
        var whole = new LabelColumn(["0.0", "3.000000000000000000e+00", "-2."]);
        Assert.Equal((ClassKind.Number, ClassKind.Number), (whole.Kind, whole.ToClassLabels().Classes.Kind));
        Assert.Equal(["0", "3", "-2"], whole.Texts);
        var message = Assert.Throws<InvalidDataException>(() => new LabelColumn(["1", "0.5"]).ToClassLabels()).Message;
        Assert.Contains("0.5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_a_text_array_are_text()
    {
        Assert.Equal(ClassKind.Text, new LabelColumn(["1", "2"], areText: true).Kind);
        Assert.Equal(["1", "10", "9"], new LabelColumn(["9", "10", "1"], areText: true).ToClassLabels().Classes.Names);
        Assert.Equal(["1", "9", "10"], new LabelColumn(["9", "10", "1"]).ToClassLabels().Classes.Names);
    }

    /// <summary>What a map of booleans is asked: "True" is its true, and other text stays what it is.</summary>
    [Fact]
    public void Names_are_those_of_the_classes_asked_for()
    {
        Assert.Equal(["true", "maybe"], new LabelColumn(["True", "maybe"]).NamesFor(ClassKind.Boolean));
        Assert.Equal(["True", "False"], new LabelColumn(["True", "False"]).NamesFor(ClassKind.Text));
    }

    [Theory]
    [InlineData("b\na\nb\n")]
    [InlineData("kind\nb\na\nb\n")]
    [InlineData("kind\r\nb\r\n a \r\nb")]
    [InlineData("\"kind\"\n\"b\"\n\"a\"\n\"b\"\n\n\n")]
    public void Text_files_have_a_line_a_sample_and_one_more_where_there_is_a_header(string content)
    {
        File.WriteAllText(folder.At("labels.csv"), content);
        Assert.Equal(["b", "a", "b"], LabelFile.Load(folder.At("labels.csv"), 3).Texts);
    }

    [Theory]
    [InlineData("a\nb\n", "the file has 2 labels for 3 samples")]
    [InlineData("h\na\nb\nc\nd\n", "the file has 5 labels for 3 samples")]
    [InlineData("", "the file has 0 labels for 3 samples")]
    [InlineData(
        "kind\na\n\nb\n",
        "the file has 4 lines for 3 samples, and no label in line 3: if line 1 ('kind') is a header, give --label-header yes"
    )]
    [InlineData("a\n\nb\nc\n", "the file has 4 lines for 3 samples, and no label in line 2")]
    [InlineData(
        "a\nb\n\n",
        "the file has 2 labels for 3 samples; empty lines at the end are no labels: NA stands for a missing one"
    )]
    [InlineData("a\nb,c\nd\n", "line 2 has 2 cells")]
    [InlineData("a\n\"b\nc\n", "labels.csv")]
    public void Text_files_are_refused_by_line_and_count(string content, string part)
    {
        File.WriteAllText(folder.At("labels.csv"), content);
        string message = Assert.Throws<InvalidDataException>(() => LabelFile.Load(folder.At("labels.csv"), 3)).Message;
        Assert.StartsWith(folder.At("labels.csv") + ": ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n\nc\n")]
    [InlineData("a\n\"\"\nc\n\n\n")]
    [InlineData("a\nNA\nc\n")]
    [InlineData("a\n?\nc")]
    public void Labels_may_be_missing(string content)
    {
        File.WriteAllText(folder.At("labels.csv"), content);
        var column = LabelFile.Load(folder.At("labels.csv"), 3);
        Assert.Equal(["a", "", "c"], column.Texts);
        Assert.Equal(1, column.MissingCount);
        Assert.Equal([0, -1, 1], Enumerable.Range(0, 3).Select(row => column.ToClassLabels()[row]));
        var named = new LabelFileOptions { MissingTexts = ["c"] };
        if (content.Contains("NA", StringComparison.Ordinal))
            Assert.Equal(["a", "NA", ""], LabelFile.Load(folder.At("labels.csv"), 3, named).Texts);
        NpyFile.Write(folder.At("empty.npy"), (string[])["a", "", "c"]);
        Assert.Equal(["a", "", "c"], LabelFile.Load(folder.At("empty.npy"), 3).Texts);
    }

    /// <summary>Classes are called + and - in many tables; these are missing only where they are named.</summary>
    [Fact]
    public void A_hyphen_is_a_label()
    {
        File.WriteAllText(folder.At("signs.csv"), "-\n+\n.\n");
        Assert.Equal(["-", "+", "."], LabelFile.Load(folder.At("signs.csv"), 3).Texts);
        Assert.Equal(["", "+", "."], LabelFile.Load(folder.At("signs.csv"), 3, new() { MissingTexts = ["+-"] }).Texts);
        string path = folder.Write("table.csv", "x,y\n1,-\n2,+\n3,NA\n");
        Assert.Equal(["-", "+", ""], DataFiles.Load([path], new DataFileOptions { LabelColumn = "y" }).Labels!);
        Assert.Equal(
            ["", "+", "NA"],
            DataFiles.Load([path], new DataFileOptions { LabelColumn = "y", MissingTexts = ["-"] }).Labels!
        );
    }

    /// <summary>The type of labels is that of those there are.</summary>
    [Fact]
    public void Missing_labels_have_no_type()
    {
        var whole = new LabelColumn(["7", "", "3.0"]);
        Assert.Equal((ClassKind.Text, 1), (whole.Kind, whole.MissingCount));
        whole = new LabelColumn(["7.0", "", "3.0"]);
        Assert.Equal((ClassKind.Number, "7||3"), (whole.Kind, string.Join('|', whole.Texts)));
        Assert.Equal(["3", "7"], whole.ToClassLabels().Classes.Names);
        Assert.Equal(["true", "", "false"], new LabelColumn(["True", "", "FALSE"]).NamesFor(ClassKind.Boolean));
        Assert.Equal(["false", "true"], new LabelColumn(["True", "", "FALSE", "true"]).ToClassLabels().Classes.Names);
        Assert.Throws<ArgumentException>(() => new LabelColumn(["", ""]).ToClassLabels());
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("arrow")]
    [InlineData("npy")]
    public void Labels_of_a_column_may_be_missing(string kind)
    {
        string path = folder.At("kinds." + kind);
        var options = new DataFileOptions { LabelColumn = kind == "npy" ? "1" : "y" };
        GridFiles.Write(path, ["x", "y"], [1, 5], [2, null], [3, 6]);
        Assert.Equal(
            ["5", "", "6"],
            DataFiles.Load([path], options).Labels!.Select(label => label.Replace(".0", "", StringComparison.Ordinal))
        );
        Assert.Equal(3, DataFiles.Load([path], options with { Missing = MissingCells.Drop }).Data.RowCount);
    }

    [Fact]
    public void Arrays_are_refused_by_count_type_and_value()
    {
        NpyFile.Write(folder.At("few.npy"), [1, 2]);
        NpyFile.Write(folder.At("real.npy"), [1, 2.5, 3]);
        NpyFile.Write(folder.At("wide.npy"), new double[3, 2]);
        File.WriteAllText(folder.At("labels.txt"), "a\nb\nc\n");
        Assert.Contains("2 labels for 3 samples", Refused("few.npy"), StringComparison.Ordinal);
        Assert.Contains("value 1 is 2.5", Refused("real.npy"), StringComparison.Ordinal);
        Assert.Contains("(3, 2)", Refused("wide.npy"), StringComparison.Ordinal);
        Assert.Contains(".npy, .csv, .tsv", Refused("labels.txt"), StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => LabelFile.Load(folder.At("absent.npy"), 3));
        byte[] whole = File.ReadAllBytes(folder.At("few.npy"));
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder.At("cut.npy"), whole[..length]);
            Assert.StartsWith(folder.At("cut.npy"), Refused("cut.npy"), StringComparison.Ordinal);
        }
        Directory.CreateDirectory(folder.At("folder.csv"));
        Assert.Throws<FileNotFoundException>(() => LabelFile.Load(folder.At("folder.csv"), 3));
        File.WriteAllText(folder.At("die Arten – виды 種.csv"), "ä\nb\nä\n");
        Assert.Equal(["ä", "b", "ä"], LabelFile.Load(folder.At("die Arten – виды 種.csv"), 3).Texts);
    }

    public static TheoryData<ClassKind, string[]> EveryKind =>
        new()
        {
            { ClassKind.Number, ["-7", "0", "12"] },
            { ClassKind.LongNumber, ["-7", "3000000000", "9007199254740992"] },
            { ClassKind.Boolean, ["false", "true"] },
            { ClassKind.Text, ["01", "a, \"b\"", "größer 🌼"] },
        };

    /// <summary>What predict saves is a file of labels of the same classes again, as array and as column.</summary>
    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Predicted_classes_are_labels_again(ClassKind kind, string[] names)
    {
        var samples = SampleData.Shapes();
        string[] texts = [.. SampleData.ShapeLabels().Select(shape => names[shape % names.Length])];
        var options = new SomOptions { TargetNeurons = 12 };
        var map = new SomClassifier(options).FitMap(samples, new LabelColumn(texts).ToClassLabels());
        string[] expected = [.. map.PredictClass(samples).Select(code => names[code])];
        Assert.Equal(names.Length, expected.Distinct().Count());

        var table = PredictionTable.Create(map, new LoadedData { Data = samples });
        table.Save(folder.At("classes.npy"));
        table.Save(folder.At("table.csv"));

        var read = LabelFile.Load(folder.At("classes.npy"), samples.RowCount);
        Assert.Equal(kind, read.Kind);
        Assert.Equal(expected, read.Texts);
        var columns = new DataFileOptions { Columns = ["x"], LabelColumn = "class" };
        Assert.Equal(expected, DataFiles.Load([folder.At("table.csv")], columns).Labels!);
    }

    [Fact]
    public void Predictions_of_a_hierarchy_of_classes_name_class_path_and_every_probability()
    {
        var samples = SampleData.Shapes();
        string[] kinds = [.. SampleData.ShapeLabels().Select(shape => shape < 4 ? "round, red" : "flat")];
        var options = new SomOptions
        {
            TargetNeurons = 8,
            VerticalGrowth = true,
            Tau2 = 0.1,
            MaxDepth = 1,
        };
        var map = new SomClassifier(options).Fit(samples, kinds).Map;
        Assert.NotEmpty(map.Children);
        var loaded = new LoadedData { Data = samples, Ids = [.. Enumerable.Range(0, samples.RowCount).Select(row => $"r{row}")] };
        var table = PredictionTable.Create(
            map,
            loaded,
            new PredictionOptions
            {
                Top = 3,
                Paths = true,
                Probabilities = true,
            }
        );
        table.Save(folder.At("table.csv"));

        string[] lines = File.ReadAllLines(folder.At("table.csv"));
        Assert.Equal(
            "id,class,probability,label,neuron,x,y,distance,path,neuron_2,distance_2,neuron_3,distance_3,p_flat,\"p_round, red\"",
            lines[0]
        );
        int[] classes = map.PredictClass(samples);
        int[] labels = map.PredictLabel(samples);
        var paths = map.PredictPath(samples);
        var nearest = map.FindBestMatches(samples, 3);
        double[,] p = map.PredictProbabilities(samples);
        Assert.Equal(labels, table.Labels);
        Assert.Contains(paths, path => path.Count == 2);
        for (int row = 0; row < samples.RowCount; row++)
        {
            var (x, y) = (map.Neurons[nearest[row, 0].Neuron].Position.X, map.Neurons[nearest[row, 0].Neuron].Position.Y);
            string name = classes[row] == 0 ? "flat" : "\"round, red\"";
            string expected = string.Create(
                CultureInfo.InvariantCulture,
                $"r{row},{name},{p[row, classes[row]]},{labels[row]},{nearest[row, 0].Neuron},{x},{y},{nearest[row, 0].Distance},{string.Join('/', paths[row])},{nearest[row, 1].Neuron},{nearest[row, 1].Distance},{nearest[row, 2].Neuron},{nearest[row, 2].Distance},{p[row, 0]},{p[row, 1]}"
            );
            Assert.Equal(expected, lines[row + 1]);
        }
    }

    [Fact]
    public void A_map_without_classes_has_no_probabilities()
    {
        var map = new SomVq(new SomOptions { TargetNeurons = 8 }).Fit(SampleData.Shapes());
        var samples = new LoadedData { Data = SampleData.Shapes() };
        Assert.Throws<ArgumentException>(() =>
            PredictionTable.Create(map, samples, new PredictionOptions { Probabilities = true })
        );
    }

    private string Refused(string file) => Assert.Throws<InvalidDataException>(() => LabelFile.Load(folder.At(file), 3)).Message;
}
