using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Dbgsom.ML.Tests;

public sealed class LogTests
{
    private readonly MLContext context = new(1);

    [Fact]
    public void TellsHowTrainingGoes()
    {
        var messages = new List<LoggingEventArgs>();
        context.Log += (_, message) => messages.Add(message);
        var map = context.MulticlassClassification.Trainers.Dbgsom(context).Fit(Samples.Iris.View(context)).Map;
        var own = messages.Where(message => message.Source == "Dbgsom").ToList();
        Assert.Contains(own, message => message.RawMessage == "training a map on 150 rows of 4 features");
        Assert.Contains(own, message => message.RawMessage.Contains("class-vote nearest is not used", StringComparison.Ordinal));
        Assert.Equal(map.Training.Epochs, own.Count(IsEpoch));
        Assert.Contains(
            own,
            message => message.RawMessage.StartsWith($"trained {map.Neurons.Count} neurons", StringComparison.Ordinal)
        );
        Assert.Equal(map.Diagnostics.Count, own.Count(message => message.Kind == ChannelMessageKind.Warning));
    }

    [Fact]
    public void EndsWhenTheContextIsCanceled()
    {
        int epochs = 0;
        context.Log += (_, message) =>
        {
            if (IsEpoch(message) && ++epochs == 3)
                typeof(MLContext)
                    .GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!
                    .Invoke(context, null);
        };
        var view = Samples.Digits.View(context);
        Assert.ThrowsAny<OperationCanceledException>(() => context.Clustering.Trainers.Dbgsom(context).Fit(view));
        Assert.Equal(3, epochs);
    }

    [Fact]
    public void EndsWhenItsTokenIsCanceled()
    {
        using var ending = new CancellationTokenSource();
        int epochs = 0;
        context.Log += (_, message) =>
        {
            if (IsEpoch(message) && ++epochs == 3)
                ending.Cancel();
        };
        var options = new SomClusteringOptions { CancellationToken = ending.Token };
        var view = Samples.Digits.View(context);
        Assert.ThrowsAny<OperationCanceledException>(() => context.Clustering.Trainers.Dbgsom(context, options).Fit(view));
        Assert.Equal(3, epochs);
    }

    private static bool IsEpoch(LoggingEventArgs message) =>
        message.Source == "Dbgsom"
        && message.Kind == ChannelMessageKind.Trace
        && message.RawMessage.StartsWith("epoch ", StringComparison.Ordinal);
}
