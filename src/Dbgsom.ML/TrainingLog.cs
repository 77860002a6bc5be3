using System.Globalization;
using Dbgsom.Measures;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Dbgsom.ML;

/// <summary>Reports the progress of training to the log of ML.NET, and cancels training when ML.NET is canceled.</summary>
internal sealed class TrainingLog : IProgress<EpochReport>, IDisposable
{
    private readonly IHost host;
    private readonly IChannel channel;
    private readonly CancellationTokenSource ending;

    public TrainingLog(MLContext context, CancellationToken cancellationToken)
    {
        host = ((IHostEnvironment)context).Register("Dbgsom");
        channel = ((IChannelProvider)context).Start("Dbgsom");
        ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    public CancellationToken Token
    {
        get
        {
            EndIfAsked();
            return ending.Token;
        }
    }

    public void Start(TrainingRows rows)
    {
        Note($"training a map on {Counted(rows.Data.RowCount, "row")} of {Counted(rows.Data.ColumnCount, "feature")}");
        if (rows.Dropped > 0)
            Note(
                $"{Counted(rows.Dropped, "row")} {(rows.Dropped == 1 ? "is left out, as it lacks" : "are left out, as they lack")} a value"
            );
        if (rows.Incomplete > 0)
            Note(
                $"{Counted(rows.Incomplete, "row")} {(rows.Incomplete == 1 ? "lacks" : "lack")} values; the map is trained on their known values, but the transformer, which needs complete rows, gives such rows the missing key: use SomTransformer.Map for them"
            );
    }

    public void Note(FormattableString message) =>
        channel.Info(MessageSensitivity.None, message.ToString(CultureInfo.InvariantCulture));

    public void End(SomMap map)
    {
        Note(
            $"trained {map.Neurons.Count} neurons in {map.Training.Epochs} epochs; quantization error {map.Training.QuantizationError:g6}, topographic error {map.Training.TopographicError.EightNeighbor:g6}"
        );
        foreach (var diagnostic in map.Diagnostics)
            channel.Warning(MessageSensitivity.Schema, diagnostic.Message);
    }

    public void Report(EpochReport value)
    {
        channel.Trace(
            MessageSensitivity.None,
            string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {value.Epoch} ({value.Phase}): {value.Neurons} neurons, quantization error {value.QuantizationError:g6}, {value.WinnersChanged ?? 0} rows with another winner"
            )
        );
        EndIfAsked();
    }

    public void Dispose()
    {
        channel.Dispose();
        ending.Dispose();
    }

    private static string Counted(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private void EndIfAsked()
    {
        // MLContext.CancelExecution reaches its hosts; what they know of it ML.NET shows to its own assemblies only.
        if (host.GetType().GetProperty("IsCanceled")?.GetValue(host) is true)
            ending.Cancel();
    }
}
