using System.Globalization;

namespace Dbgsom.Files.Tests;

/// <summary>A row by names is the same row of a file.</summary>
public sealed class NamedValueTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_row_of_a_table_is_its_values_by_name()
    {
        var (map, data) = Train();
        for (int row = 0; row < data.RowCount; row++)
        {
            double[] expected = [.. Enumerable.Range(0, data.ColumnCount).Select(column => data[row, column])];
            Assert.Equal(expected, map.Encode(Values(row)));
            Assert.Equal(map.Predict(expected), map.Predict(map.Encode(Values(row))));
        }
        // As texts, too, as they stand in the file.
        Assert.Equal(
            map.Encode(Values(4)),
            map.Encode(
                Values(4)
                    .ToDictionary(pair => pair.Key, pair => (object?)Convert.ToString(pair.Value, CultureInfo.InvariantCulture))
            )
        );
    }

    [Fact]
    public void What_is_not_given_is_missing_and_what_is_not_known_is_told()
    {
        var (map, _) = Train();
        Assert.Equal(["width", "color=blue", "color=green", "color=red", "member"], map.FeatureNames!);
        Assert.Equal(
            [2.5, double.NaN, double.NaN, double.NaN, double.NaN],
            map.Encode(new Dictionary<string, object?> { ["width"] = 2.5f })
        );
        Assert.Equal(
            [2, 0, 0, 0, 0],
            map.Encode(
                new Dictionary<string, object?>
                {
                    ["width"] = 2m,
                    ["color"] = "pink",
                    ["member"] = false,
                }
            )
        );
        Assert.Equal(
            [double.NaN, 0, 0, 1, 1],
            map.Encode(
                new Dictionary<string, object?>
                {
                    ["width"] = double.NaN,
                    ["color"] = "red",
                    ["member"] = "Yes",
                    ["name"] = "x",
                }
            )
        );
        var numbered = folder.Write(
            "numbered.csv",
            "kind,x\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 3) + 40},{i % 11}.5\n"))
        );
        var plan = TablePlan.Create([numbered], new() { OneHot = ["kind"] });
        var kinds = new SomVq(SomOptions.Default with { TargetNeurons = 6 })
            .Fit(DataFiles.Load([numbered], plan.ApplyTo()).Data)
            .WithTablePlan(plan.ToJson());
        Assert.Equal([0, 1, 0, 2.5], kinds.Encode(new Dictionary<string, object?> { ["kind"] = 41.0m, ["x"] = 2.50m }));
        Refused("the map has no column 'height'; its columns are 'width'", map, ("height", 1));
        Refused("column 0 ('width'): 'wide'", map, ("width", "wide"));
        Refused("the value of 'width' is Infinity, a Double; valid is a finite number", map, ("width", double.PositiveInfinity));
        Refused("a DateTime; valid is", map, ("width", DateTime.UnixEpoch));
        Refused("no feature has a value", map, ("width", null));
        Refused("'maybe'", map, ("member", "maybe"));
        var bare = new SomVq(SomOptions.Default with { TargetNeurons = 4 }).Fit(DataMatrix.From([1, 2, 3, 4, 5, 7, 8, 1], 2));
        Refused("the features of the map have no names", bare, ("0", 1));
        // Without a plan all features are numbers.
        var plain = new SomVq(SomOptions.Default with { TargetNeurons = 4 }).Fit(
            DataMatrix.From([1, 2, 3, 4, 5, 7, 8, 1], 2).WithFeatureNames(["a", "b"])
        );
        Assert.Equal([0.1, double.NaN], plain.Encode(new Dictionary<string, object?> { ["a"] = 0.1 }));
    }

    private static void Refused(string message, SomMap map, (string Name, object? Value) value) =>
        Assert.Contains(
            message,
            Assert
                .Throws<ArgumentException>(() => map.Encode(new Dictionary<string, object?> { [value.Name] = value.Value }))
                .Message,
            StringComparison.Ordinal
        );

    private (SomMap Map, DataMatrix Data) Train()
    {
        string path = folder.Write(
            "people.csv",
            "name,width,color,member\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .Select(row =>
                            string.Join(
                                ',',
                                Values(row).Values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))
                            ) + "\n"
                        )
                )
        );
        var plan = TablePlan.Create([path]);
        var data = DataFiles.Load([path], plan.ApplyTo()).Data;
        return (new SomVq(SomOptions.Default with { TargetNeurons = 9 }).Fit(data).WithTablePlan(plan.ToJson()), data);
    }

    private static Dictionary<string, object?> Values(int row) =>
        new()
        {
            ["name"] = $"person {row}",
            ["width"] = row % 7 == 3 ? null : (row % 13) + 0.1,
            ["color"] = row % 11 == 5 ? null : new[] { "red", "green", "blue" }[row % 3],
            ["member"] = row % 2 == 0 ? "yes" : "no",
        };
}
