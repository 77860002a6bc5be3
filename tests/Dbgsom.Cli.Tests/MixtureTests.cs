using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

public sealed class MixtureTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void Mixture_prints_a_column_a_neuron_and_saves_the_same_numbers()
    {
        string[] lines = work.Run("mixture", "shapes.som.npz", "shapes.npy").Done().TrimEnd('\n').Split('\n');
        work.Run("mixture", "shapes.som.npz", "shapes.npy", "-o", "m.npy").Done();
        var expected = SomMap.Load(work.At("shapes.som.npz")).MixtureCoefficients(SampleData.Shapes());
        var saved = NpyFile.ReadMatrix(work.At("m.npy"));
        Assert.Equal(expected.GetLength(0) + 1, lines.Length);
        Assert.StartsWith("neuron_0,neuron_1,", lines[0], StringComparison.Ordinal);
        for (int row = 0; row < expected.GetLength(0); row++)
        {
            string[] cells = lines[row + 1].Split(',');
            for (int neuron = 0; neuron < expected.GetLength(1); neuron++)
            {
                Assert.Equal(expected[row, neuron], saved[row, neuron]);
                Assert.Equal(expected[row, neuron], double.Parse(cells[neuron], CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void Sparse_names_rows_and_neurons()
    {
        work.Run("train", "flowers.csv", "--columns", "long,wide,high", "-o", "f.som.npz").Done();
        work.Run("mixture", "f.som.npz", "flowers.csv", "--sparse", "--id-column", "name", "-o", "m.csv").Done();
        string[] lines = File.ReadAllLines(work.At("m.csv"));
        Assert.Equal("id,row,neuron,coefficient", lines[0]);
        Assert.All(lines[1..], line => Assert.Equal("r" + line.Split(',')[1], line.Split(',')[0]));
        Assert.Equal(
            lines,
            work.Run("mixture", "f.som.npz", "flowers.csv", "--sparse", "--id-column", "name").Done().TrimEnd('\n').Split('\n')
        );
    }

    [Fact]
    public void Outputs_that_make_no_sense_are_refused()
    {
        work.Run("mixture", "shapes.som.npz", "shapes.npy", "-o", "m.txt").Refused(2);
        Assert.Contains(
            "--sparse",
            work.Run("mixture", "shapes.som.npz", "shapes.npy", "--sparse", "-o", "m.npy").Refused(2),
            StringComparison.Ordinal
        );
        work.Run("mixture", "shapes.som.npz", "shapes.npy", "-o", "shapes.npy").Refused(2);
        work.Run("mixture", "shapes.som.npz", "flowers.csv").Refused(1);
    }
}
