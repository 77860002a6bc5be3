namespace Dbgsom.Persistence;

/// <summary>The epochs of a training as a table of float64, one row an epoch: <c>history.npy</c>.</summary>
internal static class HistoryArray
{
    private const int Columns = 11;
    private const double None = -1;

    public static void Write(ArchiveWriter archive, IReadOnlyList<EpochReport> history) =>
        archive.Matrix<double>(
            "history.npy",
            [
                .. history.SelectMany(report =>
                    new double[]
                    {
                        report.Epoch,
                        (int)report.Phase,
                        report.Sigma,
                        report.Neurons,
                        report.NeuronsAfter,
                        report.LiveNeurons,
                        report.QuantizationError,
                        report.WinnersChanged ?? None,
                        report.ChangedShare ?? None,
                        report.WeightChange,
                        (report.Converged ? 1 : 0) + (report.GrowthStep ? 2 : 0),
                    }
                ),
            ],
            Columns
        );

    public static IReadOnlyList<EpochReport> Read(ArchiveReader archive)
    {
        var (values, rows, _) = archive.Matrix("history.npy", null, Columns);
        return [.. Enumerable.Range(0, rows).Select(row => Report(values.AsSpan(row * Columns, Columns)))];
    }

    private static EpochReport Report(ReadOnlySpan<double> row) =>
        new()
        {
            Epoch = (int)row[0],
            Phase = row[1] == 0 ? TrainingPhase.Coarse : TrainingPhase.Fine,
            Sigma = row[2],
            Neurons = (int)row[3],
            NeuronsAfter = (int)row[4],
            LiveNeurons = (int)row[5],
            QuantizationError = row[6],
            WinnersChanged = row[7] == None ? null : (long)row[7],
            ChangedShare = row[8] == None ? null : row[8],
            WeightChange = row[9],
            Converged = ((int)row[10] & 1) != 0,
            GrowthStep = ((int)row[10] & 2) != 0,
        };
}
