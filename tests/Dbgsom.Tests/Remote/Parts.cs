using Dbgsom.Distributed;
using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Remote;

/// <summary>A data set cut into parts, each with a host, as on a cluster; hosts can be lost.</summary>
internal sealed class Parts : IDisposable
{
    private readonly DataMatrix data;
    private readonly ClassLabels? labels;
    private readonly int[] cuts;
    private readonly PassHost?[] hosts;

    /// <param name="data">The samples.</param>
    /// <param name="labels">Their classes, or null.</param>
    /// <param name="cuts">Where parts other than the first begin.</param>
    public Parts(DataMatrix data, ClassLabels? labels, params int[] cuts)
    {
        (this.data, this.labels) = (data, labels);
        this.cuts = [0, .. cuts, data.RowCount];
        hosts = new PassHost?[cuts.Length + 1];
        Engine = new RemoteEngine(
            new RemoteRows(data.RowCount, data.ColumnCount, data.FeatureNames, labels?.Classes, !data.SampleWeights.IsEmpty),
            Ask,
            "test"
        );
    }

    public RemoteEngine Engine { get; }

    /// <summary>Called before every request, with its number.</summary>
    public Action<int>? Before { get; set; }

    /// <summary>Whether a part answers the next request from another host, which is lost afterwards.</summary>
    public Func<int, bool>? Elsewhere { get; set; }

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Bytes of the longest request and the longest answer.</summary>
    public (int Request, int Answer) Longest { get; private set; }

    /// <summary>Loses what one part holds.</summary>
    public void Lose(int part)
    {
        hosts[part]?.Dispose();
        hosts[part] = null;
    }

    public void Dispose()
    {
        for (int part = 0; part < hosts.Length; part++)
            Lose(part);
    }

    private byte[] Ask(byte[] request, CancellationToken cancellationToken)
    {
        Before?.Invoke(Requests);
        Requests++;
        var answers = new List<byte[]>();
        // In another order than that of the rows.
        for (int part = hosts.Length - 1; part >= 0; part--)
        {
            using var elsewhere = Elsewhere?.Invoke(part) == true ? Open(part) : null;
            var host = elsewhere ?? (hosts[part] ??= Open(part));
            answers.Add(host.Run(request, "request", cancellationToken));
            Longest = (Math.Max(Longest.Request, request.Length), Math.Max(Longest.Answer, answers[^1].Length));
        }
        return PassSums.Merge(answers, "answers");
    }

    private PassHost Open(int part)
    {
        int[] rows = [.. Enumerable.Range(cuts[part], cuts[part + 1] - cuts[part])];
        return new PassHost(data.SelectRows(rows), cuts[part], labels?.Select(rows), 2);
    }
}
