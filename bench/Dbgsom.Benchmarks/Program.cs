using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In process: the benchmarks are long against the overhead of a call, and no project is generated and restored.
var config = ManualConfig
    .Create(DefaultConfig.Instance)
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(8).WithIterationCount(15));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
