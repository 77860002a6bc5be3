using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Contracts;

/// <summary>What holds for every plan of training, whatever the epochs bring.</summary>
public sealed class PlanContractTests
{
    private const int Simulations = 40;

    private static readonly SomOptions Quick = SomOptions.Default with
    {
        Lambda = 0.05,
        CoarseFraction = 0.9,
        Epochs = 60,
        MaxNeurons = 20,
        Seed = 3,
    };

    private static readonly SomOptions QuickReference = SomOptions.Reference with
    {
        Lambda = 2,
        Epochs = 60,
        MaxNeurons = 20,
        Seed = 3,
    };

    /// <summary>Options that each plan takes, by the name of the plan.</summary>
    private static readonly Dictionary<string, SomOptions[]> Options = new()
    {
        ["directed-growth"] =
        [
            Quick,
            Quick with
            {
                Lambda = null,
                CoarseFraction = null,
                TargetNeurons = 4,
                GrowthRule = GrowthRule.FirstBlockedStops,
            },
            Quick with
            {
                Order = null,
            },
            Quick with
            {
                Lambda = 1e-6,
                CoarseFraction = 0.5,
                SigmaFine = 0.4,
            },
            Quick with
            {
                SigmaEnd = null,
                Decay = Decay.Linear,
            },
            Quick with
            {
                Epochs = 1,
            },
            Quick with
            {
                WinnerStability = null,
                Patience = 4,
            },
        ],
        ["annealing"] =
        [
            SomOptions.Default with
            {
                TargetNeurons = 60,
                Seed = 3,
            },
            SomOptions.Default with
            {
                TargetNeurons = 420,
                SigmaFine = 0.4,
            },
            SomOptions.Default with
            {
                TargetNeurons = 4,
                SigmaEnd = null,
                SigmaFine = null,
            },
            SomOptions.Default with
            {
                TargetNeurons = 30,
                MaxNeurons = 30,
                Epochs = 25,
                PointerSearch = PhaseScope.All,
            },
        ],
        ["given-grid"] =
        [
            SomOptions.Default with
            {
                Grid = new GridSize(5, 4),
            },
            SomOptions.Default with
            {
                Grid = GridSize.Auto,
                Topology = MapGrid.Hexagonal,
                Epochs = 7,
            },
            SomOptions.Default with
            {
                Grid = new GridSize(6, 8),
                Topology = MapGrid.Hexagonal,
                Boundary = GridBoundary.Toroidal,
                StartingWeights = StartingWeights.Samples,
                Decay = Decay.Linear,
                SigmaStart = 0.4,
            },
            SomOptions.Default with
            {
                Grid = new GridSize(3, 4),
                Boundary = GridBoundary.Toroidal,
                PointerSearch = PhaseScope.All,
                Neighborhood = Neighborhood.Bubble,
            },
        ],
        ["reference"] =
        [
            QuickReference,
            QuickReference with
            {
                MaxNeurons = 6,
                Lambda = 1e-6,
            },
            QuickReference with
            {
                Decay = Decay.Linear,
                PointerSearch = PhaseScope.All,
            },
            Quick with
            {
                IdleAtCapacity = true,
            },
            Quick with
            {
                Lambda = 0.5,
                KeepConvergence = true,
                SigmaMayRise = true,
                SigmaEnd = null,
            },
        ],
    };

    public static TheoryData<string, int> Cases =>
        [.. Options.SelectMany(pair => pair.Value.Select((_, i) => new TheoryDataRow<string, int>(pair.Key, i)))];

    /// <summary>The first options of a plan.</summary>
    internal static SomOptions OptionsOf(TrainingPlan plan) => Options[plan.Name][0];

    [Fact]
    public void Every_plan_is_checked()
    {
        Assert.Equal(TrainingPlan.All.Select(plan => plan.Name).Order(), Options.Keys.Order());
        Assert.Equal(TrainingPlan.All.Count, TrainingPlan.All.Select(plan => plan.ToString()).Distinct().Count());
        foreach (var (name, options) in Options)
            Assert.All(options, taken => Assert.Equal(name, TrainingPlan.For(taken).Name));
    }

    /// <summary>Whatever the epochs bring, a plan ends in time, keeps its bounds, and decides the same when repeated.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Epochs_of_any_kind(string name, int index)
    {
        var options = Options[name][index];
        var plan = TrainingPlan.For(options);
        foreach (int? distinct in new int?[] { null, 2, 9 })
        {
            // Few rows are all trained on from the start, of many a sample is.
            foreach (long rows in new[] { 400, 40_000 })
            {
                var context = new PlanContext(options.Resolve(400), 1.5, rows, distinct);
                for (int seed = 0; seed < Simulations; seed++)
                    Assert.Equal(Simulate(plan, context, seed), Simulate(plan, context, seed));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_run_file_of_any_epoch_resumes_to_the_same_bytes(string name, int index)
    {
        var options = Options[name][index];
        using var folder = new TemporaryFolder();
        byte[] whole = new SomVq(options) { Threads = 2 }
            .Fit(Samples.Data)
            .ToBytes();
        using var rows = new LocalEngine(Samples.Data, 1);
        var run = TrainingRun.Start(options, rows);
        do
        {
            string path = folder.At("run.npz");
            run.Save(path);
            using var others = new LocalEngine(Samples.Data, 2);
            var resumed = TrainingRun.Resume(path, others);
            resumed.Save(folder.At("again.npz"));
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(folder.At("again.npz")));
            Assert.Equal(whole, resumed.Complete().ToBytes());
            if (run.IsFinished)
                return;
            var report = run.Advance();
            Assert.True(!report.GrowthStep || report.Neurons < run.Capacity || report.LiveNeurons < report.Neurons);
            // The rule of the Python package looks at the greatest size only before a step.
            Assert.True(options.GrowthRule != GrowthRule.AllBoundary || run.NeuronCount <= run.Capacity);
        } while (true);
    }

    private static PrincipalPlane Plane { get; } = new([0, 0], [1, 0], 2, [0, 1], 1, 400);

    /// <summary>The states a plan goes through where epochs bring whatever a seed says.</summary>
    private static List<PlanState> Simulate(TrainingPlan plan, PlanContext context, int seed)
    {
        var random = new Random(seed);
        double settling = random.NextDouble();
        var states = new List<PlanState> { plan.Start(context.Options, 30, _ => true, null, context.Rows, Plane).State };
        int neurons = context.Options.Grid is { IsAuto: false } size ? size.Count : 4;
        for (int epoch = 0; states[^1].StopReason == StopReason.NotEnded; epoch++)
        {
            Assert.True(epoch < (context.Options.Epochs ?? 100));
            bool settles = random.NextDouble() < settling;
            var outcome = new EpochOutcome
            {
                Epoch = epoch,
                Errors = [.. Enumerable.Range(0, neurons).Select(_ => random.NextDouble())],
                WeightChange = settles ? 1e-4 : random.NextDouble() * 3,
                ChangedShare =
                    epoch == 0 ? null
                    : settles ? 0.001
                    : random.NextDouble(),
                LiveNeurons = neurons - random.Next(2),
            };
            var decision = plan.After(context, states[^1], outcome);
            var state = decision.State;
            if (decision.Growth is { } growth)
            {
                Assert.True(decision.Settled && (neurons < growth.MaxNeurons || growth.ClearsDead || growth.Refines));
                Assert.True(growth.MaxNeurons <= plan.Capacity(context));
                Assert.Equal((TrainingPhase.Coarse, StopReason.NotEnded), (state.Phase, state.StopReason));
                neurons = growth.Refines
                    ? 4 * neurons
                    : Math.Min(
                        Math.Max(4, growth.ClearsDead ? outcome.LiveNeurons : neurons) + random.Next(4),
                        Math.Max(4, growth.MaxNeurons)
                    );
                Assert.True(neurons <= Math.Max(4, plan.Capacity(context)));
                state = plan.AfterGrowth(context, state, outcome, neurons);
            }
            if (state.Refinements == states[^1].Refinements)
                CheckSigma(context.Options, states[^1], state);
            Assert.True(state.Share is > 0 and <= 1 && state.Share >= states[^1].Share);
            Assert.True(states[^1].Phase == TrainingPhase.Coarse || state.Phase == TrainingPhase.Fine);
            Assert.Equal(state.Phase == TrainingPhase.Fine, state.GrowthStopReason != StopReason.NotEnded);
            states.Add(state);
        }
        return states;
    }

    private static void CheckSigma(SomOptions options, PlanState before, PlanState after)
    {
        // A null end is 0.05 · (√K − 1), and a map has four neurons at least.
        double coarse = options.SigmaEnd ?? 0.05;
        double end = options.SigmaFine ?? Math.Min(coarse, 0.3 + ((options.Order ?? 1) * (coarse - 0.3)));
        // A given grid that starts narrower stays as it is.
        end = options.Grid is null ? end : Math.Min(end, before.Sigma);
        Assert.InRange(after.Sigma, end, options.SigmaMayRise ? Math.Max(before.Sigma, options.SigmaStart!.Value) : before.Sigma);
    }
}
