using System.Text.Json.Nodes;
using Dbgsom.Training;

namespace Dbgsom.Persistence;

/// <summary>The model file: a NumPy archive of the map's arrays, and <c>model.json</c> for the rest.</summary>
internal static class ModelFile
{
    private const string Kind = "dbgsom-model";

    public static void Save(string path, SomMap map)
    {
        ArgumentNullException.ThrowIfNull(path);
        var json = Describe(map);
        ArchiveWriter.Save(
            path,
            archive =>
            {
                archive.Matrix("weights.npy", map.Weights.Values.ToArray(), map.FeatureCount);
                LatticeArrays.Write(archive, map.Lattice);
                archive.Vector("error.npy", map.Content.Error);
                archive.Vector("hit_count.npy", map.Content.HitCount);
                archive.Vector("hit_mass.npy", map.Content.HitMass);
                archive.Vector("density.npy", map.Content.Density);
                archive.Vector<double>("average_distance.npy", [.. map.Neurons.Select(neuron => neuron.AverageDistance)]);
                archive.Vector<int>("label.npy", [.. map.Neurons.Select(neuron => neuron.Label)]);
                archive.Vector("epoch_created.npy", map.Content.EpochCreated);
                HistoryArray.Write(archive, map.Training.History);
                SetupEntries.WriteScaler(archive, map.Scaler);
                archive.Json("model.json", json);
            }
        );
    }

    public static SomMap Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var archive = new ArchiveReader(path);
        return archive.Read(() => Read(archive));
    }

    private static SomMap Read(ArchiveReader archive)
    {
        var json = archive.Json("model.json");
        SetupEntries.CheckFormat(archive, json, Kind);
        var (weights, neurons, columns) = archive.Matrix("weights.npy", null, null);
        if (columns == 0)
            throw archive.Bad("'weights.npy' has no column");
        var options = OptionsJson.Read(json.Object("options"));
        var effective = OptionsJson.Read(json.Object("effective_options"));
        SetupEntries.CheckWeights(archive, "weights.npy", effective.Metric, weights, columns);
        return new SomMap(
            new MapContent
            {
                Options = options,
                Effective = effective,
                Scaler = SetupEntries.ReadScaler(
                    archive,
                    options.Scaling,
                    columns,
                    SetupEntries.ReadIndices(json, "constant_columns", columns)
                ),
                FeatureNames = SetupEntries.ReadNames(json, columns),
                Lattice = LatticeArrays.Read(archive, neurons),
                Weights = new WeightMatrix(weights, columns),
                Error = archive.Vector("error.npy", neurons),
                HitCount = archive.Counts("hit_count.npy", neurons),
                HitMass = archive.Vector("hit_mass.npy", neurons),
                Density = archive.Vector("density.npy", neurons),
                EpochCreated = Array.ConvertAll(archive.Counts("epoch_created.npy", neurons), epoch => (int)epoch),
                Training = ReadSummary(json, HistoryArray.Read(archive)),
                Diagnostics =
                [
                    .. json.Objects("diagnostics")
                        .Select(item => new Diagnostic(item.Enumeration<DiagnosticKind>("kind"), item.String("message"))),
                ],
            }
        );
    }

    private static JsonObject Describe(SomMap map)
    {
        var training = map.Training;
        return new JsonObject
        {
            ["format"] = SetupEntries.Format(Kind),
            ["library_version"] = training.LibraryVersion,
            ["data_fingerprint"] = training.DataFingerprint,
            ["feature_names"] = SetupEntries.Names(map.FeatureNames),
            ["constant_columns"] = SetupEntries.Indices(map.Scaler?.ConstantColumns ?? []),
            ["options"] = OptionsJson.Write(map.Options),
            ["effective_options"] = OptionsJson.Write(map.EffectiveOptions),
            ["training"] = new JsonObject
            {
                ["rows"] = training.RowCount,
                ["sample_mass"] = training.SampleMass,
                ["epochs"] = training.Epochs,
                ["fine_epochs"] = training.FineEpochs,
                ["ended_by"] = training.EndedBy.ToString(),
                ["growing_threshold"] = training.GrowingThreshold,
                ["total_variance"] = training.TotalVariance,
                ["initial_error"] = training.InitialError,
            },
            ["measures"] = new JsonObject
            {
                ["quantization_error"] = training.QuantizationError,
                ["topographic_error"] = training.TopographicError.EightNeighbor,
                ["topographic_error_4"] = training.TopographicError.FourNeighbor,
                ["topographic_product"] = map.TopographicProduct,
            },
            ["diagnostics"] = new JsonArray([
                .. map.Diagnostics.Select(item =>
                    (JsonNode)new JsonObject { ["kind"] = item.Kind.ToString(), ["message"] = item.Message }
                ),
            ]),
        };
    }

    private static TrainingSummary ReadSummary(JsonFields json, IReadOnlyList<EpochReport> history)
    {
        var training = json.Object("training");
        var measures = json.Object("measures");
        return new TrainingSummary
        {
            RowCount = training.Long("rows"),
            SampleMass = training.Number("sample_mass"),
            Epochs = training.Integer("epochs"),
            FineEpochs = training.Integer("fine_epochs"),
            EndedBy = training.Enumeration<EndedBy>("ended_by"),
            GrowingThreshold = training.Number("growing_threshold"),
            TotalVariance = training.Number("total_variance"),
            InitialError = training.Number("initial_error"),
            QuantizationError = measures.Number("quantization_error"),
            TopographicError = new TopographicError(measures.Number("topographic_error"), measures.Number("topographic_error_4")),
            DataFingerprint = json.String("data_fingerprint"),
            LibraryVersion = json.String("library_version"),
            History = history,
        };
    }
}
