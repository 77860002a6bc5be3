using System.Globalization;
using System.Text.Json.Nodes;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Options;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Map;

/// <summary>
/// The model file: a NumPy archive of the map's arrays, and <c>model.json</c> for the rest. A map below neuron 3 is the same set of entries
/// under <c>children/3/</c>, recursively.
/// </summary>
internal static class ModelFile
{
    private const string Kind = "dbgsom-model";
    private const string TableEntry = "table.json";

    public static void Save(string path, SomMap map)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArchiveWriter.Save(path, archive => Write(archive, map));
    }

    private static void Write(ArchiveWriter archive, SomMap map)
    {
        archive.Matrix("weights.npy", map.Weights.Values.ToArray(), map.FeatureCount);
        LatticeArrays.Write(archive, map.Lattice);
        archive.Vector("error.npy", map.Content.Error);
        archive.Vector("hit_count.npy", map.Content.HitCount);
        archive.Vector("hit_mass.npy", map.Content.HitMass);
        archive.Vector("density.npy", map.Content.Density);
        SpreadEntries.Write(archive, map.Content.Spread);
        archive.Vector<double>("average_distance.npy", [.. map.Neurons.Select(neuron => neuron.AverageDistance)]);
        archive.Vector<int>("label.npy", [.. map.Neurons.Select(neuron => neuron.Label)]);
        archive.Vector("epoch_created.npy", map.Content.EpochCreated);
        if (map.Content.ClassMass is { } classMass)
            archive.Matrix("class_mass.npy", classMass, map.Classes!.Count);
        HistoryArray.Write(archive, map.Training.History);
        SetupEntries.WriteScaler(archive, map.Scaler);
        ConstantEntries.Write(archive, map.Content.Constant);
        map.Content.Passive?.Write(archive);
        TargetEntries.Write(archive, map.Content.Target);
        archive.Json("model.json", LatticeArrays.Describe(Describe(map), map.Grid));
        if (map.TablePlan is { } table)
            archive.WriteText(TableEntry, table);
        foreach (var (neuron, child) in map.Children)
            Write(archive.Below(Folder(neuron)), child);
    }

    private static string Folder(int neuron) => $"children/{neuron.ToString(CultureInfo.InvariantCulture)}/";

    /// <summary>The bytes of the file.</summary>
    public static byte[] ToBytes(SomMap map) => ArchiveWriter.ToBytes(archive => Write(archive, map));

    public static SomMap Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var archive = new ArchiveReader(path);
        return archive.Read(() => Read(archive, null, 0));
    }

    /// <summary>A map from the bytes of a file.</summary>
    public static SomMap Load(byte[] bytes, string name)
    {
        using var archive = new ArchiveReader(bytes, name);
        return archive.Read(() => Read(archive, null, 0));
    }

    private static SomMap Read(ArchiveReader archive, int? parent, int depth)
    {
        var json = archive.Json("model.json");
        SetupEntries.CheckFormat(archive, json, Kind);
        var (weights, neurons, columns) = archive.Matrix("weights.npy", null, null);
        if (columns == 0)
            throw archive.Bad("'weights.npy' has no column");
        if (parent is not null && columns != parent)
            throw archive.Bad($"'weights.npy' has {columns} columns where the map above has {parent}");
        var options = OptionsJson.Read(json.Object("options"));
        var classes = SetupEntries.ReadClasses(json);
        var effective = OptionsJson.Read(json.Object("effective_options"));
        SetupEntries.CheckWeights(archive, "weights.npy", effective.Metric, weights, columns);
        var content = new MapContent
        {
            Options = options,
            Effective = effective,
            Scaler = SetupEntries.ReadScaler(
                archive,
                options.Scaling,
                columns,
                SetupEntries.ReadIndices(json, "constant_columns", columns)
            ),
            Constant = ConstantEntries.Read(archive, columns),
            FeatureNames = SetupEntries.ReadNames(json, columns),
            Transform = TransformedColumns.Read(json, columns),
            Passive = PassiveProfiles.Read(archive, json, SetupEntries.ReadNames(json, columns), columns, neurons),
            TablePlan = archive.Has(TableEntry) ? archive.ReadText(TableEntry, SomMap.MaxTablePlanBytes) : null,
            Lattice = LatticeArrays.Read(archive, json, neurons),
            Weights = new WeightMatrix(weights, columns),
            Error = archive.Quantities("error.npy", neurons),
            HitCount = archive.Counts("hit_count.npy", neurons),
            HitMass = archive.Quantities("hit_mass.npy", neurons),
            Density = archive.Quantities("density.npy", neurons),
            Spread = SpreadEntries.Read(archive, json, neurons),
            EpochCreated = Array.ConvertAll(archive.Counts("epoch_created.npy", neurons, int.MaxValue), epoch => (int)epoch),
            Classes = classes,
            CorrectMass = classes is null ? null : CorrectMass(json),
            ClassMass = classes is null ? null : SetupEntries.ReadClassMass(archive, neurons, classes.Count),
            Target = TargetEntries.Read(archive, json, neurons, columns),
            Children = Children(archive, json, neurons, columns, classes, effective, depth),
            Training = ReadSummary(json, HistoryArray.Read(archive, json.Object("training").Count("epochs"))),
            Diagnostics =
            [
                .. json.Objects("diagnostics")
                    .Select(item => new Diagnostic(item.Enumeration<DiagnosticKind>("kind"), item.String("message"))),
            ],
        };
        var summary = json.Object("training");
        ModelChecks.Check(archive, content, summary.Has("labeled_mass") ? summary.Quantity("labeled_mass") : null);
        return new SomMap(content);
    }

    private static double CorrectMass(JsonFields json)
    {
        var training = json.Object("training");
        double mass = training.Quantity("correct_mass");
        return mass <= training.Quantity("sample_mass") * (1 + 1e-9)
            ? mass
            : throw training.Bad("correct_mass", "is not between 0 and sample_mass");
    }

    private static SortedDictionary<int, SomMap> Children(
        ArchiveReader archive,
        JsonFields json,
        int neurons,
        int columns,
        ClassList? classes,
        SomOptions effective,
        int depth
    )
    {
        var children = new SortedDictionary<int, SomMap>();
        int[] parents = json.Has("children") ? json.Integers("children") : [];
        if (parents.Length > 0 && depth >= SomOptions.MaxDepthLimit)
            throw json.Bad("children", $"go down further than {SomOptions.MaxDepthLimit} levels");
        foreach (int neuron in parents)
        {
            if (neuron < 0 || neuron >= neurons || children.ContainsKey(neuron))
                throw json.Bad("children", $"name neuron {neuron}, which does not exist or is named twice");
            var child = Read(archive.Below(Folder(neuron)), columns, depth + 1);
            if (classes is null ? child.Classes is not null : !classes.SameAs(child.Classes))
                throw json.Bad("children", $"name neuron {neuron}, whose map has other classes than this one");
            if (child.EffectiveOptions.Metric != effective.Metric)
                throw json.Bad("children", $"name neuron {neuron}, whose map has another metric than this one");
            children.Add(neuron, child);
        }
        return children;
    }

    private static JsonObject Describe(SomMap map)
    {
        var json = Always(map);
        map.Content.Passive?.Division.Write(json);
        TransformedColumns.Write(map.Content.Transform, json);
        TargetEntries.Describe(map.Content.Target, json);
        if (ModelChecks.IsPartlyLabeled(map.Content))
            json["training"]!["labeled_mass"] = Numerics.Ordered.Sum(map.Content.ClassMass!);
        return json;
    }

    private static JsonObject Always(SomMap map)
    {
        var training = map.Training;
        return new JsonObject
        {
            ["format"] = SetupEntries.Format(Kind),
            ["library_version"] = training.LibraryVersion,
            ["data_fingerprint"] = training.DataFingerprint,
            ["feature_names"] = SetupEntries.Names(map.FeatureNames),
            ["classes"] = SetupEntries.Classes(map.Classes),
            ["children"] = SetupEntries.Indices([.. map.Children.Keys]),
            ["constant_columns"] = SetupEntries.Indices(map.Scaler?.ConstantColumns ?? []),
            ["options"] = OptionsJson.Write(map.Options),
            ["effective_options"] = OptionsJson.Write(map.EffectiveOptions),
            ["training"] = new JsonObject
            {
                ["rows"] = training.RowCount,
                ["sample_mass"] = training.SampleMass,
                ["epochs"] = training.Epochs,
                ["fine_epochs"] = training.FineEpochs,
                ["ended_by"] = StopReasonNames.Word(training.StopReason),
                ["growing_threshold"] = training.GrowingThreshold,
                ["total_variance"] = training.TotalVariance,
                ["initial_error"] = training.InitialError,
                ["lvq_iterations"] = training.LvqIterations,
                ["correct_mass"] = map.Content.CorrectMass,
            },
            ["distances"] = SpreadEntries.Describe(map.Content.Spread),
            ["measures"] = new JsonObject
            {
                ["quantization_error"] = Known(training.QuantizationError),
                ["topographic_error"] = Known(training.TopographicError.EightNeighbor),
                ["topographic_error_4"] = Known(training.TopographicError.FourNeighbor),
                ["topographic_product"] =
                    map.Neurons.Count <= SomMap.MaxNeuronsWithTopographicProduct ? map.TopographicProduct : null,
            },
            ["diagnostics"] = new JsonArray([
                .. map.Diagnostics.Select(item =>
                    (JsonNode)new JsonObject { ["kind"] = item.Kind.ToString(), ["message"] = item.Message }
                ),
            ]),
        };
    }

    /// <summary>A measure, or nothing where there were no samples to measure.</summary>
    private static JsonNode? Known(double measure) => double.IsNaN(measure) ? null : measure;

    private static TrainingSummary ReadSummary(JsonFields json, IReadOnlyList<EpochReport> history)
    {
        var training = json.Object("training");
        var measures = json.Object("measures");
        long rows = training.Long("rows");
        double Measure(string name, double most = double.MaxValue) =>
            rows == 0 && !measures.Has(name) ? double.NaN : measures.Quantity(name, most);
        return new TrainingSummary
        {
            RowCount = rows,
            SampleMass = training.Quantity("sample_mass"),
            Epochs = training.Count("epochs"),
            FineEpochs = training.Count("fine_epochs", training.Count("epochs")),
            StopReason = StopReasonNames.Read(training, "ended_by"),
            GrowingThreshold = training.Quantity("growing_threshold"),
            TotalVariance = training.Quantity("total_variance"),
            InitialError = training.Quantity("initial_error"),
            QuantizationError = Measure("quantization_error"),
            TopographicError = new TopographicError(Measure("topographic_error", 1), Measure("topographic_error_4", 1)),
            LvqIterations = training.Has("lvq_iterations") ? training.Count("lvq_iterations") : 0,
            DataFingerprint = json.String("data_fingerprint"),
            LibraryVersion = json.String("library_version"),
            History = history,
        };
    }
}
