using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Dbgsom.Cluster.Grains;

/// <summary>Grains that begin on the silo their caller wants, see <see cref="Wanted"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlaceWhereWantedAttribute() : PlacementAttribute(new WantedPlacement());

/// <inheritdoc cref="PlaceWhereWantedAttribute"/>
[GenerateSerializer, Immutable, Alias("dbgsom.wanted")]
internal sealed class WantedPlacement : PlacementStrategy;

/// <summary>Sets the silo on which grains are activated by calls from here on.</summary>
internal static class Wanted
{
    private const string Key = "dbgsom.silo";

    public static void On(SiloAddress silo) => RequestContext.Set(Key, silo.ToParsableString());

    /// <summary>The silo that a call wants; null for none.</summary>
    public static string? In(IReadOnlyDictionary<string, object>? context) =>
        context is not null && context.TryGetValue(Key, out object? silo) ? silo as string : null;
}

/// <summary>Places them.</summary>
internal sealed class WantedPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        string? wanted = Wanted.In(target.RequestContextData);
        // Without a wish, or where the silo is gone: any, and always the same one.
        var silo =
            Array.Find(silos, silo => silo.ToParsableString() == wanted)
            ?? silos.OrderBy(silo => silo.GetConsistentHashCode()).First();
        return Task.FromResult(silo);
    }
}
