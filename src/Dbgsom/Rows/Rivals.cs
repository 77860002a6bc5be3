namespace Dbgsom.Rows;

/// <summary>Lists, for the rows of a block, the neurons that may be nearer than the winner. A buffer of one worker.</summary>
/// <param name="rows">The maximum number of rows of a block.</param>
internal sealed class Rivals(int rows)
{
    /// <summary>The number of places that may be written beyond the last rival.</summary>
    public const int MostAtOnce = 16;

    private int[] places = [];
    private int[] neurons = [];
    private double[] squares = [];

    /// <summary>The distance of each row from the anchor of its winner.</summary>
    public double[] Radius { get; } = new double[rows];

    /// <summary>For each row the squared distance of any neuron but its winner, at least; 0 where it is not known.</summary>
    public double[] Next { get; } = new double[rows];

    /// <summary>Makes room for so many rivals of each row.</summary>
    public void MakeRoom(int each)
    {
        int room = (rows * each) + MostAtOnce;
        if (neurons.Length < room)
            (places, neurons, squares) = (new int[room], new int[room], new double[room]);
    }

    /// <summary>The row of each pair of a row with a rival, in the order of the rows.</summary>
    public Span<int> Rows => places;

    /// <summary>The rival of each pair.</summary>
    public Span<int> Neurons => neurons;

    /// <summary>Room for the squared distance of each pair.</summary>
    public Span<double> Squares => squares;
}
