using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Map;

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

    /// <param name="archive">The file.</param>
    /// <param name="epochs">The epochs trained; as many rows are valid at most.</param>
    public static IReadOnlyList<EpochReport> Read(ArchiveReader archive, int epochs)
    {
        var (values, rows, _) = archive.Matrix("history.npy", null, Columns);
        if (rows > epochs)
            throw archive.Bad($"'history.npy' has {rows} rows for {epochs} epochs");
        for (int row = 0; row < rows; row++)
            if (FirstWrong(values.AsSpan(row * Columns, Columns)) is >= 0 and int column)
                throw archive.Bad(
                    Text.Of(
                        $"'history.npy' holds {values[(row * Columns) + column]} in row {row}, column {column}, which no epoch reports"
                    )
                );
        return [.. Enumerable.Range(0, rows).Select(row => Report(values.AsSpan(row * Columns, Columns)))];
    }

    /// <summary>Returns the first column with an invalid value; −1 if all are valid.</summary>
    private static int FirstWrong(ReadOnlySpan<double> row)
    {
        for (int column = 0; column < Columns; column++)
        {
            double value = row[column];
            bool isWhole = column is not (2 or 6 or 8 or 9);
            double least = column is 7 or 8 ? None : 0;
            double most = column switch
            {
                1 => 1,
                7 => 1L << 53,
                8 => 1 + 1e-9,
                10 => 3,
                _ => isWhole ? int.MaxValue : double.MaxValue,
            };
            if (!(value >= least && value <= most) || (isWhole && value != Math.Floor(value)) || (value < 0 && value != None))
                return column;
        }
        return row[5] <= row[3] ? -1 : 3;
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
