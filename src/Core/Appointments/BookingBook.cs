using System.Collections.Frozen;
using System.Collections.Immutable;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Appointments;

/// <summary>A place given back that cannot be booked before a moment drawn by lot.</summary>
public sealed record WithheldPlace(CategoryId Category, DateTimeOffset Slot, DateTimeOffset BackAt);

/// <summary>How a person keeps appointments.</summary>
/// <param name="Missed">When bookings were missed, those left out for which the person was barred.</param>
/// <param name="BarredFor">Those, of the newest bar.</param>
public sealed record Attendance(PersonRef Person, DateTimeOffset[] Missed, DateTimeOffset? BarredUntil, DateTimeOffset[] BarredFor);

/// <summary>Every booking a hall remembers. Immutable, since bookings are few beside calls: the hall's state and all its views share one.</summary>
public sealed class BookingBook
{
    /// <summary>The longest span a rule may look back over.</summary>
    private static readonly TimeSpan AttendanceKept = TimeSpan.FromDays(30);

    private readonly ImmutableDictionary<TicketCode, Booking> _all;
    private readonly ImmutableDictionary<PersonRef, Attendance> _people;
    private readonly Lazy<ILookup<PersonRef, Booking>> _byPerson;
    private readonly Lazy<FrozenDictionary<SlotKey, int>> _taken;
    private readonly Lazy<FrozenDictionary<BookingNumber, Booking>> _byNumber;
    private readonly Lazy<DateOnly?> _firstDay;

    public static BookingBook Empty { get; } = new(ImmutableDictionary<TicketCode, Booking>.Empty, ImmutableDictionary<PersonRef, Attendance>.Empty, []);

    private BookingBook(ImmutableDictionary<TicketCode, Booking> all, ImmutableDictionary<PersonRef, Attendance> people, ImmutableArray<WithheldPlace> withheld)
    {
        (_all, _people, Withheld) = (all, people, withheld);
        _byPerson = new(() => all.Values.OrderBy(b => b.Slot).ThenBy(b => b.Sequence).ToLookup(b => b.Person));
        _taken = new(() => all.Values.Where(b => b.State is not BookingState.Cancelled).CountBy(b => b.Key).ToFrozenDictionary());
        _byNumber = new(() => all.Values.GroupBy(b => b.Number).ToFrozenDictionary(g => g.Key, g => g.MaxBy(b => b.Sequence)!));
        _firstDay = new(() => all.Values.Where(b => b.IsBooked).Select(b => (DateOnly?)b.Day).Min());
    }

    internal static BookingBook Of(IEnumerable<Booking> bookings, IEnumerable<Attendance> people, IEnumerable<WithheldPlace> withheld) =>
        new(bookings.ToImmutableDictionary(b => b.Code), people.ToImmutableDictionary(p => p.Person), [.. withheld]);

    public IEnumerable<Booking> All => _all.Values;
    public IEnumerable<Attendance> People => _people.Values;
    public ImmutableArray<WithheldPlace> Withheld { get; }

    /// <summary>The first day that somebody is booked for.</summary>
    internal DateOnly? FirstDay => _firstDay.Value;

    public Booking? Find(TicketCode code) => _all.GetValueOrDefault(code);
    /// <summary>The newest by what its holder keys in.</summary>
    public Booking? Find(BookingNumber number) => _byNumber.Value.GetValueOrDefault(number);
    /// <summary>The booking that one event made.</summary>
    public Booking? MadeAt(long sequence) => _all.Values.FirstOrDefault(b => b.Sequence == sequence);
    /// <summary>A person's bookings to come, by their slots.</summary>
    public IEnumerable<Booking> Of(PersonRef person) => _byPerson.Value[person].Where(b => b.IsBooked);
    public IEnumerable<Booking> Of(PersonRef person, DateOnly day) => Of(person).Where(b => b.Day == day);
    public Booking? Of(PersonRef person, DateOnly day, ItemId item) => Of(person, day).FirstOrDefault(b => b.Item == item);

    /// <summary>Places of a slot that are somebody's, or nobody's yet again.</summary>
    internal int Taken(SlotKey slot, DateTimeOffset at) =>
        _taken.Value.GetValueOrDefault(slot) + Withheld.Count(w => w.Category == slot.Category && w.Slot == slot.Begin && w.BackAt > at);

    /// <summary>Until when a person may not book; null = may.</summary>
    public DateTimeOffset? BarredUntil(PersonRef person, DateTimeOffset at) => _people.GetValueOrDefault(person)?.BarredUntil is { } until && until > at ? until : null;

    /// <summary>Who may not book now, whose bar ends first before the others.</summary>
    public IEnumerable<Attendance> Barred(DateTimeOffset at) => _people.Values.Where(p => p.BarredUntil > at).OrderBy(p => p.BarredUntil).ThenBy(p => p.Person.Value);

    /// <summary>Whom a booking to come, a no-show that counts or a bar binds: to be told from everybody else as long.</summary>
    public IEnumerable<PersonRef> Bound(DateTimeOffset at) =>
        _all.Values.Where(b => b.IsBooked).Select(b => b.Person).Concat(_people.Values.Where(p => !IsFree(p, at)).Select(p => p.Person));

    private static bool IsFree(Attendance person, DateTimeOffset at) => !(person.BarredUntil > at) && person.Missed.All(m => m < at - AttendanceKept);

    internal int MissedSince(PersonRef person, DateTimeOffset since) => _people.GetValueOrDefault(person)?.Missed.Count(m => m > since) ?? 0;

    internal BookingBook Put(Booking booking) => new(_all.SetItem(booking.Code, booking), _people, Withheld);

    internal BookingBook Cancel(Booking booking, DateTimeOffset backAt) =>
        new(_all.SetItem(booking.Code, booking with { State = new BookingState.Cancelled() }), _people, Withheld.Add(new(booking.Category, booking.Slot, backAt)));

    internal BookingBook Miss(Booking booking, DateTimeOffset at, DateTimeOffset? barredUntil)
    {
        var before = _people.GetValueOrDefault(booking.Person) ?? new(booking.Person, [], null, []);
        var after = barredUntil is null ? before with { Missed = [.. before.Missed, at] } : before with { Missed = [], BarredUntil = barredUntil, BarredFor = [.. before.Missed, at] };
        return new(_all.SetItem(booking.Code, booking with { State = new BookingState.Missed() }), _people.SetItem(booking.Person, after), Withheld);
    }

    /// <summary>The bar is gone with what led to it; what was missed since counts on.</summary>
    internal BookingBook Lift(PersonRef person) =>
        _people.TryGetValue(person, out var known) ? new(_all, _people.SetItem(person, known with { BarredUntil = null, BarredFor = [] }), Withheld) : this;

    /// <summary>A day begins: yesterday stays for late questions, older ends and what binds nobody any more go.</summary>
    internal BookingBook Begin(DateOnly day, DateTimeOffset at)
    {
        var ended = _all.Values.Where(b => !b.IsBooked && b.Day < day.AddDays(-1)).Select(b => b.Code);
        var clean = _people.Values.Where(p => IsFree(p, at)).Select(p => p.Person);
        return new(_all.RemoveRange(ended), _people.RemoveRange(clean), Withheld.RemoveAll(w => w.BackAt <= at));
    }
}
