using Dbgsom.Clustering;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>Tables that ML.NET's value mapping looks a neuron up in: its key, from 1, and what columns say of it.</summary>
internal static class NeuronLookup
{
    /// <summary>The column of the neuron.</summary>
    public const string Key = "Key";

    // Any sizes will do where only types are asked for.
    private const int SomeCount = 2;

    public static IDataView Places(MLContext context, SomMap map, MapClusters? clusters)
    {
        var rows = map.Neurons.Select(neuron => new Place
        {
            Key = Id(neuron.Index),
            GridX = neuron.Position.X,
            GridY = neuron.Position.Y,
            Cluster = clusters is null ? 0 : (uint)clusters.Labels[neuron.Index],
        });
        return PlaceView(context, [.. rows], clusters?.Count);
    }

    public static IDataView PlacesShape(MLContext context, SomClusteringOptions options) =>
        PlaceView(context, [new Place()], options.ClusterMethod is null ? null : SomeCount);

    public static IDataView Classes(MLContext context, SomMap map, ClassKeys keys)
    {
        var rows = map.Neurons.Select(neuron =>
        {
            var shares = map.ClassShares(neuron.Index);
            return new Vote
            {
                Key = Id(neuron.Index),
                PredictedLabel = (uint)Greatest(shares),
                Score = Array.ConvertAll(shares.ToArray(), share => (float)share),
            };
        });
        string[] names = [.. keys.Labels.Classes.Names];
        return VoteView(context, [.. rows], names, keys.Annotate);
    }

    public static IDataView ClassesShape(MLContext context, KeyValues values) =>
        VoteView(
            context,
            [new Vote { Score = new float[SomeCount] }],
            new string[SomeCount],
            column => values.AnnotateShape(column, SomeCount)
        );

    /// <summary>The place of the greatest value, the first of equal ones.</summary>
    private static int Greatest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }

    private static uint Id(int index) => (uint)index + 1;

    private static IDataView PlaceView(MLContext context, Place[] rows, int? clusters)
    {
        var schema = SchemaDefinition.Create(typeof(Place));
        if (clusters is { } count)
            schema[nameof(Place.Cluster)].ColumnType = new KeyDataViewType(typeof(uint), count);
        else
            schema.Remove(schema[nameof(Place.Cluster)]);
        return context.Data.LoadFromEnumerable(rows, schema);
    }

    private static IDataView VoteView(MLContext context, Vote[] rows, string[] names, Action<SchemaDefinition.Column> annotate)
    {
        var schema = SchemaDefinition.Create(typeof(Vote));
        var label = schema[nameof(Vote.PredictedLabel)];
        label.ColumnType = new KeyDataViewType(typeof(uint), names.Length);
        annotate(label);
        var score = schema[nameof(Vote.Score)];
        score.ColumnType = new VectorDataViewType(NumberDataViewType.Single, names.Length);
        ReadOnlyMemory<char>[] slots = [.. names.Select(name => name.AsMemory())];
        score.AddAnnotation(
            "SlotNames",
            new VBuffer<ReadOnlyMemory<char>>(slots.Length, slots),
            new VectorDataViewType(TextDataViewType.Instance, slots.Length)
        );
        return context.Data.LoadFromEnumerable(rows, schema);
    }

    // Columns of keys count from 0 here; ML.NET counts keys from 1 and adds it.
    private sealed class Place
    {
        public uint Key { get; set; }

        public int GridX { get; set; }

        public int GridY { get; set; }

        public uint Cluster { get; set; }
    }

    private sealed class Vote
    {
        public uint Key { get; set; }

        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
