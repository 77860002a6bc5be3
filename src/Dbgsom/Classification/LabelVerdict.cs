namespace Dbgsom.Classification;

/// <summary>How well the label of a sample goes with the labels around it; the sample itself does not vote.</summary>
/// <param name="Prior">The share of the label among the other samples of the sample's neuron, 0 to 1; NaN where it has none, or the sample no label.</param>
/// <param name="Posterior">The probability of the label after the samples of the neurons around are heard, 0 to 1; NaN where nobody votes, or the sample has no label.</param>
/// <param name="Likeliest">The label of the highest posterior, the first in ordinal order of several; null where nobody votes.</param>
/// <param name="LikeliestPosterior">Its posterior; NaN where nobody votes.</param>
/// <param name="Suggestion">What to do with the label.</param>
public readonly record struct LabelVerdict(
    double Prior,
    double Posterior,
    string? Likeliest,
    double LikeliestPosterior,
    LabelSuggestion Suggestion
);
