namespace Dbgsom.Tests.Mixtures;

/// <summary>The coefficients of the first rows that the Python package found, on the recorded weights.</summary>
public sealed class MixtureGoldenTests
{
    public static TheoryData<string> Cases => GoldenCase.Rows();

    [Fact]
    public void All_recorded_cases_are_here() => Assert.Equal(40, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Coefficients_are_as_good_as_the_recorded_ones_and_equal_where_unique(string name)
    {
        var golden = GoldenCase.Load(name);
        var data = golden.Data;
        int columns = data.ColumnCount;
        double[][] prototypes = [.. golden.Array("weights_file").Chunk(columns)];
        double[][] recorded = [.. GoldenCase.Flat(golden.File(name + ".transform20.npy")).Chunk(prototypes.Length)];
        Assert.Equal(Math.Min(20, data.RowCount), recorded.Length);
        for (int row = 0; row < recorded.Length; row++)
        {
            var sample = new double[columns];
            data.CopyRow(row, sample);
            var found = Mixture.Of(prototypes, sample).CheckOptimal();
            Assert.Equal(new Mixture(prototypes, sample, recorded[row]).Error, found.Error, 1e-9 * Mixture.Norm(sample));
            if (name.StartsWith("digits", StringComparison.Ordinal))
                Assert.All(found.Coefficients.Zip(recorded[row]), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        }
    }
}
