using Dbgsom.Remote;

namespace Dbgsom.Fuzz.Targets;

/// <summary>Sums, merged with right ones of the kind.</summary>
public sealed class SumsTarget(IReadOnlyList<byte[]> seeds) : Target
{
    /// <inheritdoc/>
    public override string Name => "sums";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override void Read(byte[] input)
    {
        PassSums.Merge([input]);
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
