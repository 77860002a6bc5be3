using System.CommandLine;
using System.Globalization;
using Dbgsom.Classification.Lvq;

namespace Dbgsom.Cli;

/// <summary>The options of a refinement, here and on a cluster.</summary>
internal sealed class RefinementArguments
{
    private readonly Option<int?> iterations = OptionsOf.Whole("--iterations", 1, int.MaxValue, "iterations; default: 10");
    private readonly Option<double?> sigma = OptionsOf.Parsed<double?>(
        "--sigma",
        "number",
        "neighborhood width in hops (a number greater than 0); default: that of the last training epoch",
        text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value > 0
            && double.IsFinite(value)
                ? value
                : throw new ArgumentException($"'{text}' must be a number greater than 0")
    );
    private readonly Option<bool> keepLast = new("--keep-last")
    {
        Description = "keep the neurons of the last iteration, not those with the highest accuracy",
    };

    public void AddTo(Command command)
    {
        command.Add(iterations);
        command.Add(sigma);
        command.Add(keepLast);
    }

    public LvqRefinement Read(ParseResult parsed) =>
        new()
        {
            Iterations = parsed.GetValue(iterations) ?? 10,
            Sigma = parsed.GetValue(sigma),
            KeepBest = !parsed.GetValue(keepLast),
        };

    /// <summary>A note about a refined map; null if it needs none.</summary>
    /// <param name="map">The map before.</param>
    /// <param name="refined">The map after.</param>
    public static string? Note(SomMap map, SomMap refined) =>
        refined.Training.LvqIterations == map.Training.LvqIterations
            ? "No iteration improves the accuracy, so the neurons are unchanged."
            : null;
}
