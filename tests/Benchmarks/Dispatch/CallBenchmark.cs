using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace TidalHall.Benchmarks.Dispatch;

/// <summary>One call decided and applied, as the hub's writer does it: once at each window of a full hall.</summary>
[MemoryDiagnoser]
[Config(typeof(Once))]
public class CallBenchmark
{
    private FullHall _hall = null!;

    [GlobalSetup]
    public void Open() => _hall = new();

    [IterationCleanup]
    public void Refill()
    {
        for (var window = 0; window < FullHall.Windows; window++) _hall.Refill(window);
    }

    [Benchmark(OperationsPerInvoke = FullHall.Windows)]
    public void DecideAndApply()
    {
        for (var window = 0; window < FullHall.Windows; window++) _hall.Call(window);
    }

    private sealed class Once : ManualConfig
    {
        public Once() => AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithStrategy(RunStrategy.Throughput).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(200).WithIterationCount(500))
            .AddColumn(StatisticColumn.Median, StatisticColumn.P95);
    }
}
