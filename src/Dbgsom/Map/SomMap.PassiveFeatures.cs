using Dbgsom.Map;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>Features of weight 0.</content>
public sealed partial class SomMap
{
    /// <summary>The features of weight 0, which the map shows but was not trained on.</summary>
    /// <remarks>
    /// They are not included in <see cref="FeatureNames"/> and <see cref="Weights"/>. Samples may lack them: winners do not depend on
    /// them.
    /// </remarks>
    public IReadOnlyList<PassiveFeature> PassiveFeatures => field ??= Content.Passive?.ToFeatures() ?? [];

    /// <summary>Number of columns of the training samples, passive ones among them.</summary>
    internal int ColumnCount => Content.Passive?.Division.ColumnCount ?? FeatureCount;

    /// <summary>The names of the columns in order, or null.</summary>
    internal IReadOnlyList<string>? ColumnNames => Content.Passive is { } passive ? passive.Division.Names : FeatureNames;

    /// <summary>The places of the features among them; null where all are features.</summary>
    internal int[]? ActiveColumns => Content.Passive?.Division.Active;

    /// <summary>The names of the passive ones, or null.</summary>
    internal IReadOnlyList<string>? PassiveNames => Content.Passive?.Division.PassiveNames;

    /// <summary>The weights of the features trained on; null where all are 1.</summary>
    internal FeatureWeights? ActiveWeights => FeatureDivision.Trained(Content.Passive?.Division, EffectiveOptions).FeatureWeights;
}
