namespace Dbgsom.Plots.Tests;

/// <summary>Tests that look at text in figures: skipped on a machine without any font, where figures have no text; in CI they fail there.</summary>
public abstract class WithFont
{
    protected WithFont()
    {
        if (!Figure.CanWriteText)
            Prerequisite.Missing("this machine has no font");
    }
}
