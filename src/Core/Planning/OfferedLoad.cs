namespace TidalHall.Core.Planning;

/// <summary>The load that a day brings over time: who is at a window if nobody ever waits (the modified offered load; Eick, Massey and Whitt 1993).</summary>
public static class OfferedLoad
{
    public const int HalfHour = 30;

    /// <summary>m(t) = s·E[λ(t − Sₑ)], erlangs.</summary>
    /// <param name="people">Who comes in each half-hour from the opening on.</param>
    /// <param name="minute">From the opening, ≥ 0.</param>
    public static double At(IReadOnlyList<double> people, ServiceTime service, double minute)
    {
        var load = 0.0;
        for (var i = 0; i < people.Count && i * HalfHour < minute; i++)
            load += people[i] / HalfHour * (service.StaysOver(minute - (i + 1) * HalfHour) - service.StaysOver(minute - i * HalfHour));
        return load * service.Mean;
    }

    /// <summary>The largest in each half-hour, looked at every minute.</summary>
    public static double[] Peaks(IReadOnlyList<double> people, ServiceTime service) =>
        [.. Enumerable.Range(0, people.Count).Select(i => Enumerable.Range(0, HalfHour + 1).Max(minute => At(people, service, i * HalfHour + minute)))];
}
