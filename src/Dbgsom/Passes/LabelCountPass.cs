using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>How often each label of the rows meets each group of neurons and, where the map knows classes, each class that it predicts.</summary>
internal sealed class LabelCountPass : DataPass<LabelCounts>, ITravelingPass<LabelCounts>
{
    public required Assigner Assigner { get; init; }

    /// <summary>For each neuron its group, from 0.</summary>
    public required int[] Groups { get; init; }

    /// <summary>The number of labels of the rows.</summary>
    public required int LabelCount { get; init; }

    /// <summary>The grid of masses.</summary>
    public required SumGrid MassGrid { get; init; }

    /// <summary>Finds the class of a row; null if there are no classes. It has the assigner of this pass.</summary>
    public ClassPass? Classes { get; init; }

    public override long CostPerRow => Classes is null ? Assigner.CostPerRow + 60 : (2 * Assigner.CostPerRow) + 160;

    public override LabelCounts NewSums() => new(Groups.Max() + 1, Classes?.Table.Classes ?? 0, LabelCount, MassGrid);

    public override void Process(in RowBlock block, LabelCounts sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.Count);
        Assigner.FindWinners(block, winners, distances);
        FoundNeurons.Check(winners, Assigner.NeuronCount);
        var classes = new int[Classes is null ? 0 : block.Count];
        Classes?.Find(block, winners, distances, classes);
        for (int i = 0; i < block.Count; i++)
            if (block.Labels[i] != ClassLabels.None)
                sums.Add(Groups[winners[i]], Classes is null ? -1 : classes[i], block.Labels[i], block.First + i, block.Mass(i));
    }

    public string Name => "label_count";

    public PassNeeds Needs => new(Assigner.Columns, Assigner.NeuronCount, LabelCount);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        Assigner.Write(archive, json);
        json["labels"] = LabelCount;
        archive.Vector("groups.npy", Groups);
        SumEntries.Write(archive, "mass_grid.npy", MassGrid);
        if (Classes is null)
            return;
        var classes = new JsonObject();
        Classes.Write(archive.Below(ClassFolder), classes);
        json["class"] = classes;
    }

    public static LabelCountPass Read(ArchiveReader archive, JsonFields json)
    {
        var assigner = Assigner.Read(archive, json);
        int labels = json.Integer("labels");
        if (labels is < 1 or > ClassList.MaxClasses)
            throw json.Bad("labels", $"is {labels}; valid is 1 to {ClassList.MaxClasses}");
        long[] groups = archive.Counts("groups.npy", assigner.NeuronCount, assigner.NeuronCount - 1);
        var classes = json.Has("class") ? ClassPass.Read(archive.Below(ClassFolder), json.Object("class")) : null;
        return classes is null || classes.Assigner.Columns == assigner.Columns
            ? new LabelCountPass
            {
                Assigner = assigner,
                Groups = Array.ConvertAll(groups, group => (int)group),
                LabelCount = labels,
                MassGrid = SumEntries.ReadGrids(archive, "mass_grid.npy", 1)[0],
                Classes = classes,
            }
            : throw json.Bad("class", $"is for {classes.Assigner.Columns} features, the winners for {assigner.Columns}");
    }

    private const string ClassFolder = "class/";
}

/// <summary>What <see cref="LabelCountPass"/> counts.</summary>
/// <param name="groupCount">The number of groups of neurons.</param>
/// <param name="classCount">The number of classes that a row is taken for; 0 where the map knows none.</param>
/// <param name="labelCount">The number of labels.</param>
/// <param name="grid">For masses.</param>
internal sealed class LabelCounts(int groupCount, int classCount, int labelCount, SumGrid grid) : ITravelingSums<LabelCounts>
{
    private readonly long[] firsts = Absent(labelCount);

    /// <summary>For each label how many rows have it, whatever their weight.</summary>
    public long[] Rows { get; } = new long[labelCount];

    /// <summary>Group and label of the rows.</summary>
    public PairMasses ByGroup { get; } = new(grid);

    /// <summary>Label and predicted class of the rows.</summary>
    public PairMasses ByClass { get; } = new(grid);

    /// <summary>The labels that rows have, in the order in which they come first.</summary>
    public int[] Present => [.. Enumerable.Range(0, labelCount).Where(label => Rows[label] > 0).OrderBy(label => firsts[label])];

    public void Add(int group, int predicted, int label, long row, double mass)
    {
        Rows[label]++;
        firsts[label] = Math.Min(firsts[label], row);
        ByGroup.Add(group, label, mass);
        if (predicted >= 0)
            ByClass.Add(label, predicted, mass);
    }

    public void Merge(LabelCounts other)
    {
        for (int label = 0; label < labelCount; label++)
        {
            Rows[label] += other.Rows[label];
            firsts[label] = Math.Min(firsts[label], other.firsts[label]);
        }
        ByGroup.Merge(other.ByGroup);
        ByClass.Merge(other.ByClass);
    }

    public static string Name => "label_count";

    public IReadOnlyList<double> Shape => [groupCount, classCount, labelCount, grid.First, grid.Second];

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["groups"] = groupCount;
        json["classes"] = classCount;
        json["labels"] = labelCount;
        SumEntries.Write(archive, "grids.npy", grid);
        archive.Vector("rows.npy", Rows);
        archive.Vector("firsts.npy", Array.ConvertAll(firsts, first => first == long.MaxValue ? 0 : first));
        ByGroup.Write(archive, json, "by_group");
        ByClass.Write(archive, json, "by_class");
    }

    public static LabelCounts Read(ArchiveReader archive, JsonFields json)
    {
        int labels = archive.Claimed(json, "labels", "rows.npy", 1);
        int groups = json.Count("groups");
        int classes = json.Count("classes");
        var sums = new LabelCounts(groups, classes, labels, SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
        archive.Counts("rows.npy", labels).CopyTo(sums.Rows, 0);
        long[] firsts = archive.Counts("firsts.npy", labels);
        for (int label = 0; label < labels; label++)
            if (sums.Rows[label] > 0)
                sums.firsts[label] = firsts[label];
        sums.ByGroup.Read(archive, json, "by_group", groups, labels);
        sums.ByClass.Read(archive, json, "by_class", labels, classes);
        return sums;
    }

    private static long[] Absent(int count)
    {
        var firsts = new long[count];
        Array.Fill(firsts, long.MaxValue);
        return firsts;
    }
}
