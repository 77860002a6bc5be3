namespace Dbgsom.Rows;

/// <summary>What is kept for each row beside its winner and the distance to it.</summary>
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
