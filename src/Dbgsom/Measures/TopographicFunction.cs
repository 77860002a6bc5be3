using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Measures;

/// <summary>
/// The topographic function Φ (Villmann et al. 1997). Left of 0 it counts neighbors on the grid whose samples are far apart, right of 0
/// neurons with neighboring samples that are far apart on the grid; a map that keeps all neighborhoods is 0 everywhere.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TopographicFunction
{
    internal TopographicFunction(IReadOnlyList<double> axis, IReadOnlyList<double> values) => (Axis, Values) = (axis, values);

    /// <summary>k divided by the greatest number of hops, from −1 to 1.</summary>
    public IReadOnlyList<double> Axis { get; }

    /// <summary>Φ(k), divided by K(K − 6) for maps of more than 6 neurons.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Returns the size, as in "TopographicFunction: 37 values".</summary>
    public override string ToString() => $"TopographicFunction: {Text.Of(Values.Count, "value")}";
}
