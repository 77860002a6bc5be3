using Dbgsom.Clustering;

namespace Dbgsom.Cli;

/// <summary>Checks clusters that are asked for against a map.</summary>
internal static class ClusterArgument
{
    /// <summary>The request, or null where there is none.</summary>
    /// <exception cref="UsageException">The map cannot have so many clusters.</exception>
    public static ClusterRequest? Check(SomMap map, ClusterRequest? request, string option)
    {
        int live = map.Neurons.Count(neuron => !neuron.IsDead);
        return request?.Count > live
            ? throw new UsageException(
                $"{option} asks for {request.Count}; valid is 1 to the number of neurons that win samples ({live})"
            )
            : request;
    }
}
