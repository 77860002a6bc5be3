using Dbgsom.Space;

namespace Dbgsom.Files;

/// <summary>What was read from one or several files: one data set.</summary>
public sealed record LoadedData
{
    /// <summary>The samples, with their weights where a weight column was named.</summary>
    public required DataMatrix Data { get; init; }

    /// <summary>One label a row, empty where it is missing; null where no label column was named.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>One name a row, or null where no id column was named.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>What a person should know of how the files were read; empty where there is nothing to say.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The columns whose categories became features, as in <c>color</c> for <c>color=red</c>; empty for none.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>
    /// Options in which each of <see cref="Categories"/> counts as one feature, not as one for each category; see <see cref="SomOptions.FeatureWeights"/>. Weights
    /// that are there stay.
    /// </summary>
    /// <param name="options">The options.</param>
    public SomOptions Weigh(SomOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Categories.Count == 0
            ? options
            : options with
            {
                FeatureWeights =
                    options.FeatureWeights?.And(Categories, 1)
                    ?? new FeatureWeights(Categories.Select(name => KeyValuePair.Create(name, 1.0))),
            };
    }

    /// <summary>See <see cref="DataPart.UnknownTexts"/>; rows are counted over all files.</summary>
    internal IReadOnlyDictionary<(int Row, string Column), string> UnknownTexts { get; init; } =
        new Dictionary<(int, string), string>();
}
