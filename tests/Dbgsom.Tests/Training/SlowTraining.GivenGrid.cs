namespace Dbgsom.Tests.Training;

/// <content>A map of given size, trained on few rows, all in every epoch.</content>
internal sealed partial class SlowTraining
{
    private const int UsualEpochs = 100;

    private bool Given => options.Grid is not null;

    private static SlowGrid GridOf(SomOptions options, int start)
    {
        bool hexagonal = options.Topology.Name == "hexagonal";
        return options.Grid is { } size
            ? SlowGrid.Rectangle(size.Columns, size.Rows, hexagonal, options.Boundary.Name == "toroidal")
            : SlowGrid.Start(hexagonal, start);
    }

    private void NarrowOn()
    {
        Epoch++;
        int left = (options.Epochs ?? UsualEpochs) - Epoch;
        double end = Math.Min(Sigma, SigmaFine);
        if (left <= 0)
            Ended = true;
        else if (options.Decay.Name == "linear")
            Sigma -= (Sigma - end) / left;
        else
            Sigma *= Math.Pow(end / Sigma, 1.0 / left);
    }
}
