using Dbgsom.Naming;

namespace Dbgsom.Cli;

/// <summary>How much a column of categories counts beside other features.</summary>
internal sealed class CategoryWeight : INamed<CategoryWeight>
{
    private CategoryWeight(string name) => Name = name;

    /// <summary>As one feature.</summary>
    public static CategoryWeight One { get; } = new("one");

    /// <summary>As one feature for each category.</summary>
    public static CategoryWeight Each { get; } = new("each");

    public static IReadOnlyList<CategoryWeight> All { get; } = [One, Each];

    public string Name { get; }

    /// <summary>What is done where nothing is said: the Python package knows no categories.</summary>
    public static CategoryWeight Usual(SomOptions options) => options.Preset == SomOptions.Reference.Preset ? Each : One;

    public override string ToString() => Name;
}
