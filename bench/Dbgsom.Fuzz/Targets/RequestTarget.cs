using Dbgsom.Distributed;

namespace Dbgsom.Fuzz.Targets;

/// <summary>Requests for passes, as a host takes them from other machines. The host lives on from one to the next.</summary>
public sealed class RequestTarget(IReadOnlyList<byte[]> seeds, Func<PassHost> open) : Target
{
    private readonly PassHost host = open();

    /// <inheritdoc/>
    public override string Name => "request";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override void Read(byte[] input) => host.Run(input);

    /// <inheritdoc/>
    public override string Result(byte[] input)
    {
        // What a host holds of requests before does not count.
        using var fresh = open();
        return Digest(fresh.Run(input));
    }

    /// <inheritdoc/>
    public override bool Documents(Exception exception) =>
        base.Documents(exception) || exception.GetType() == typeof(ArgumentException);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        host.Dispose();
        base.Dispose(disposing);
    }
}
