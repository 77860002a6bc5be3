using System.Security.Cryptography;

namespace Dbgsom.Fuzz;

/// <summary>A reader of bytes that are not trusted.</summary>
public abstract class Target : IDisposable
{
    /// <summary>The name of the reader.</summary>
    public abstract string Name { get; }

    /// <summary>Inputs that are right.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Bytes it may take, beside those of the input.</summary>
    public virtual long MostBytes => 256L << 20;

    /// <summary>Reads an input, and uses what it gave.</summary>
    public abstract void Read(byte[] input);

    /// <summary>
    /// All that an input says, as a text that two inputs share only if they say the same: for readers whose files have checksums, see
    /// <see cref="Targets.FlippedTarget"/>.
    /// </summary>
    public virtual string Result(byte[] input) => throw new NotSupportedException($"{Name} has no checksums");

    /// <summary>A text for bytes.</summary>
    protected static string Digest(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    /// <summary>Another input. Half of them are archives whose entries were changed, where inputs are archives.</summary>
    public virtual byte[] Next(Random random)
    {
        byte[] seed = Seeds[random.Next(Seeds.Count)];
        return seed is [(byte)'P', (byte)'K', ..] && random.Next(4) != 0
            ? ZipMutator.Change(seed, Seeds, random)
            : Mutator.Change(seed, Seeds, random);
    }

    /// <summary>Whether the reader's documentation names such an exception.</summary>
    public virtual bool Documents(Exception exception) => exception is InvalidDataException or IOException;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases its resources.</summary>
    protected virtual void Dispose(bool disposing) { }
}
