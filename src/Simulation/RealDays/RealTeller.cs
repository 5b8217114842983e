using TidalHall.Core.Queueing;
using TidalHall.Core.Waiting;

namespace TidalHall.Simulation.RealDays;

/// <summary>A wait told in a real queue, with what it was told by.</summary>
internal sealed record RealTelling(QueueSigns Seen, double Guess, double Half, double[] Size, ToldWait Told);

/// <summary>Tells waits of queues of which only the board is seen, and learns from those that have ended: a regression in logarithms, its error's quantiles, and their calibration by how long a wait was told.</summary>
/// <remarks>Where the board says a long wait, what is told is aimed at those who do wait <see cref="Aim"/> minutes and more, the ones people plan by: it learns nothing from shorter ones there. Short lines have a book of their own that learns from all.</remarks>
internal sealed class RealTeller
{
    /// <summary>Minutes.</summary>
    internal const double Aim = 15;
    /// <summary>Minutes by the board from which a wait is taken for a long one.</summary>
    private const double LongFrom = 6;
    private readonly Book _long = new(10, Aim), _short = new(0, 0);

    internal RealTelling Tell(QueueDay day, int at, QueueHistory history)
    {
        var seen = QueueSigns.Of(day, at, history);
        return BookOf(seen).Tell(seen, day.Sights[at]);
    }

    /// <summary>The wait has ended.</summary>
    internal void Learn(RealTelling telling, double waited) => BookOf(telling.Seen).Learn(telling, waited);

    /// <summary>It is known whether what was told held: the wait has ended, or goes on longer than nine in ten should.</summary>
    internal void Calibrate(RealTelling telling, double waited) => BookOf(telling.Seen).Calibrate(telling, waited);

    private Book BookOf(in QueueSigns seen) => seen.Guess >= LongFrom ? _long : _short;

    /// <param name="least">Minutes from which a wait goes into the regression.</param>
    /// <param name="aim">Minutes from which it goes into the quantiles of its error.</param>
    private sealed class Book(double least, double aim)
    {
        private const double Z90 = 1.2815515655446004;
        private static readonly double[] Sizes = [8, 15, 20, 25, 35, 50, 80];
        private readonly RunningRegression _guess = new(QueueSigns.Count, ridge: 8, kept: 0.9997, most: 1);
        // Before anything is known, nine in ten wait less than three times what half do.
        private readonly LearnedQuantile _half = new(0.5, 0.02, [0, 0, 0, 0]), _most = new(0.9, 0.02, [1.1, 0, 0, 0]);
        private readonly Calibration[] _calibrations = new Calibration[Sizes.Length + 1];

        internal RealTelling Tell(in QueueSigns seen, in QueueSight now)
        {
            var guess = Math.Log(seen.Guess) + _guess.Tell(seen.Signs);
            double[] size = [1, guess - Math.Log(30), Math.Log(now.Waiting + 1) - 2, (now.Time - 720) / 240.0];
            var half = guess + _half.Tell(size);
            var most = Math.Max(half + 0.05, guess + _most.Tell(size));
            return new(seen, guess, Math.Exp(half), size, CalibrationOf(Math.Exp(half)).Tell(share => Math.Exp(half + (most - half) * Normal.Quantile(share) / Z90)));
        }

        internal void Learn(RealTelling telling, double waited)
        {
            if (waited >= least) _guess.Learn(telling.Seen.Signs, Math.Log(Math.Max(QueueSigns.Least, waited) / telling.Seen.Guess));
            if (waited < aim) return;
            var error = Math.Log(Math.Max(QueueSigns.Least, waited)) - telling.Guess;
            _half.Learn(telling.Size, error);
            _most.Learn(telling.Size, error);
        }

        internal void Calibrate(RealTelling telling, double waited)
        {
            if (waited < aim) return;
            ref var calibration = ref CalibrationOf(telling.Half);
            calibration = calibration.After(telling.Told, waited);
        }

        private ref Calibration CalibrationOf(double half) => ref _calibrations[Sizes.Count(s => half >= s)];
    }
}
