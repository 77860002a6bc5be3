using Xunit.v3;

namespace Dbgsom.Plots.Tests;

/// <summary>Tests that look at text in figures: skipped on a machine without any font, where figures have no text; in CI they fail there.</summary>
[NeedsFont]
public abstract class WithFont
{
    protected WithFont()
    {
        if (!Figure.CanWriteText)
            Prerequisite.Missing("this machine has no font");
    }
}

/// <summary>On a machine without a font, the trait of tests that need one.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsFontAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        Figure.CanWriteText ? [] : [new(NeedsAttribute.Trait, Need.Font)];
}
