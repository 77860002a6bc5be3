using Dbgsom.Search;

namespace Dbgsom.Tests.Search;

public sealed class NearNeuronsTests
{
    /// <summary>What is listed are the neurons in the places of the bits, in their order, each with its row.</summary>
    [Fact]
    public void Listed_neurons_are_those_of_the_bits()
    {
        var near = new NearNeurons(2);
        for (int place = 0; place < NearNeurons.Most; place++)
            near.Set(1, place, 1000 + (7 * place), 1, 1, 1, 1);
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            uint places = i < 2 ? (uint)i * 0xFFFF : (uint)random.Next(1 << NearNeurons.Most);
            var rows = new int[NearNeurons.Most];
            var neurons = new int[NearNeurons.Most];
            int[] expected =
            [
                .. Enumerable
                    .Range(0, NearNeurons.Most)
                    .Where(place => ((places >> place) & 1) == 1)
                    .Select(place => 1000 + (7 * place)),
            ];
            int count = near.List(1, places, 42, rows, neurons);
            Assert.Equal(expected, neurons[..count]);
            Assert.All(rows[..count], row => Assert.Equal(42, row));
        }
    }
}
