namespace Dbgsom.Files;

/// <summary>What was read from one or several files: one data set.</summary>
public sealed record LoadedData
{
    /// <summary>The samples, with their weights where a weight column was named.</summary>
    public required DataMatrix Data { get; init; }

    /// <summary>One label a row, or null where no label column was named.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>One name a row, or null where no id column was named.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>What a person should know of how the files were read; empty where there is nothing to say.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>See <see cref="DataPart.UnknownTexts"/>; rows are counted over all files.</summary>
    internal IReadOnlyDictionary<(int Row, string Column), string> UnknownTexts { get; init; } =
        new Dictionary<(int, string), string>();
}
