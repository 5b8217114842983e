using TidalHall.Core.Queueing;

namespace TidalHall.Simulation;

/// <summary>One who comes, drawn before any policy: what a policy changes is when he is called, never who he is.</summary>
/// <param name="At">Milliseconds from opening.</param>
/// <param name="Ref">From when the wait counts: the slot for one who was booked and came early.</param>
/// <param name="Service">Milliseconds at the window, 0 for one who does not come.</param>
/// <param name="Expected">What his item takes, milliseconds; 0: nobody knows.</param>
/// <param name="Patience">Milliseconds: having waited longer he has left without a word, and does not come when called.</param>
public readonly record struct Arrival(long At, long Ref, int Category, int Class, long Service, long Expected = 0, long Patience = Arrival.Endless)
{
    public const long Endless = long.MaxValue;
}

/// <summary>Draws the days of a hall, the same for every policy.</summary>
public sealed class Arrivals(SimulatedHall hall, double load, int windows, ulong seed)
{
    private const int Ordinary = (int)TicketClass.Ordinary, Appointment = (int)TicketClass.Appointment, Green = (int)TicketClass.GreenChannel;
    private const double Slot = 30, Minute = 60_000, Hour = 60;
    // Streams of their own: what is switched on leaves everything else drawn as it was.
    private const ulong SurgeStream = 0x5375726765, PatienceStream = 0x50617469656E, RosterStream = 0x526F73746572;

    private readonly double[][] _weights = [.. hall.Categories.Select(c => Tilted(hall.Weights, c.Tilt))];
    private readonly double _scale = windows * load / (0.9745 * hall.Categories.Sum(c => c.Erlangs));

    /// <summary>How many come a minute on a day like all others, by half-hour, then by category.</summary>
    public double[][] PerMinute => [.. hall.Weights.Select((_, slot) => hall.Categories.Select((c, n) => c.Erlangs * _scale / c.Service * _weights[n][slot]).ToArray())];

    /// <summary>All who come on a day, by time.</summary>
    public List<Arrival> Of(int day)
    {
        var draws = new Draws(Seed(day));
        var all = new List<Arrival>(2_000);
        var hallFactor = draws.LogNormal(1, hall.HallCv);
        for (var c = 0; c < hall.Categories.Length; c++)
        {
            var category = hall.Categories[c];
            var perMinute = category.Erlangs * _scale / category.Service * hallFactor * draws.LogNormal(1, hall.CategoryCv);
            for (var slot = 0; slot < _weights[c].Length; slot++)
            {
                var rate = perMinute * _weights[c][slot];
                for (var t = slot * Slot + draws.Exponential() / rate; t < (slot + 1) * Slot; t += draws.Exponential() / rate)
                    all.Add(Draw(draws, t, c));
            }
        }
        if (hall.Surge > 1) AddSurge(all, new(Seed(day) ^ SurgeStream));
        all.Sort((a, b) => a.At.CompareTo(b.At));
        if (hall.Patience > 0) LimitPatience(all, new(Seed(day) ^ PatienceStream));
        return all;
    }

    /// <summary>Who sits where on a day; null where nothing is shut and all are alike.</summary>
    public Roster? RosterOf(int day)
    {
        if (hall is { Break: 0, ClerkCv: 0, LostWindow: null }) return null;
        var draws = new Draws(Seed(day) ^ RosterStream);
        var (shut, paces) = (new List<Shut>(), new double[windows]);
        for (var w = 0; w < windows; w++)
        {
            paces[w] = draws.LogNormal(1, hall.ClerkCv);
            var begins = hall.OpenMinutes * (0.25 + 0.5 * draws.Uniform());
            if (hall.Break > 0) shut.Add(new(w, (long)(begins * Minute), (long)((begins + hall.Break) * Minute)));
        }
        if (hall.LostWindow is { } lost) shut.Add(new(lost, (long)(hall.OpenMinutes / 2 * Minute), Roster.Never));
        return new(shut, hall.ClerkCv > 0 ? paces : []);
    }

    private ulong Seed(int day) => seed * 1_000_003 + (ulong)day;

    private void AddSurge(List<Arrival> all, Draws draws)
    {
        var (c, begins) = ((int)(draws.Uniform() * hall.Categories.Length), draws.Uniform() * (hall.OpenMinutes - Hour));
        var more = (hall.Surge - 1) * hall.Categories[c].Erlangs * _scale / hall.Categories[c].Service;
        for (var t = begins + draws.Exponential() / more; t < begins + Hour; t += draws.Exponential() / more) all.Add(Draw(draws, t, c));
    }

    private void LimitPatience(List<Arrival> all, Draws draws)
    {
        for (var i = 0; i < all.Count; i++) all[i] = all[i] with { Patience = (long)(draws.Exponential() * hall.Patience * Minute) };
    }

    private Arrival Draw(Draws draws, double at, int category)
    {
        var which = draws.Uniform();
        var expected = hall.Categories[category].Service * Item(draws.Uniform()) / hall.ItemMean;
        var service = draws.LogNormal(expected, hall.ServiceCv);
        var comes = draws.Uniform() >= hall.NoShow;
        var around = draws.Normal();
        var taken = comes ? Math.Max(1, (long)(service * Minute)) : 0;
        Arrival Come(double minute, double @ref, int @class) => new((long)(minute * Minute), (long)(@ref * Minute), category, @class, taken, (long)(expected * Minute));
        if (which < hall.Green) return Come(at, at, Green);
        if (which >= hall.Green + hall.Appointments) return Come(at, at, Ordinary);
        var slot = Math.Floor(at / 15) * 15 + 7.5;
        var came = Math.Clamp(slot - 6 + 6 * around, 0, hall.OpenMinutes);
        return came < slot + hall.Grace ? Come(came, Math.Max(came, slot), Appointment) : Come(came, came, Ordinary);
    }

    private double Item(double u)
    {
        foreach (var (share, factor) in hall.Items)
        {
            if (u < share) return factor;
            u -= share;
        }
        return hall.Items[^1].Factor;
    }

    private static double[] Tilted(double[] weights, double tilt)
    {
        double[] tilted = [.. weights.Select((w, i) => w * (i < 7 ? 1 + tilt : i >= 9 ? 1 - tilt : 1))];
        var mean = tilted.Average();
        return [.. tilted.Select(w => w / mean)];
    }
}
