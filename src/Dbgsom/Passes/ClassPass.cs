using System.Text.Json.Nodes;
using Dbgsom.Classification;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>The class of every row with its probability and, where rows have labels, how often it is right.</summary>
internal sealed class ClassPass : DataPass<CorrectSums>, ITravelingPass<CorrectSums>
{
    public required Assigner Assigner { get; init; }

    public required ClassVote Vote { get; init; }

    public required ClassTable Table { get; init; }

    /// <summary>The grid of masses.</summary>
    public required SumGrid MassGrid { get; init; }

    /// <summary>Where it goes what is found; null where only the sums are wanted.</summary>
    public ClassFinds? Finds { get; init; }

    public override long CostPerRow => Assigner.CostPerRow + 100;

    public override CorrectSums NewSums() => new(Assigner.NeuronCount, MassGrid);

    public override void Process(in RowBlock block, CorrectSums sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.Count);
        if (!Vote.AsksLiveOnly || !block.Labels.IsEmpty)
            Assigner.FindWinners(block, winners, distances);
        var classes = new int[block.Count];
        Find(block, winners, distances, classes);
        if (block.Labels.IsEmpty)
            return;
        for (int i = 0; i < block.Count; i++)
            if (classes[i] == block.Labels[i])
                sums.Add(winners[i], block.Mass(i));
    }

    /// <summary>Finds the most probable class of each row in a block.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="winners">Their winners; any, where the vote is among live neurons.</param>
    /// <param name="winnerDistances">The distances of the rows to these.</param>
    /// <param name="classes">Room for a class a row.</param>
    public void Find(in RowBlock block, ReadOnlySpan<int> winners, ReadOnlySpan<double> winnerDistances, Span<int> classes)
    {
        var probabilities = new double[Table.Classes];
        var nearest = new BestMatch[Math.Min(Vote.Voters, Table.LiveCount)];
        var distances = new double[Assigner.PaddedCount];
        for (int i = 0; i < block.Count; i++)
        {
            if (Vote.AsksLiveOnly)
            {
                Assigner.Distances(block, i, distances);
                Table.TakeOutDead(distances);
                NearestNeurons.Find(distances.AsSpan(0, Assigner.NeuronCount), nearest);
            }
            else
                nearest[0] = new BestMatch(winners[i], winnerDistances[i]);
            Vote.Count(nearest, Assigner.Metric, Table, probabilities);
            classes[i] = ClassTable.First(probabilities);
            Finds?.Set(block.Start + i, classes[i], probabilities);
        }
    }

    public string Name => "class";

    public PassNeeds Needs => new(Assigner.Columns, Assigner.NeuronCount, Table.Classes);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        if (Finds is not null)
            throw new NotSupportedException("the classes of rows stay where the rows are");
        Assigner.Write(archive, json);
        json["vote"] = Vote.Name;
        json["classes"] = Table.Classes;
        archive.Matrix("class_mass.npy", Table.AllMasses.ToArray(), Table.Classes);
        SumEntries.Write(archive, "grids.npy", MassGrid);
    }

    public static ClassPass Read(ArchiveReader archive, JsonFields json)
    {
        var assigner = Assigner.Read(archive, json);
        int classes = archive.Claimed(json, "classes", "class_mass.npy", 1);
        return new ClassPass
        {
            Assigner = assigner,
            Vote = Named.Parse<ClassVote>(json.String("vote")),
            Table = new ClassTable(SetupEntries.ReadClassMass(archive, assigner.NeuronCount, classes), classes),
            MassGrid = SumEntries.ReadGrids(archive, "grids.npy", 1)[0],
        };
    }
}

/// <summary>Where the classes of rows go, and as much of their probabilities as is wanted.</summary>
/// <param name="Classes">The most probable class of each row.</param>
/// <param name="Confidences">The probability of the class; null if not requested.</param>
/// <param name="Probabilities">The probabilities of all classes, one row per sample; null if not requested.</param>
internal sealed record ClassFinds(int[] Classes, double[]? Confidences, double[,]? Probabilities)
{
    /// <summary>For each row its place in these; null where rows are in order.</summary>
    public int[]? Places { get; init; }

    public void Set(int row, int best, ReadOnlySpan<double> probabilities)
    {
        int place = Places is null ? row : Places[row];
        Classes[place] = best;
        if (Confidences is not null)
            Confidences[place] = probabilities[best];
        for (int label = 0; Probabilities is not null && label < probabilities.Length; label++)
            Probabilities[place, label] = probabilities[label];
    }
}

/// <summary>The number of correctly classified samples of each neuron.</summary>
internal sealed class CorrectSums(int neuronCount, SumGrid grid) : ITravelingSums<CorrectSums>
{
    private readonly ReproducibleSums mass = new(neuronCount, grid);

    public double this[int neuron] => mass[neuron];

    public void Add(int winner, double rowMass) => mass.Add(winner, rowMass);

    public void Merge(CorrectSums other) => mass.Merge(other.mass);

    public static string Name => "class";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["neurons"] = neuronCount;
        SumEntries.Write(archive, "grids.npy", grid);
        SumEntries.Write(archive, "mass.npy", mass);
    }

    public IReadOnlyList<double> Shape => [neuronCount, grid.First, grid.Second];

    public static CorrectSums Read(ArchiveReader archive, JsonFields json)
    {
        int neurons = SumEntries.Neurons(archive, json, "mass.npy");
        var sums = new CorrectSums(neurons, SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
        SumEntries.Read(archive, "mass.npy", neurons, sums.mass);
        return sums;
    }
}
