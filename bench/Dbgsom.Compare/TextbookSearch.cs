namespace Dbgsom.Compare;

/// <summary>The winner search as a textbook has it: every row, every neuron, every feature.</summary>
internal static class TextbookSearch
{
    /// <summary>Winners of all rows, lowest index on ties.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="weights">Row-major weights.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="winners">Where the winners go.</param>
    /// <param name="threads">How many threads.</param>
    public static void Run(double[] rows, double[] weights, int columns, int[] winners, int threads) =>
        Parallel.For(
            0,
            threads,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            thread =>
            {
                int end = (int)((long)(thread + 1) * winners.Length / threads);
                for (int row = (int)((long)thread * winners.Length / threads); row < end; row++)
                    winners[row] = Winner(rows.AsSpan(row * columns, columns), weights);
            }
        );

    /// <summary>Finds the winners on the calling thread alone.</summary>
    /// <inheritdoc cref="Run"/>
    public static void RunOnOne(double[] rows, double[] weights, int columns, int[] winners)
    {
        for (int row = 0; row < winners.Length; row++)
            winners[row] = Winner(rows.AsSpan(row * columns, columns), weights);
    }

    private static int Winner(ReadOnlySpan<double> row, double[] weights)
    {
        int winner = -1;
        double least = double.PositiveInfinity;
        for (int neuron = 0; neuron < weights.Length / row.Length; neuron++)
        {
            double distance = 0;
            for (int c = 0; c < row.Length; c++)
            {
                double difference = row[c] - weights[(neuron * row.Length) + c];
                distance += difference * difference;
            }
            if (distance < least)
                (winner, least) = (neuron, distance);
        }
        return winner;
    }
}
