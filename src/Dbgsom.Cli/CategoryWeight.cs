using Dbgsom.Files;
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

    /// <summary>Returns the default for the options.</summary>
    public static CategoryWeight Usual(SomOptions options) => LoadedData.WeighsColumns(options) ? One : Each;

    public override string ToString() => Name;
}
