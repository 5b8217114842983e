using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>What a hall's cabinets did in a period.</summary>
/// <param name="Deposits">Results put in.</param>
/// <param name="Dropped">Papers put into drop-boxes.</param>
/// <param name="MedianHours">From put in until taken, of what was taken; null: nothing was.</param>
/// <param name="Overdue">Results that were marked overdue.</param>
/// <param name="OutOfHours">The share of what was taken that was taken while the hall was closed, 0 to 1; null: nothing was taken, or the hall is open round the clock.</param>
/// <param name="Openings">Doors that were told to open.</param>
/// <param name="Failed">Those that were jammed, or that no look found open.</param>
public sealed record CabinetFigures(int Deposits, int Dropped, double? MedianHours, int Overdue, double? OutOfHours, int Openings, int Failed);

/// <summary>Reads a hall's journal for what its cabinets did in a period; what was taken counts by the cabinet's clock where the hub was away.</summary>
/// <param name="from">The first day on the hall's wall.</param>
/// <param name="to">The last day, included.</param>
public sealed class CabinetPeriod(HallMap map, DateOnly from, DateOnly to) : IPeriodCount<CabinetFigures>
{
    private readonly Dictionary<CaseId, DateTimeOffset> _lying = [];
    private readonly List<double> _hours = [];
    private int _deposits, _dropped, _overdue, _closed, _openings, _failed;

    public CabinetFigures Figures
    {
        get
        {
            var hours = _hours.Order().ToList();
            double? median = hours.Count == 0 ? null : (hours[(hours.Count - 1) / 2] + hours[hours.Count / 2]) / 2;
            return new(_deposits, _dropped, median, _overdue, hours.Count == 0 || map.Plan.Hours.Length == 0 ? null : (double)_closed / hours.Count, _openings, _failed);
        }
    }

    public void Take(Recorded r)
    {
        var holds = Holds(r.At);
        switch (r.Event)
        {
            case ThingLoaded e:
                _lying[e.Case] = r.At;
                if (holds) _deposits++;
                break;
            case ThingDropped when holds: _dropped++; break;
            case ThingOverdue when holds: _overdue++; break;
            case DoorAsked when holds: _openings++; break;
            case DoorTroubled { Kind: DoorTroubleKind.Jammed or DoorTroubleKind.NotSeenOpen } when holds: _failed++; break;
            case ThingTaken e when _lying.Remove(e.Case, out var since) && (e.ReportedAt ?? r.At) is var at && Holds(at):
                // A clock of a cabinet that is behind the hub's makes no time run backwards.
                _hours.Add(Math.Max(0, (at - since).TotalHours));
                if (!map.IsOpenAt(at)) _closed++;
                break;
            default: break;
        }
    }

    private bool Holds(DateTimeOffset at) => map.Date(at) is var day && day >= from && day <= to;
}
