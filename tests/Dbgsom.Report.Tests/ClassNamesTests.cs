namespace Dbgsom.Report.Tests;

public sealed class ClassNamesTests
{
    [Fact]
    public void Numbers_are_in_the_order_of_numbers()
    {
        var classes = ClassNames.Of(["10", "9", "-1", "1e1", "9"], 24);
        Assert.Equal(["-1", "9", "10", "1e1"], classes.Names);
        Assert.Equal([2, 1, 0, 3], new[] { "10", "9", "-1", "1e1" }.Select(classes.IndexOf));
    }

    [Fact]
    public void Names_are_in_the_order_of_their_letters_after_numbers() =>
        Assert.Equal(["2", "B", "NaN", "a", "é"], ClassNames.Of(["a", "é", "2", "B", "NaN"], 24).Names);

    [Fact]
    public void The_rarest_are_one_group()
    {
        string[] labels = ["a", "b", "b", "c", "c", "c", "d"];
        var classes = ClassNames.Of(labels, 3);
        Assert.Equal(["b", "c", "(others)"], classes.Names);
        Assert.Equal([2, 0, 0, 1, 1, 1, 2], labels.Select(classes.IndexOf));
        Assert.Equal(["a", "b", "c", "d"], ClassNames.Of(labels, 4).Names);
    }
}
