using Dbgsom.Cluster.Data;

namespace Dbgsom.Cluster.Grains;

/// <summary>One part of a job's data: its rows, and what is held for them. Its key is JOB/PART.</summary>
[Alias("dbgsom.part")]
internal interface IPartGrain : IGrainWithStringKey
{
    /// <summary>Describes the content of the part, and its values that the training of a map did not see.</summary>
    /// <param name="definition">The part.</param>
    /// <param name="model">The model file of the map to measure; null for none.</param>
    [Alias("outline")]
    [ResponseTimeout(Timeouts.Work)]
    Task<PartAnswer> Outline(PartDefinition definition, [Immutable] byte[]? model);

    /// <summary>Runs a pass over its rows.</summary>
    [Alias("run")]
    [ResponseTimeout(Timeouts.Work)]
    Task<PartAnswer> Run(PartDefinition definition, byte[] request);

    /// <summary>Releases the rows and opens them on another silo.</summary>
    [Alias("move")]
    Task Move(string silo);

    /// <summary>Releases the rows, because the job has ended.</summary>
    [Alias("leave")]
    Task Leave();
}

/// <summary>The work of one silo for a job: it forwards requests to its parts and merges their sums. Its key is JOB/SILO.</summary>
[Alias("dbgsom.merge")]
internal interface IMergeGrain : IGrainWithStringKey
{
    /// <summary>The version of the library there.</summary>
    [Alias("version")]
    Task<string> Version();

    /// <summary>Describes the content of some parts, see <see cref="IPartGrain.Outline"/>.</summary>
    [Alias("outline")]
    [ResponseTimeout(Timeouts.Work)]
    Task<PartAnswer[]> Outline(PartDefinition[] parts, [Immutable] byte[]? model);

    /// <summary>Runs a pass over some parts.</summary>
    [Alias("run")]
    [ResponseTimeout(Timeouts.Work)]
    Task<MergedAnswer> Run(PartDefinition[] parts, byte[] request);

    /// <summary>Writes what a map says of the rows of a file.</summary>
    [Alias("predict")]
    [ResponseTimeout(Timeouts.Work)]
    Task<PredictAnswer> Predict(PredictRequest request);
}

/// <summary>How long calls may take.</summary>
internal static class Timeouts
{
    /// <summary>For calls that read data: as long as it takes. A silo that dies is noticed without it.</summary>
    public const string Work = "1.00:00:00";
}
