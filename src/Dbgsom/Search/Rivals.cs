namespace Dbgsom.Search;

/// <summary>For the rows of a block the neurons that may be nearer than the winner: room for one worker.</summary>
/// <param name="rows">Rows of a block, at most.</param>
internal sealed class Rivals(int rows)
{
    private (int Row, int Neuron)[] pairs = [];
    private double[] squares = [];

    /// <summary>The squared distance of each row from the anchor of its winner.</summary>
    public double[] SquaredRadius { get; } = new double[rows];

    /// <summary>The lead of each row's winner over all that are no rivals; 0 where it is not known.</summary>
    public double[] Lead { get; } = new double[rows];

    /// <summary>Room for rows with their rivals, in the order of the rows.</summary>
    /// <param name="most">How many a row has at most.</param>
    public Span<(int Row, int Neuron)> Pairs(int most)
    {
        if (pairs.Length < rows * most)
            (pairs, squares) = (new (int, int)[rows * most], new double[rows * most]);
        return pairs;
    }

    /// <summary>Room for the squared distance of each pair.</summary>
    public Span<double> Squares => squares;
}
