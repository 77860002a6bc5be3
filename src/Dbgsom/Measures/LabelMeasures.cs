namespace Dbgsom.Measures;

/// <summary>How well a map tells labels of samples apart, from one search; see <see cref="SomMap.MeasureLabels"/>.</summary>
/// <param name="Agreement">How well the labels agree with the neurons that win the samples, see <see cref="SomMap.CompareClusters"/>; null where nearly every sample has a
/// label of its own, see <see cref="LabelAgreement.AreNearlyUnique(IReadOnlyList{string?})"/>.</param>
/// <param name="Confusion">How often samples of each class are taken for each class, see <see cref="SomMap.Confusion"/>; null where the map knows no classes.</param>
/// <param name="LabeledRows">The number of samples that have a label, whatever their weight.</param>
public sealed record LabelMeasures(LabelAgreement? Agreement, ConfusionMatrix? Confusion, long LabeledRows);
