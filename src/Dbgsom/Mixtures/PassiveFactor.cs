using Dbgsom.Numerics;

namespace Dbgsom.Mixtures;

/// <summary>
/// The factorization (w₁ … w_p) = Q·R of the prototypes that take part, orthonormal Q (d×p) and upper triangular R, kept up while
/// prototypes come and go (Golub &amp; Van Loan, Matrix Computations, 6.5). Unlike the normal equations it does not square the condition number.
/// </summary>
internal sealed class PassiveFactor(ScaledPrototypes prototypes)
{
    // A distance from the span of the others below this share of ‖w‖ would be nothing but rounding.
    private const double Dependent = 1e-13;

    // Where at least this share of ‖w‖ is left, one round of orthogonalization loses two bits at most.
    private const double SafeShare = 0.25;

    private readonly int features = prototypes.FeatureCount;
    private readonly int most = Math.Min(prototypes.FeatureCount, prototypes.Count);
    private double[] q = []; // q_i: row i
    private double[] r = []; // column j of R: row j
    private double[] projections = []; // Qᵀx
    private int[] neurons = [];

    /// <summary>How many prototypes take part.</summary>
    public int Count { get; private set; }

    /// <summary>The indices of the prototypes, in the order in which they entered.</summary>
    public ReadOnlySpan<int> Neurons => neurons.AsSpan(0, Count);

    /// <summary>For how many prototypes there is room now: never less than <see cref="Count"/>.</summary>
    public int Capacity => neurons.Length;

    /// <summary>q_i, a column of Q.</summary>
    public Span<double> Direction(int i) => q.AsSpan(i * features, features);

    private Span<double> Column(int j) => r.AsSpan(j * Capacity, Capacity);

    /// <summary>Starts anew.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a prototype at the end; false, and nothing added, if it does not lead toward x from the span of the others.</summary>
    /// <param name="neuron">The prototype.</param>
    /// <param name="residual">x minus its projection on the span.</param>
    public bool Add(int neuron, ReadOnlySpan<double> residual)
    {
        if (Count == most)
            return false;
        if (Count == Capacity)
            Grow();
        var direction = Direction(Count);
        var column = Column(Count);
        prototypes[neuron].CopyTo(direction);
        column[..Count].Clear();
        double length = prototypes.Norms[neuron];
        double distance = Orthogonalize(direction, column);
        // What rounding leaves of the others' directions weighs more where little else is left: once more then, and twice is enough
        // (Parlett, The Symmetric Eigenvalue Problem, 6.9).
        if (distance < SafeShare * length)
            distance = Orthogonalize(direction, column);
        if (distance <= Dependent * length)
            return false;
        for (int f = 0; f < features; f++)
            direction[f] /= distance;
        double projection = InnerProduct.Of(direction, residual);
        if (!(projection > 0))
            return false;
        column[Count] = distance;
        projections[Count] = projection;
        neurons[Count++] = neuron;
        return true;
    }

    /// <summary>Takes the others' directions out of a new one, their shares into its column of R; returns what is left in length.</summary>
    private double Orthogonalize(Span<double> direction, Span<double> column)
    {
        for (int i = 0; i < Count; i++)
        {
            double share = InnerProduct.Of(Direction(i), direction);
            column[i] += share;
            ScaledAdd.Run(direction, Direction(i), -share);
        }
        return Math.Sqrt(InnerProduct.Of(direction, direction));
    }

    /// <summary>Removes a prototype by its place; rotations make R triangular again.</summary>
    public void Remove(int place)
    {
        Count--;
        for (int j = place; j < Count; j++)
        {
            Column(j + 1)[..(j + 2)].CopyTo(Column(j));
            neurons[j] = neurons[j + 1];
        }
        for (int j = place; j < Count; j++)
            Rotate(j);
    }

    /// <summary>The unconstrained least-squares coefficients: R·z = Qᵀx.</summary>
    public void Solve(Span<double> coefficients)
    {
        projections.AsSpan(0, Count).CopyTo(coefficients);
        for (int j = Count - 1; j >= 0; j--)
        {
            coefficients[j] /= Column(j)[j];
            ScaledAdd.Run(coefficients[..j], Column(j)[..j], -coefficients[j]);
        }
    }

    /// <summary>A Givens rotation of q_j and q_j+1 that clears R[j+1, j].</summary>
    private void Rotate(int j)
    {
        double a = Column(j)[j];
        double b = Column(j)[j + 1];
        double length = Math.Sqrt((a * a) + (b * b));
        double cosine = a / length;
        double sine = b / length;
        Column(j)[j] = length;
        for (int k = j + 1; k < Count; k++)
            Rotate(ref Column(k)[j], ref Column(k)[j + 1], cosine, sine);
        Rotate(ref projections[j], ref projections[j + 1], cosine, sine);
        var first = Direction(j);
        var second = Direction(j + 1);
        for (int f = 0; f < features; f++)
            Rotate(ref first[f], ref second[f], cosine, sine);
    }

    private static void Rotate(ref double x, ref double y, double cosine, double sine) =>
        (x, y) = ((cosine * x) + (sine * y), (cosine * y) - (sine * x));

    private void Grow()
    {
        int capacity = Math.Min(Math.Max(8, 2 * Capacity), most);
        var columns = new double[capacity * capacity];
        for (int j = 0; j < Count; j++)
            Column(j).CopyTo(columns.AsSpan(j * capacity));
        r = columns;
        Array.Resize(ref q, capacity * features);
        Array.Resize(ref projections, capacity);
        Array.Resize(ref neurons, capacity);
    }
}
