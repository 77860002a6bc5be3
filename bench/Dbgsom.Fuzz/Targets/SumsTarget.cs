using Dbgsom.Passes;

namespace Dbgsom.Fuzz.Targets;

/// <summary>Sums, merged with right ones of the kind.</summary>
public sealed class SumsTarget(IReadOnlyList<byte[]> seeds) : Target
{
    /// <inheritdoc/>
    public override string Name => "sums";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <summary>Counts of digits take room for every digit there could be: 330 MB for a map of 40,000 neurons, which a few bytes may claim.</summary>
    public override long MostBytes => 1L << 30;

    /// <inheritdoc/>
    public override string Result(byte[] input) => Digest(PassSums.Merge([input, input]));

    /// <inheritdoc/>
    public override void Read(byte[] input)
    {
        PassSums.Merge([input, input]);
        foreach (byte[] seed in seeds)
            try
            {
                PassSums.Merge([seed, input]);
            }
            catch (InvalidDataException)
            {
                // Of another kind, mostly.
            }
    }
}
