using Dbgsom.Naming;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class NiceTicksTests
{
    [Fact]
    public void Round_numbers()
    {
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1], NiceTicks.Between(0, 1, 5, false));
        Assert.Equal([-4, -2, 0, 2], NiceTicks.Between(-4.6, 3.1, 4, false));
        Assert.Equal([0, 1, 2, 3], NiceTicks.Between(0, 3, 8, true));
        Assert.Equal([1e6, 1.5e6, 2e6], NiceTicks.Between(1e6, 2e6, 3, false));
    }

    [Theory]
    [InlineData(0.30000000000000004, "0.3")]
    [InlineData(-12, "-12")]
    [InlineData(1.5e6, "1.5e6")]
    [InlineData(2e-9, "2e-9")]
    public void Texts_are_short(double value, string text) => Assert.Equal(text, NiceTicks.Text(value));
}
