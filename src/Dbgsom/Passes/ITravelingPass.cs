using System.Text.Json.Nodes;
using Dbgsom.Distributed;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>A pass that can be sent to where rows are, with all it needs.</summary>
internal interface ITravelingPass
{
    /// <summary>The name of the pass in requests.</summary>
    string Name { get; }

    /// <summary>Writes what <see cref="TravelingPasses"/> makes the pass of again.</summary>
    /// <param name="archive">Where arrays go.</param>
    /// <param name="json">Where all else goes.</param>
    void Write(ArchiveWriter archive, JsonObject json);

    /// <summary>The requirements of the pass.</summary>
    PassNeeds Needs { get; }

    /// <summary>Reads the sums it was answered with.</summary>
    /// <exception cref="InvalidDataException">The sums are not those of this pass, or damaged.</exception>
    object ReadSums(byte[] bytes, string name);
}

/// <inheritdoc cref="ITravelingPass"/>
internal interface ITravelingPass<TSums> : ITravelingPass
    where TSums : class, ITravelingSums<TSums>
{
    /// <inheritdoc cref="DataPass{TSums}.NewSums"/>
    TSums NewSums();

    object ITravelingPass.ReadSums(byte[] bytes, string name)
    {
        var sums = PassSums.Read<TSums>(bytes, name);
        return sums.Shape.SequenceEqual(NewSums().Shape)
            ? sums
            : throw new InvalidDataException(
                $"{name}: they are of another number of neurons, features or classes, or of another grid"
            );
    }
}

/// <summary>Sums that can be sent back, and that say themselves what they are, so that whoever merges them needs nothing else.</summary>
internal interface ITravelingSums<TSelf> : IPassSums<TSelf>
    where TSelf : class, ITravelingSums<TSelf>
{
    /// <summary>The name of the sums in answers.</summary>
    static abstract string Name { get; }

    /// <inheritdoc cref="ITravelingPass.Write"/>
    void Write(ArchiveWriter archive, JsonObject json);

    /// <summary>Sizes and grids, as numbers: sums whose numbers are the same can be merged.</summary>
    IReadOnlyList<double> Shape { get; }

    /// <summary>Reads what <see cref="Write"/> wrote, to the bit.</summary>
    static abstract TSelf Read(ArchiveReader archive, JsonFields json);
}
