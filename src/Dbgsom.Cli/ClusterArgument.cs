using System.CommandLine;
using Dbgsom.Clustering;

namespace Dbgsom.Cli;

/// <summary>The option that names clusters of a map, and whether the map can have them.</summary>
internal static class ClusterArgument
{
    private static readonly string Value = $"COUNT|{string.Join('|', ClusterMethod.All.Select(method => method.Name))}[:COUNT]";

    /// <summary>--clusters with a method, a number, or both.</summary>
    public static Option<ClusterRequest?> Create(string description) =>
        OptionsOf.Parsed<ClusterRequest?>("--clusters", Value, description, ClusterRequest.Parse);

    /// <summary>An option whose value may be left out.</summary>
    public static Option<ClusterRequest?> OptionalMethod(string name, string description) =>
        new(name)
        {
            HelpName = Value,
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result =>
            {
                try
                {
                    return result.Tokens.Count == 0
                        ? new ClusterRequest(ClusterMethod.Ward)
                        : ClusterRequest.Parse(result.Tokens[0].Value);
                }
                catch (ArgumentException e)
                {
                    result.AddError($"{name}: {Options.SomOption.MessageOf(e)}");
                    return null;
                }
            },
        };

    /// <summary>The request, or null where there is none.</summary>
    /// <exception cref="UsageException">The map cannot have that many clusters.</exception>
    public static ClusterRequest? Check(SomMap map, ClusterRequest? request, string option)
    {
        int live = map.Neurons.Count(neuron => !neuron.IsDead);
        return request?.Count > live
            ? throw new UsageException(
                $"{option} is {request.Count}; valid is 1 to the number of neurons that win samples ({live})"
            )
            : request;
    }
}
