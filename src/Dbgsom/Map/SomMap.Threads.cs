using System.Runtime.CompilerServices;
using Dbgsom.Grid;
using Dbgsom.Measures;

namespace Dbgsom;

/// <content>How many threads a map's methods use.</content>
public sealed partial class SomMap
{
    // Found when it is first wanted; maps that differ in their threads share it.
    private StrongBox<double>? topographicProduct;

    /// <summary>
    /// The maximum number of threads of methods that take samples; null for one per core. Small inputs use a single thread.
    /// </summary>
    public int? Threads { get; private set; }

    /// <summary>
    /// Returns this map with a limit on the threads of its methods and of its <see cref="Children"/>. Results do not depend on it.
    /// </summary>
    /// <param name="threads">The maximum number of threads, at least 1; null for one per core.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    public SomMap WithThreads(int? threads)
    {
        if (threads is < 1)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, "the number of threads must be at least 1");
        if (threads == Threads)
            return this;
        var map = (SomMap)MemberwiseClone();
        map.Threads = threads;
        if (Children.Count > 0)
            map.Content = Content with
            {
                Children = Children.ToDictionary(child => child.Key, child => child.Value.WithThreads(threads)).AsReadOnly(),
            };
        return map;
    }

    /// <summary>Computes the topographic product, see <see cref="TopographicProduct"/>; the time grows with the square of the number of neurons.</summary>
    /// <param name="cancellationToken">Cancels the operation. A value that is already known is returned regardless.</param>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public double FindTopographicProduct(CancellationToken cancellationToken) =>
        (
            topographicProduct ??= new StrongBox<double>(
                TopographicProducts.Of(Weights, HopDistances, Threads, cancellationToken)
            )
        ).Value;
}
