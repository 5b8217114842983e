using System.Diagnostics;
using System.Globalization;
using TidalHall.Core.Waiting;
using TidalHall.Simulation;
using TidalHall.Simulation.Told;

namespace TidalHall.Hub.Simulating;

/// <summary><c>simulate --told</c>: what people are told of their wait on simulated days, against what came.</summary>
internal static class ToldCommand
{
    internal const int Days = 60;
    internal const double Load = 0.85;
    /// <summary>Days that the learned quantiles have seen before the first that is scored.</summary>
    private const int Before = 200;

    internal static void Run(int days, double[] loads, ulong seed, CancellationToken cancel)
    {
        var options = new ParallelOptions { CancellationToken = cancel };
        foreach (var load in loads)
        {
            var began = Stopwatch.GetTimestamp();
            var arrivals = new Arrivals(ReferenceHall.Hall, load, ReferenceHall.Windows, seed);
            var before = ToldTrial.Watch(ReferenceHall.Hall, Policies.ChainTide, arrivals, days, Before, 0, seed, options);
            var told = ToldTrial.Watch(ReferenceHall.Hall, Policies.ChainTide, arrivals, 0, days, DrawnWaits.Usual, seed, options);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Load {load:0.00}, {days} days, told every {ToldTrial.Every} minutes, {DrawnWaits.Usual} replications, learnt on {Before} days before; waits from {ToldFigures.Least:0} minutes in the errors"));
            Console.WriteLine(ToldTrial.Text(ToldTrial.Score(before, told)));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"load {load:0.00}, seed {seed}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        }
    }
}
