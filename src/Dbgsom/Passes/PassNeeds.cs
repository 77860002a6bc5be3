namespace Dbgsom.Passes;

/// <summary>
/// The requirements of a received pass. They are compared with the rows before anything runs, because the searches do not check the
/// sizes of rows and neurons.
/// </summary>
/// <param name="Columns">Number of features; null where it does not look at values.</param>
/// <param name="Neurons">Number of neurons; null for none.</param>
/// <param name="Classes">Number of classes; 0 for none.</param>
internal readonly record struct PassNeeds(int? Columns, int? Neurons = null, int Classes = 0)
{
    /// <summary>A row has a winner and a second one.</summary>
    public const int FewestNeurons = 2;

    /// <summary>True if a map can have so many neurons.</summary>
    public static bool IsMap(int neurons) => neurons is >= FewestNeurons and <= SomOptions.MaxGridNeurons;

    /// <summary>Refuses a pass that was made for other rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="features">The number of features that the pass sees.</param>
    /// <param name="pass">The name of the pass.</param>
    /// <exception cref="InvalidDataException">It was.</exception>
    public void Check(PassEngine rows, int features, string pass)
    {
        if (Columns is { } columns && columns != features)
            throw Bad(pass, $"is for {columns} features; the rows have {features}");
        if (Neurons is { } neurons && !IsMap(neurons))
            throw Bad(pass, $"is for {neurons} neurons; valid is {FewestNeurons} to {SomOptions.MaxGridNeurons}");
        if (Classes != 0 && Classes != rows.Classes?.Count)
            throw Bad(pass, $"is for {Classes} classes; the rows have {rows.Classes?.Count ?? 0}");
    }

    private static InvalidDataException Bad(string pass, string what) => new($"the request for a pass '{pass}' {what}");
}
