namespace Dbgsom.Cli.Tests;

/// <summary>Labels that are none: refused in one line, with no file left and none changed.</summary>
public sealed class WrongLabelTests(LabeledData data) : IClassFixture<LabeledData>
{
    private static readonly string[] Classify = ["train", "plain.csv", "-o", "m.som.npz", "--classify"];

    [Theory]
    [InlineData("--label-column or --labels", "--classify")]
    [InlineData("add --classify", "--labels", "names.csv")]
    [InlineData("give one of the two", "--classify", "--labels", "names.csv", "--label-column", "name")]
    [InlineData("--labels is empty", "--classify", "--labels", "")]
    [InlineData("needs a lambda", "--classify", "--labels", "names.csv", "--growth-criterion", "entropy")]
    [InlineData("needs classes", "--growth-criterion", "entropy", "--lambda", "1")]
    [InlineData("replace an input", "--classify", "--labels", "names.csv", "-o", "names.csv")]
    [InlineData("replace an input", "--classify", "--labels", "names.csv", "--checkpoint", "names.csv")]
    [InlineData("tau2 is 1", "--tau2", "1")]
    [InlineData("max-depth is 0", "--max-depth", "0")]
    [InlineData("min-samples-vertical-growth is 0", "--min-samples-vertical-growth", "0")]
    [InlineData("nearest, winner", "--class-vote", "all")]
    public void Train_with_wrong_arguments(string part, params string[] options)
    {
        string[] output = options.Contains("-o") ? [] : ["-o", "m.som.npz"];
        Unchanged(part, 2, ["train", "plain.csv", .. output, .. options]);
    }

    [Theory]
    [InlineData("398 labels for 400 samples", "--labels", "few.csv")]
    [InlineData("does not exist", "--labels", "absent.csv")]
    [InlineData(".npy, .csv, .tsv", "--labels", "shapes.som.npz")]
    [InlineData("2400 labels for 400 samples", "--labels", "long.csv")]
    [InlineData("401 lines for 400 samples, and no label in line 3", "--labels", "hollow.csv")]
    [InlineData("unknown column 'kind'", "--label-column", "kind")]
    public void Train_with_wrong_labels(string part, params string[] options)
    {
        File.WriteAllLines(data.At("long.csv"), Enumerable.Repeat("a", 2400));
        File.WriteAllLines(data.At("hollow.csv"), ["kind", "a", "", .. Enumerable.Repeat("b", 398)]);
        Unchanged(part, 1, [.. Classify, .. options]);
    }

    [Fact]
    public void Train_with_a_column_that_names_rows_or_has_no_label()
    {
        File.WriteAllLines(
            data.At("ids.csv"),
            Enumerable.Range(0, 5000).Select(i => $"{i % 70},{i % 31},id{i}").Prepend("a,b,id")
        );
        Unchanged("at most 4096 classes", 1, ["train", "ids.csv", "-o", "m.som.npz", "--classify", "--label-column", "id"]);
        File.WriteAllText(data.At("gap.csv"), "a,b,kind\n1,2,NA\n3,4,\n5,6,?\n7,9,\n");
        Unchanged("no row has a label", 1, ["train", "gap.csv", "-o", "m.som.npz", "--classify", "--label-column", "kind"]);
    }

    [Theory]
    [InlineData(2, "needs classes")]
    [InlineData(2, "--iterations: '0'", "--labels", "names.csv", "--iterations", "0")]
    [InlineData(2, "--sigma: '0'", "--labels", "names.csv", "--sigma", "0")]
    [InlineData(2, "--sigma: 'nan'", "--labels", "names.csv", "--sigma", "nan")]
    [InlineData(2, "replace an input", "--labels", "names.csv", "-o", "names.csv")]
    [InlineData(1, "398 labels for 400 samples", "--labels", "few.csv")]
    [InlineData(1, "is not one of the classes shape 0", "--labels", "numbers.npy")]
    public void Refine(int code, string part, params string[] options)
    {
        if (!File.Exists(data.At("names.som.npz")))
            new SomClassifier(new SomOptions { TargetNeurons = 8 })
                .Fit(data.Samples, data.Labels("name").Texts)
                .Save(data.At("names.som.npz"));
        string[] output = options.Contains("-o") ? [] : ["-o", "m.som.npz"];
        Unchanged(part, code, ["refine", "names.som.npz", "plain.csv", .. output, .. options]);
    }

    [Fact]
    public void Maps_that_lack_what_is_asked_for()
    {
        var options = new SomOptions
        {
            TargetNeurons = 6,
            VerticalGrowth = true,
            Tau2 = 0.1,
            MinSamplesVerticalGrowth = 30,
        };
        new SomVq(options).Fit(data.Samples).Save(data.At("deep.som.npz"));
        Unchanged("child maps", 1, ["refine", "deep.som.npz", "plain.csv", "--labels", "names.csv", "-o", "m.som.npz"]);
        Unchanged("without --classify", 2, ["predict", "deep.som.npz", "plain.csv", "--probabilities", "-o", "p.csv"]);
        Unchanged("398 labels for 400 samples", 1, ["measure", "deep.som.npz", "plain.csv", "--labels", "few.csv"]);
        Unchanged("unknown option --growth-criterion", 2, ["estimate", "plain.csv", "--growth-criterion", "entropy"]);
    }

    private void Unchanged(string part, int code, string[] args)
    {
        var before = Contents();
        Assert.Contains(part, data.Run(args).Refused(code), StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    private List<string> Contents() =>
        [
            .. Directory
                .GetFiles(data.Folder)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    Path.GetFileName(file)
                    + " "
                    + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))
                ),
        ];
}
