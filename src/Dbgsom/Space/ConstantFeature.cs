namespace Dbgsom.Space;

/// <summary>A feature that was constant in training, up to rounding. It has no influence on distances.</summary>
/// <param name="Feature">Index of the feature.</param>
/// <param name="Value">The value in training, in the user's units.</param>
public readonly record struct ConstantFeature(int Feature, double Value);

/// <summary>A feature that was constant in training and has other values in some samples.</summary>
/// <param name="Feature">Index of the feature.</param>
/// <param name="Value">The value in training, in the user's units.</param>
/// <param name="RowCount">The number of samples with another value.</param>
public readonly record struct ChangedFeature(int Feature, double Value, long RowCount);
