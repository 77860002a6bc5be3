using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <content>Training that goes on.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// Continues training with samples: new ones, or old and new ones together. Neurons keep their index and place; if
    /// <see cref="ContinueOptions.TargetNeurons"/> is larger, new ones are appended.
    /// </summary>
    /// <remarks>
    /// Scaling, constant features, metric and widths are those of the map, so that weights before and after are comparable. The map
    /// forgets anything the samples lack: include old samples for a map of both. Hits, errors and other statistics are those of the
    /// given samples. The number of epochs continues from <see cref="TrainingSummary.Epochs"/>. The result is the same bits on any
    /// number of threads.
    /// </remarks>
    /// <param name="data">At least four samples with the features of the map, including passive ones.</param>
    /// <param name="options">Options for continuing; null for the defaults.</param>
    /// <param name="progress">Receives a report after every epoch.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map; an option is out of range; the map has classes and no labels, or labels of other
    /// classes, are given; or the samples cannot be trained on.
    /// </exception>
    /// <exception cref="InvalidOperationException">The map has child maps, which would no longer fit, or predicts a number.</exception>
    public SomMap Continue(
        DataMatrix data,
        ContinueOptions? options = null,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new ContinueOptions();
        CheckContinuation(options);
        var match = FeatureMatch.FindAll(this, data);
        using var rows = new LocalEngine(match.Select(data), Threads, Classes is null ? null : options.Labels);
        var map = TrainingRun.Continue(this, options, rows, cancellationToken).Complete(progress, cancellationToken);
        return new SomMap(
            map.Content with
            {
                Options = Options,
                TablePlan = Content.TablePlan,
                FeatureNames = Content.FeatureNames,
            }
        ).WithThreads(Threads);
    }

    private void CheckContinuation(ContinueOptions options)
    {
        if (Children.Count > 0)
            throw new InvalidOperationException(
                $"{Children.Count} neurons have child maps, which would no longer fit; train the hierarchy anew"
            );
        if (Content.Target is not null)
            throw new InvalidOperationException(
                "the map predicts a number from the samples that it was trained on, and would no longer be valid; train it anew"
            );
        if (options.Epochs < 1)
            throw new ArgumentException($"{options.Epochs} epochs were requested; at least 1 is needed", nameof(options));
        if (options.TargetNeurons is { } wanted && wanted < Neurons.Count)
            throw new ArgumentException(
                $"{wanted} neurons were requested, and the map has {Neurons.Count}; it keeps them",
                nameof(options)
            );
        if (options.TargetNeurons > SomOptions.MaxNeuronsLimit)
            throw new ArgumentException(
                $"{options.TargetNeurons} neurons were requested; a map that grows has at most {SomOptions.MaxNeuronsLimit}",
                nameof(options)
            );
        if (options.TargetNeurons > Neurons.Count && EffectiveOptions.Grid is not null)
            throw new ArgumentException(
                $"{options.TargetNeurons} neurons were requested, and the map is a grid of {EffectiveOptions.Grid}, which does not grow",
                nameof(options)
            );
        if (Classes is { } classes && !classes.SameAs(options.Labels?.Classes))
            throw new ArgumentException(
                options.Labels is null
                    ? $"the map has the classes {classes.Shown()}; give the labels of the samples"
                    : $"the classes of the labels ({options.Labels.Classes.Shown()}) differ from those of the map ({classes.Shown()})",
                nameof(options)
            );
    }
}
