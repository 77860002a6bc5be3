using System.Globalization;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Classes;

/// <summary>Labels of every type: their order, their texts, and what is refused.</summary>
public sealed class ClassLabelsTests
{
    private enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public void Labels_with_an_order_of_their_own_are_sorted_by_it()
    {
        Assert.Equal(["-10", "-2", "0", "9", "10"], ClassLabels.From([10, 9, -2, 0, -10, 9]).Classes.Names);
        Assert.Equal(
            ["-9223372036854775808", "5", "9223372036854775807"],
            ClassLabels.From([long.MaxValue, 5, long.MinValue]).Classes.Names
        );
        Assert.Equal(["false", "true"], ClassLabels.From([true, false, true]).Classes.Names);
        // By code unit: capitals, small letters, then what is beyond ASCII; no culture sorts like that.
        Assert.Equal(
            ["", "B", "a", "a\0", "i", "z", "ä", "ı"],
            ClassLabels.From(["ä", "a", "ı", "z", "B", "i", "a\0", ""]).Classes.Names
        );
    }

    [Fact]
    public void Each_label_is_a_place_in_the_list()
    {
        var labels = ClassLabels.From(["b", "c", "a", "b"]);
        Assert.Equal([1, 2, 0, 1], Enumerable.Range(0, labels.Count).Select(row => labels[row]));
        Assert.Equal(["b", "c", "a", "b"], labels.Names);
        Assert.Equal((1, -1), (labels.Classes.IndexOf("b"), labels.Classes.IndexOf("B")));
        Assert.Throws<ArgumentOutOfRangeException>(() => labels[4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => labels[-1]);
        var named = ClassLabels.FromNames(["3", "-1"], ClassLabels.From([3, -1, 7]).Classes);
        Assert.Equal((1, 0, ClassKind.Number), (named[0], named[1], named.Classes.Kind));
    }

    [Fact]
    public void Values_come_back_in_their_type_and_no_other()
    {
        Assert.Equal([-3, 4], ClassLabels.From([4, -3]).Classes.As<int>());
        Assert.Equal([-3L, 1L << 40], ClassLabels.From([1L << 40, -3L]).Classes.As<long>());
        Assert.Equal([false, true], ClassLabels.From([true, false]).Classes.As<bool>());
        Assert.Equal(["x", "y"], ClassLabels.From(["y", "x"]).Classes.As<string>());
        Refused("Number, not Int64", () => ClassLabels.From([4, -3]).Classes.As<long>());
        Refused("Text, not Boolean", () => ClassLabels.From(["true"]).Classes.As<bool>());
        Refused("a custom type", () => ClassLabels.From([Size.Small], [Size.Small]).Classes.As<Size>());
    }

    [Fact]
    public void Any_type_with_a_list_in_the_order_of_the_list()
    {
        var sizes = ClassLabels.From([Size.Small, Size.Small], [Size.Large, Size.Small]);
        Assert.Equal((ClassKind.Other, 1), (sizes.Classes.Kind, sizes[0]));
        Assert.Equal(["Large", "Small"], sizes.Classes.Names);
        var days = ClassLabels.From([new DateOnly(2024, 2, 29)], [new DateOnly(2024, 3, 1), new DateOnly(2024, 2, 29)]);
        Assert.Equal(["03/01/2024", "02/29/2024"], days.Classes.Names);
        Assert.Equal(["0.1", "1E+300", "NaN"], ClassLabels.From([double.NaN, 0.1], [0.1, 1e300, double.NaN]).Classes.Names);
        // A list may change the order of types that have one too.
        Assert.Equal([9, 2], ClassLabels.From([2, 9, 2], [9, 2]).Classes.As<int>());
    }

    [Fact]
    public void What_are_no_labels_is_refused_by_row_and_value()
    {
        Refused("label of row 1 is null", () => ClassLabels.From<string>(["a", null!]));
        Refused("label of row 0 is null", () => ClassLabels.From<string>([null!], ["a"]));
        Refused("class 1 is null", () => ClassLabels.From<string>(["a"], ["a", null!]));
        Refused("no label", () => ClassLabels.From(Array.Empty<int>()));
        Refused("no label", () => ClassLabels.From([], ["a"]));
        Refused("type Double", () => ClassLabels.From([0.5, 1.5]));
        Refused("type Size", () => ClassLabels.From([Size.Small]));
        Refused("'c' of row 2 is not one of the classes a, b", () => ClassLabels.From(["a", "b", "c"], ["a", "b"]));
        Refused("'a' is repeated", () => ClassLabels.From(["a"], ["a", "b", "a"]));
        // Two values with one text could not be told apart in a file: 1.0 and 1.00 are different decimals to nobody, dates of one day are.
        var noon = new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        Refused("is repeated", () => ClassLabels.From([noon], [noon, noon.AddTicks(1)]));
        Refused("'z' of row 0", () => ClassLabels.FromNames(["z"], ClassLabels.From(["a"]).Classes));
        Assert.Throws<ArgumentNullException>(() => ClassLabels.From<int>(null!));
    }

    [Fact]
    public void As_many_classes_as_can_be_counted()
    {
        Assert.Equal(4096, ClassLabels.From([.. Enumerable.Range(0, 4096)]).Classes.Count);
        Assert.Equal(4095, ClassLabels.From([.. Enumerable.Range(0, 4096)])[4095]);
        Refused("4097 of 4097 labels are different", () => ClassLabels.From([.. Enumerable.Range(0, 4097)]));
        Refused("4097 classes are given; valid is 1 to 4096", () => ClassLabels.From([0], [.. Enumerable.Range(0, 4097)]));
    }

    /// <summary>Half a character cannot be written to a file: two of them would come back as one and the same.</summary>
    [Fact]
    public void Half_a_character_is_refused()
    {
        Refused("half a character", () => ClassLabels.From(["ok", "bad \uD83D"]));
        Refused("half a character", () => ClassLabels.From(["\uDE00 bad", "ok"]));
        Refused("half a character", () => ClassLabels.From(["ok"], ["ok", "\uDE00\uD83D"]));
        Refused("half a character", () => ClassLabels.From(['x'], ['x', '\uD83D']));
        Assert.Equal(["\U0001F600"], ClassLabels.From(["\U0001F600"]).Classes.Names);
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NegativeSign, other.NumberFormat.NumberDecimalSeparator) = ("~", ",");
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal(["-10", "-2", "3"], ClassLabels.From([-2, 3, -10]).Classes.Names);
            Assert.Equal([-10, -2, 3], ClassLabels.From([-2, 3, -10]).Classes.As<int>());
            Assert.Equal(["-1.5"], ClassLabels.From([-1.5], [-1.5]).Classes.Names);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Refused(string what, Func<object> action) =>
        Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
