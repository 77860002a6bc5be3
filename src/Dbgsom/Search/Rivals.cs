namespace Dbgsom.Search;

/// <summary>For the rows of a block the neurons that may be nearer than the winner: room for one worker.</summary>
/// <param name="rows">Rows of a block, at most.</param>
internal sealed class Rivals(int rows)
{
    private (int Row, int Neuron)[] pairs = [];
    private double[] squares = [];

    /// <summary>The distance of each row from the anchor of its winner.</summary>
    public double[] Radius { get; } = new double[rows];

    /// <summary>For each row the squared distance of any neuron but its winner, at least; 0 where it is not known.</summary>
    public double[] Next { get; } = new double[rows];

    /// <summary>Room for rows with their rivals, in the order of the rows.</summary>
    /// <param name="most">How many a row has at most.</param>
    public Span<(int Row, int Neuron)> Pairs(int most)
    {
        int room = (rows * most) + NearNeurons.ListedAtLeast;
        if (pairs.Length < room)
            (pairs, squares) = (new (int, int)[room], new double[room]);
        return pairs;
    }

    /// <summary>Room for the squared distance of each pair.</summary>
    public Span<double> Squares => squares;
}
