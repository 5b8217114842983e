using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.History;

/// <summary>Reads a journal, from its first event on, into days; events pass by and are not kept.</summary>
public sealed class RecordedDays
{
    private readonly HashSet<WindowId> _open = [];
    private readonly Dictionary<WindowId, CategoryId?> _turned = [];
    private readonly List<RecordedDay> _over = [];
    private HallMap? _map;
    private Course? _day;

    /// <summary>The days so far, the last perhaps not over.</summary>
    public IReadOnlyList<RecordedDay> All => _day is null ? _over : [.. _over, _day.SoFar()];

    /// <param name="journal">Of one hall, in order.</param>
    public static IReadOnlyList<RecordedDay> Of(IEnumerable<Recorded> journal)
    {
        var days = new RecordedDays();
        foreach (var recorded in journal) days.Take(recorded);
        return days.All;
    }

    /// <summary>The next event.</summary>
    public void Take(in Recorded recorded)
    {
        switch (recorded.Event)
        {
            case HallConfigured e: _map = new(e.Plan); break;
            case DayOpened e when _map is not null:
                if (_day is not null) _over.Add(_day.Over());
                _day = new(e.Day, _map, recorded, _open, _turned);
                break;
            case WindowAssigned e: _turned[e.Window] = e.Category; break;
            case TideMoved e: _turned[e.Window] = e.To; break;
            case WindowOpened or WindowResumed: _open.Add(((WindowEvent)recorded.Event).Window); break;
            case WindowPaused or WindowClosed or ClerkSignedOff or SessionCleared: _open.Remove(((WindowEvent)recorded.Event).Window); break;
        }
        _day?.Take(recorded);
    }

    /// <summary>One day, as it is read.</summary>
    private sealed class Course
    {
        private readonly DateOnly _date;
        private readonly HallMap _map;
        private readonly long _begin, _firstTick;
        private readonly List<RecordedWait> _waits = [];
        private readonly List<OpenSpan> _spans = [];
        private readonly List<RecordedTurn> _turns = [];
        private readonly Dictionary<WindowId, long> _open = [];
        // Where in the list each ticket's newest wait stands, and since when it is at a window.
        private readonly Dictionary<TicketId, (int Wait, long? At)> _now = [];
        private long _last;
        private bool _closed;

        internal Course(DateOnly date, HallMap map, in Recorded first, IEnumerable<WindowId> open, IEnumerable<KeyValuePair<WindowId, CategoryId?>> turned)
        {
            (_date, _map, _firstTick) = (date, map, first.Tick);
            _begin = _last = (long)(map.Local(first.At) - date.ToDateTime(default)).TotalMilliseconds;
            foreach (var window in open) _open[window] = _begin;
            _turns.AddRange(turned.Select(t => new RecordedTurn(t.Key, t.Value, _begin)));
        }

        internal RecordedDay Over() => SoFar() with { IsOver = true };

        internal RecordedDay SoFar() => new(_date, _map.Plan) { Waits = _waits, Open = [.. _spans, .. _open.Select(o => new OpenSpan(o.Key, o.Value, _last))], Turns = _turns, IsOver = _closed };

        internal void Take(in Recorded r)
        {
            var now = _last = _begin + r.Tick - _firstTick;
            switch (r.Event)
            {
                case TicketTaken e: Join(e.Ticket, new(e.Category, e.Class, now, On(e.Ref))); break;
                case ServedWithoutTicket e:
                    Join(e.Ticket, new(e.Category, TicketClass.Ordinary, now, now));
                    Call(e.Ticket, now);
                    break;
                case TicketCalled e:
                    if (!_now.ContainsKey(e.Ticket)) break;   // of an earlier day
                    Call(e.Ticket, now);
                    break;
                case VisitCompleted e: Leave(e.Ticket, now); break;
                case TicketHeld e: Leave(e.Ticket, now); break;
                case PriorityChecked e when _now.TryGetValue(e.Ticket, out var looked): _waits[looked.Wait] = _waits[looked.Wait] with { Class = e.Entitled ? TicketClass.GreenChannel : TicketClass.Ordinary }; break;
                case TicketMissed e when _now.TryGetValue(e.Ticket, out var missed): _now[e.Ticket] = missed with { At = null }; break;
                case TicketTransferred e:
                    Leave(e.Ticket, now);
                    Again(e.Ticket, now, On(e.Ref), e.Category);
                    break;
                case VisitFollowed e: Again(e.Ticket, now, On(e.Ref), e.Category); break;
                case TicketReturned e:
                    Leave(e.Ticket, now);
                    if (_now.TryGetValue(e.Ticket, out var returned)) Again(e.Ticket, now, _waits[returned.Wait].Ref, null);
                    break;
                case TicketReinstated e: Again(e.Ticket, now, On(e.Ref), null); break;
                case TicketCancelled e: Go(e.Ticket, now); break;
                case TicketReleased e: Go(e.Ticket, now); break;
                case WindowOpened e: _open.TryAdd(e.Window, now); break;
                case WindowResumed e: _open.TryAdd(e.Window, now); break;
                case WindowPaused or WindowClosed or ClerkSignedOff or SessionCleared:
                    var window = ((WindowEvent)r.Event).Window;
                    if (_open.Remove(window, out var from)) _spans.Add(new(window, from, now));
                    break;
                case WindowAssigned e: _turns.Add(new(e.Window, e.Category, now)); break;
                case TideMoved e: _turns.Add(new(e.Window, e.To, now)); break;
                case DayClosed: _closed = true; break;
            }
        }

        private long On(long tick) => _begin + tick - _firstTick;

        private void Join(TicketId ticket, RecordedWait wait)
        {
            _now[ticket] = (_waits.Count, null);
            _waits.Add(wait);
        }

        private void Again(TicketId ticket, long now, long @ref, CategoryId? category)
        {
            if (_now.TryGetValue(ticket, out var known) && _waits[known.Wait] is var before) Join(ticket, new(category ?? before.Category, before.Class, now, @ref));
        }

        private void Call(TicketId ticket, long now)
        {
            var (n, _) = _now[ticket];
            _now[ticket] = (n, now);
            _waits[n] = _waits[n] with { Called = _waits[n].Called ?? now };
        }

        private void Leave(TicketId ticket, long now)
        {
            if (!_now.TryGetValue(ticket, out var known) || known.At is not { } since) return;
            _now[ticket] = known with { At = null };
            _waits[known.Wait] = _waits[known.Wait] with { Service = _waits[known.Wait].Service + Math.Max(1, now - since) };
        }

        private void Go(TicketId ticket, long now)
        {
            if (!_now.TryGetValue(ticket, out var known)) return;
            if (known.At is not null) Leave(ticket, now);
            else if (_waits[known.Wait].Called is null) _waits[known.Wait] = _waits[known.Wait] with { Left = now };
        }
    }
}
