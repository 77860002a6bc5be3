using Dbgsom.Passes;

namespace Dbgsom.Training;

/// <summary>The facts of a run that a <see cref="TrainingPlan"/> uses from start to end.</summary>
/// <param name="Options">The options as they take effect.</param>
/// <param name="SpreadNorm">‖std‖ of the samples as trained on, in the norm of the metric.</param>
/// <param name="Rows">The number of rows that count.</param>
/// <param name="DistinctRows">The number of different rows where they are few, else null.</param>
internal sealed record PlanContext(SomOptions Options, double SpreadNorm, long Rows, int? DistinctRows);
