namespace Dbgsom.Rows;

/// <summary>The results kept per row in addition to its winner and distance.</summary>
[Flags]
internal enum KeptParts
{
    /// <summary>Nothing else: twelve bytes a row.</summary>
    None = 0,

    /// <summary>The second-nearest neuron: four bytes a row more.</summary>
    Seconds = 1,

    /// <summary>A squared Euclidean distance, or a sum of such: eight bytes a row more.</summary>
    Squares = 2,
}
