using Dbgsom.Cluster.Data;
using Dbgsom.Rows;

namespace Dbgsom.Cluster.Grains;

/// <summary>The answer of one part.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Sums">The sums; empty if the part adds nothing.</param>
/// <param name="Outline">The content of the part, if requested.</param>
/// <param name="Failure">Why there is no answer, where trying again is of no use; else null.</param>
/// <param name="Silo">The silo it is on.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.part-answer")]
internal sealed record PartAnswer(
    [property: Id(0)] int Part,
    [property: Id(1)] long Rows,
    [property: Id(2)] byte[] Sums,
    [property: Id(3)] PartOutline? Outline,
    [property: Id(4)] string? Failure,
    [property: Id(5)] string Silo
);

/// <summary>The answer of the parts of one silo.</summary>
/// <param name="Parts">Which parts.</param>
/// <param name="Rows">How many rows each has.</param>
/// <param name="Sums">The merged sums.</param>
/// <param name="Failure">Why a part has no answer, where trying again is of no use; else null.</param>
/// <param name="Silos">The silo each part is on.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.merged-answer")]
internal sealed record MergedAnswer(
    [property: Id(0)] int[] Parts,
    [property: Id(1)] long[] Rows,
    [property: Id(2)] byte[] Sums,
    [property: Id(3)] string? Failure,
    [property: Id(4)] string[] Silos
);

/// <summary>A file of which a map is to say something.</summary>
/// <param name="Model">The model file's bytes.</param>
/// <param name="Path">The data file.</param>
/// <param name="Reading">How it is read.</param>
/// <param name="Output">The file to write.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.predict")]
internal sealed record PredictRequest(
    [property: Id(0)] byte[] Model,
    [property: Id(1)] string Path,
    [property: Id(2)] ReadingOptions Reading,
    [property: Id(3)] string Output
);

/// <summary>The result of a prediction.</summary>
/// <param name="Rows">Rows written.</param>
/// <param name="Failure">Why there are none; else null.</param>
/// <param name="Notes">Notes about the rows.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.predicted")]
internal sealed record PredictAnswer(
    [property: Id(0)] long Rows,
    [property: Id(1)] string? Failure,
    [property: Id(2)] string[] Notes
);
