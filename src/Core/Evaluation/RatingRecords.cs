using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Evaluation;

/// <summary>A rating as a province's platform takes it, by the platform's own names of fields. Of whoever rated nothing is in it but what they wrote.</summary>
/// <param name="ProjNo">The matter's case number; of a visit without one its day and ticket number.</param>
/// <param name="ApplyTime">When the ticket was taken, or the case received.</param>
/// <param name="TransactionTime">When the visit or the case ended, by the hall's walls.</param>
/// <param name="Words">What was written, in the vault.</param>
/// <param name="Step">What was last done about a bad one, after the period too; one whose appeal was granted counts nowhere.</param>
public sealed record RatingRecord(string ProjNo, ItemId Item, LocalText? ProjName, string? Department, string? RegionCode, DateTime? ApplyTime, DateTime? TransactionTime, WindowId? Window, ClerkId? Clerk, RatingChannel Channel, DateOnly On, int Level, int[] Reasons, int Version, NoteRef? Words, FollowStep? Step = null);

/// <summary>Reads a hall's journal for the ratings of a period.</summary>
/// <param name="from">The first day.</param>
/// <param name="to">The last day, included.</param>
public sealed class RatingRecords(HallMap map, DateOnly from, DateOnly to)
{
    // No rules let a visit be rated for longer than 30 days: what is older is not kept in mind.
    private readonly DateTimeOffset _since = map.BeginOf(from.AddDays(-31));
    private readonly Dictionary<TicketId, (TicketNumber Number, DateTimeOffset At)> _taken = [];
    private readonly Dictionary<(TicketId, int), DateTimeOffset> _completed = [];
    private readonly Dictionary<CaseId, (CaseNumber Number, DateTimeOffset At)> _received = [];
    private readonly Dictionary<CaseId, DateTimeOffset> _ended = [];
    private readonly Dictionary<RatingId, int> _places = [];
    private readonly List<RatingRecord> _all = [];

    /// <summary>In the order they were given.</summary>
    public IReadOnlyList<RatingRecord> All => _all;

    /// <summary>The next of the journal; all of it in order, the beginning included.</summary>
    public void Take(Recorded r)
    {
        switch (r.Event)
        {
            case TicketTaken e when r.At >= _since: _taken[e.Ticket] = (e.Number, r.At); break;
            case ServedWithoutTicket e when r.At >= _since: _taken[e.Ticket] = (e.Number, r.At); break;
            case VisitCompleted e when r.At >= _since: _completed[(e.Ticket, e.Visit)] = r.At; break;
            case CaseReceived e: _received[e.Case] = (e.Number, r.At); break;
            case CaseFiled e: _received[e.Case] = (e.Number, r.At); break;
            case CaseReceivedFromElsewhere e: _received[e.Case] = (e.Number, r.At); break;
            case CaseEvent e and (CaseHandedOver or CaseNotAccepted or CaseWithdrawn or CaseReturned): _ended[e.Case] = (e as CaseHandedOver)?.ReportedAt ?? r.At; break;
            case Rated e when e.On >= from && e.On <= to:
                _places[e.Rating] = _all.Count;
                _all.Add(Of(e));
                break;
            case RatingFollowed e when _places.TryGetValue(e.Rating, out var place): _all[place] = _all[place] with { Step = e.Step }; break;
            default: break;
        }
    }

    private RatingRecord Of(Rated e)
    {
        var (number, began, ended) = e.Subject switch
        {
            RatingSubject.OfCase { Case: var id } => _received.TryGetValue(id, out var c) ? (c.Number.ToString(), c.At, At(_ended, id)) : (id.ToString()!, default(DateTimeOffset?), At(_ended, id)),
            RatingSubject.OfVisit { Ticket: var id, Visit: var n } => _taken.TryGetValue(id, out var t) ? ($"{map.DayOf(t.At):yyyyMMdd}-{t.Number}-{n}", t.At, At(_completed, (id, n))) : (id.ToString()!, null, At(_completed, (id, n))),
            _ => ("", null, null),
        };
        var item = map.Items.GetValueOrDefault(e.Item);
        return new(number, e.Item, item?.Name, item?.Department, map.Plan.Cases?.Area, Wall(began), Wall(ended), e.Window, e.Clerk, e.Channel, e.On, e.Level, e.Reasons, e.Version, e.Words);
    }

    private DateTime? Wall(DateTimeOffset? at) => at is { } known ? map.Local(known) : null;

    private static DateTimeOffset? At<TKey>(Dictionary<TKey, DateTimeOffset> all, TKey key) where TKey : notnull => all.TryGetValue(key, out var at) ? at : null;
}
