namespace Dbgsom.Fuzz.Targets;

/// <summary>
/// A reader of files with checksums, given valid inputs with one to three flipped bits and the checksums left alone: it refuses them, or gives the
/// very same result as for the input unchanged.
/// </summary>
public sealed class FlippedTarget(Target reader) : Target
{
    private const int MostFlips = 3;

    private readonly string?[] results = new string?[reader.Seeds.Count];

    /// <inheritdoc/>
    public override string Name => reader.Name + "-flipped";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => reader.Seeds;

    /// <inheritdoc/>
    public override long MostBytes => reader.MostBytes;

    /// <inheritdoc/>
    public override void Read(byte[] input)
    {
        int seed = SeedOf(input);
        results[seed] ??= reader.Result(Seeds[seed]);
        if (reader.Result(input) != results[seed])
            throw new InvalidOperationException("bits were flipped, and another result was given without a word");
    }

    /// <inheritdoc/>
    public override byte[] Next(Random random)
    {
        byte[] flipped = [.. Seeds[random.Next(Seeds.Count)]];
        for (int flips = 1 + random.Next(MostFlips); flips > 0; flips--)
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    /// <inheritdoc/>
    public override bool Documents(Exception exception) => reader.Documents(exception);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        base.Dispose(disposing);
    }

    private int SeedOf(byte[] input) =>
        Enumerable
            .Range(0, Seeds.Count)
            .First(seed =>
                Seeds[seed].Length == input.Length && input.Zip(Seeds[seed], (a, b) => a == b ? 0 : 1).Sum() <= MostFlips
            );
}
