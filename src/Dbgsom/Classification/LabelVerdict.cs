namespace Dbgsom.Classification;

/// <summary>How well the label of a sample agrees with the labels around it. The sample itself does not vote.</summary>
/// <param name="Prior">
/// The share of the label among the other samples of the neuron, from 0 to 1; NaN if the neuron has none, or the sample has no label.
/// </param>
/// <param name="Posterior">
/// The probability of the label given the samples of the surrounding neurons, from 0 to 1; NaN if no sample votes, or the sample has no
/// label.
/// </param>
/// <param name="Likeliest">The label with the highest posterior, the first in ordinal order on ties; null if no sample votes.</param>
/// <param name="LikeliestPosterior">The posterior of the likeliest label; NaN if no sample votes.</param>
/// <param name="Suggestion">The suggestion for the label.</param>
public readonly record struct LabelVerdict(
    double Prior,
    double Posterior,
    string? Likeliest,
    double LikeliestPosterior,
    LabelSuggestion Suggestion
);
