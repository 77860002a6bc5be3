using System.Runtime.InteropServices;
using System.Text;
using Dbgsom.Files;
using Dbgsom.Rows;

namespace Dbgsom.Fuzz.Targets;

/// <summary>A data file of one kind: loaded into memory, mapped, and looked at as labels where it can be that.</summary>
public sealed class DataFileTarget(string extension, IReadOnlyList<byte[]> seeds, string folder) : Target
{
    private readonly string path = Path.Combine(folder, "input" + extension);

    /// <inheritdoc/>
    public override string Name => extension[1..];

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override void Read(byte[] input)
    {
        File.WriteAllBytes(path, input);
        InvalidDataException? refused = null;
        bool taken = false;
        foreach (long mapAbove in extension is ".npy" or ".npz" ? new[] { long.MaxValue, 0 } : [long.MaxValue])
            Refusable(() =>
            {
                using var data = DataFiles
                    .Load([path], new() { MemoryMapThresholdBytes = mapAbove, ScratchDirectory = folder })
                    .Data;
                Sum(data);
            });
        if (extension is not (".npy" or ".npz"))
            Refusable(Planned);
        if (extension is ".npy" or ".csv" or ".tsv")
            Refusable(() => LabelFile.Load(path, 4));
        if (extension == ".npy")
            Refusable(() => NpyFile.ReadVector(path));
        if (extension == ".npz")
            Refusable(() => NpzFile.ReadMatrix(path, "second"));
        if (refused is not null && !taken)
            throw refused;

        void Refusable(Action read)
        {
            try
            {
                read();
                taken = true;
            }
            catch (InvalidDataException e)
            {
                refused ??= e;
            }
        }
    }

    private void Planned()
    {
        var plan = TablePlan.Create([path]);
        if (TablePlan.FromJson(plan.ToJson()).ToJson() != plan.ToJson())
            throw new InvalidOperationException("the plan is another one when it is read");
        var options = new DataFileOptions { Missing = MissingCells.Drop, ScratchDirectory = folder };
        using var data = DataFiles.Load([path], plan.ApplyTo(options)).Data;
        Sum(data);
    }

    /// <inheritdoc/>
    public override string Result(byte[] input)
    {
        File.WriteAllBytes(path, input);
        IReadOnlyList<string?> arrays = extension == ".npz" ? [.. NpzFile.Names(path)] : [null];
        var bytes = new List<byte>();
        foreach (string? array in arrays)
        foreach (long mapAbove in new[] { long.MaxValue, 0 })
        {
            var options = new DataFileOptions
            {
                ArrayName = array,
                MemoryMapThresholdBytes = mapAbove,
                ScratchDirectory = folder,
            };
            using var data = DataFiles.Load([path], options).Data;
            bytes.AddRange(Encoding.UTF8.GetBytes($"{array}, {data.RowCount}, {string.Join(',', data.FeatureNames ?? [])}"));
            var row = new double[data.ColumnCount];
            for (int r = 0; r < data.RowCount; r++)
            {
                data.CopyRow(r, row);
                bytes.AddRange(MemoryMarshal.AsBytes<double>(row));
            }
        }
        return Digest([.. bytes]);
    }

    // Every value of a mapped file is fetched once.
    private static double Sum(DataMatrix data)
    {
        double sum = 0;
        for (int row = 0; row < data.RowCount; row += 1 + (data.RowCount / 1000))
        for (int column = 0; column < data.ColumnCount; column += 1 + (data.ColumnCount / 100))
            sum += data[row, column];
        return sum;
    }
}
