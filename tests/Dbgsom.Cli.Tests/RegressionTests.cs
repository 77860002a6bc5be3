using System.Globalization;

namespace Dbgsom.Cli.Tests;

/// <summary>A column of numbers is predicted, with intervals.</summary>
public sealed class RegressionTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void A_number_is_predicted_with_an_interval()
    {
        Write("houses.csv", 200, row => row == 3 ? "" : Price(row));
        var trained = work.Run("train", "houses.csv", "--target", "price", "--scale", "standard", "-o", "houses.som.npz");
        trained.Done();
        Assert.Contains("1 of 200 rows have no price", trained.Error, StringComparison.Ordinal);
        Assert.Contains("price, predicted with an error of", trained.Output, StringComparison.Ordinal);
        var result = work.Run("predict", "houses.som.npz", "houses.csv", "--id-column", "name", "-o", "prices.csv");
        result.Done();
        string[][] rows = [.. File.ReadAllLines(work.At("prices.csv")).Select(line => line.Split(','))];
        Assert.Equal(["id", "prediction", "low", "high", "label"], rows[0][..5]);
        int inside = 0;
        for (int row = 0; row < 200; row++)
        {
            double[] numbers = [.. rows[row + 1][1..4].Select(Number)];
            Assert.True(numbers[1] < numbers[0] && numbers[0] < numbers[2]);
            inside += Number(Price(row)) >= numbers[1] && Number(Price(row)) <= numbers[2] ? 1 : 0;
        }
        Assert.InRange(inside, 176, 200);
        // A wider interval about the same prediction, and another file format.
        work.Run("predict", "houses.som.npz", "houses.csv", "--level", "0.99", "-o", "wide.csv", "-q").Done();
        string[] wide = File.ReadAllLines(work.At("wide.csv"))[1].Split(',');
        Assert.Equal(rows[1][1], wide[1]);
        Assert.True(Number(wide[2]) < Number(rows[1][2]) && Number(wide[3]) > Number(rows[1][3]));
        work.Run("predict", "houses.som.npz", "houses.csv", "-o", "prices.npy", "-q").Done();
        Assert.Equal(Number(rows[1][1]), DataMatrix.LoadNpy(work.At("prices.npy"))[0, 0]);
        // The map is that of the features alone.
        work.Run("train", "houses.csv", "--columns", "rooms,area", "--scale", "standard", "-o", "plain.som.npz", "-q").Done();
        Assert.Equal(
            SomMap.Load(work.At("plain.som.npz")).Weights.Values.ToArray(),
            SomMap.Load(work.At("houses.som.npz")).Weights.Values.ToArray()
        );
        Assert.Contains(
            "the map was trained without --target",
            work.Run("predict", "plain.som.npz", "houses.csv", "--level", "0.5").Refused(2),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "valid is at most 0.995",
            work.Run("predict", "houses.som.npz", "houses.csv", "--level", "0.999").Refused(2),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'90' is not a number above 0 and below 1",
            work.Run("predict", "houses.som.npz", "houses.csv", "--level", "90").Refused(2),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decimal_commas_are_read_in_the_target_too()
    {
        File.WriteAllLines(
            work.At("comma.csv"),
            Enumerable.Range(0, 60).Select(row => $"{row % 8},5;{row % 5},25;{row % 8},75").Prepend("a;b;y")
        );
        work.Run("train", "comma.csv", "--target", "y", "--decimal-comma", "-o", "comma.som.npz", "-q").Done();
        var map = SomMap.Load(work.At("comma.som.npz"));
        Assert.Equal(["a", "b"], map.FeatureNames!);
        Assert.InRange(map.Regression!.ExplainedShare, 0.99, 1);
    }

    [Fact]
    public void Wrong_targets_are_refused_with_their_place()
    {
        Write("wrong.csv", 60, row => row == 7 ? "cheap" : Price(row));
        string message = work.Run("train", "wrong.csv", "--target", "price", "-o", "wrong.som.npz", "-q").Refused(1);
        Assert.Contains(
            "line 9 of wrong.csv, column 'price': the target is 'cheap'; valid is a number",
            message,
            StringComparison.Ordinal
        );
        Write("few.csv", 60, row => row < 19 ? Price(row) : "");
        Assert.Contains(
            "19 of 60 rows have a number; --target needs at least 20",
            work.Run("train", "few.csv", "--target", "price", "-o", "wrong.som.npz", "-q").Refused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'prise'",
            work.Run("train", "few.csv", "--target", "prise", "-o", "wrong.som.npz", "-q").Refused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "give one or the other",
            work.Run("train", "few.csv", "--target", "price", "--label-column", "name", "-o", "wrong.som.npz", "-q").Refused(2),
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(work.At("wrong.som.npz")));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Price(int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{(100 * (row % 7)) + (row * 37 % 100) + (row * 61 % 23)}");

    private void Write(string file, int rows, Func<int, string> price) =>
        File.WriteAllLines(
            work.At(file),
            Enumerable
                .Range(0, rows)
                .Select(row =>
                    string.Create(CultureInfo.InvariantCulture, $"house {row},{row % 7},{row * 37 % 100 / 2.0},{price(row)}")
                )
                .Prepend("name,rooms,area,price")
        );
}
