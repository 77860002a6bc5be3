namespace Dbgsom.Search;

/// <summary>
/// What surrounds a neuron c, seen from an anchor a amid its rows: for each neuron w near it how far a is from the hyperplane between c and
/// w, and how that hyperplane moved since the epoch before.
/// </summary>
/// <remarks>
/// Let f_w(x) = ‖x − w‖² − ‖x − c‖², which is linear in x. For a row at distance r from a, f_w(x) is at least f_w(a) − 2r‖w − c‖; and at least
/// what it was an epoch before, plus the change of f_w(a), minus 2r‖Δw − Δc‖. All values hold against rounding.
/// </remarks>
internal sealed class Region
{
    /// <summary>Nothing is known: its rows are searched.</summary>
    public static Region Unknown { get; } = new() { Near = [], Rest = double.NegativeInfinity };

    /// <summary>The neurons w next to c, by growing distance of their hyperplanes.</summary>
    public required NearNeuron[] Near { get; init; }

    /// <summary>What the hyperplanes of all others are at least away from a.</summary>
    public required double Rest { get; init; }

    /// <summary>What no other neuron is nearer to c than.</summary>
    public double NearestOther { get; init; }
}

/// <summary>A neuron w near another, c.</summary>
/// <param name="Index">Which it is.</param>
/// <param name="Hyperplane">What its hyperplane is at least away from a, negative where a is on w's side.</param>
/// <param name="Lead">f_w(a), at least.</param>
/// <param name="Apart">‖w − c‖, at most.</param>
/// <param name="Change">By how much f_w(a) grew since the epoch before, at least; −∞ for a neuron that is new.</param>
/// <param name="Turn">‖Δw − Δc‖, at most.</param>
internal readonly record struct NearNeuron(int Index, double Hyperplane, double Lead, double Apart, double Change, double Turn);
