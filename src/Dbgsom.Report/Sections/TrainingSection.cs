using System.Text.Json;
using Dbgsom.Training;

namespace Dbgsom.Report.Sections;

/// <summary>How training went, epoch by epoch.</summary>
internal sealed class TrainingSection(IReadOnlyList<EpochReport> history) : ReportSection
{
    public override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("training");
        writer.WriteWhole("epoch", history.Select(epoch => epoch.Epoch));
        writer.WriteNumbers("error", history.Select(epoch => epoch.QuantizationError));
        writer.WriteWhole("neurons", history.Select(epoch => epoch.NeuronsAfter));
        writer.WriteNumbers("sigma", history.Select(epoch => epoch.Sigma));
        writer.WriteNumbers("changed", history.Select(epoch => epoch.ChangedShare ?? double.NaN));
        writer.WriteNumber("coarse", history.Count(epoch => epoch.Phase == TrainingPhase.Coarse));
        writer.WriteEndObject();
    }
}
