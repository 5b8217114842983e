using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Errands;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Pickup;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Queueing;

/// <summary>A hall at one sequence as it can be written down: a cache of what its journal says, thrown away whenever in doubt.</summary>
/// <remarks>Holds immutable records only, so it is taken on the thread that owns the state and written on another. The plan is not in it: <see cref="PlanHash"/> says which.</remarks>
public sealed record HallSnapshot
{
    /// <summary>Goes up with every change of a form in here, or of what <see cref="Hall.Apply"/> makes of an event.</summary>
    public const int Format = 14;

    public required string PlanHash { get; init; }
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Tick { get; init; }
    public HallDay? Day { get; init; }
    public required int TakenToday { get; init; }
    public required long LastTicket { get; init; }
    public required long Joined { get; init; }
    public TideMode? TideMode { get; init; }
    public required Ticket[] Tickets { get; init; }
    public required WindowState[] Windows { get; init; }
    public required DeviceStanding[] Devices { get; init; }
    public required Counter[] Counters { get; init; }
    public required QuotaCount[] QuotaCounts { get; init; }
    public required Call[] Calls { get; init; }
    public TideStep[] TideSteps { get; init; } = [];
    public required Booking[] Bookings { get; init; }
    public required Attendance[] People { get; init; }
    public required WithheldPlace[] Withheld { get; init; }
    public Case[] Cases { get; init; } = [];
    public CaseSerial[] Serials { get; init; } = [];
    public FolderList[] Folders { get; init; } = [];
    public SentHere[] SentHere { get; init; } = [];
    public FiledPapers[] Filed { get; init; } = [];
    public long LastCase { get; init; }
    public long LastFolders { get; init; }
    public CompartmentState[] Compartments { get; init; } = [];
    public WrongTry[] WrongTries { get; init; } = [];
    public MissingThing[] MissingThings { get; init; } = [];
    public DroppedPapers[] DroppedPapers { get; init; } = [];
    public Rating[] Ratings { get; init; } = [];
    public PastTicket[] PastTickets { get; init; } = [];
    public Unresolved[] Unresolved { get; init; } = [];
    public NoAtWindow[] Noes { get; init; } = [];
    public long LastRating { get; init; }
    public long LastUnresolved { get; init; }
    public Errand[] Errands { get; init; } = [];
    public long LastErrand { get; init; }
    public HandbookEntry[] Handbook { get; init; } = [];
    public long LastHandbook { get; init; }

    // No KeyValuePair: its properties are read-only, so they would be left out.
    public readonly record struct Counter(string Prefix, int Count);
    public readonly record struct QuotaCount(QuotaKey Key, int Count);

    /// <summary>Runs on the thread that owns the state.</summary>
    public static HallSnapshot Of(HallState hall) => new()
    {
        PlanHash = hall.PlanHash, Sequence = hall.Sequence, At = hall.At, Tick = hall.Tick, Day = hall.Day, TakenToday = hall.TakenToday, LastTicket = hall.LastTicket, Joined = hall.Joined, TideMode = hall.TideMode,
        Tickets = [.. hall.Tickets],
        Windows = [.. hall.Windows.Values.OrderBy(w => w.Id.Value, StringComparer.Ordinal)],
        Devices = [.. hall.Devices.Values.OrderBy(d => d.Device.Value, StringComparer.Ordinal)],
        Counters = [.. hall.Counters.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new Counter(c.Key, c.Value))],
        QuotaCounts = [.. hall.QuotaCounts.OrderBy(q => q.Key.Of, StringComparer.Ordinal).ThenBy(q => q.Key.From).Select(q => new QuotaCount(q.Key, q.Value))],
        Calls = [.. hall.Calls],
        TideSteps = [.. hall.TideSteps],
        Bookings = [.. hall.Bookings.All.OrderBy(b => b.Sequence)],
        People = [.. hall.Bookings.People.OrderBy(p => p.Person.Value)],
        Withheld = [.. hall.Bookings.Withheld],
        Cases = [.. hall.Cases.All.OrderBy(c => c.Id)],
        Serials = [.. hall.Cases.Serials.OrderBy(s => s.Year).ThenBy(s => s.Item.Value, StringComparer.Ordinal)],
        Folders = [.. hall.Cases.Lists.OrderBy(l => l.Id.Value)],
        SentHere = [.. hall.Cases.Origins.OrderBy(o => o.Number.ToString(), StringComparer.Ordinal)],
        Filed = [.. hall.Cases.Filed.All.OrderBy(f => f.Applicant, StringComparer.Ordinal)],
        LastCase = hall.Cases.Last, LastFolders = hall.Cases.LastList,
        Compartments = [.. hall.Cabinets.Used], WrongTries = [.. hall.Cabinets.Tries], MissingThings = [.. hall.Cabinets.Missing], DroppedPapers = [.. hall.Cabinets.Dropped],
        Ratings = [.. hall.Ratings.Ratings.OrderBy(r => r.Id.Value)],
        PastTickets = [.. hall.PastVisits.All.OrderBy(t => t.Id)],
        Unresolved = [.. hall.Ratings.Unresolved.OrderBy(u => u.Id.Value)],
        Noes = [.. hall.Ratings.Noes], LastRating = hall.Ratings.Last, LastUnresolved = hall.Ratings.LastUnresolved,
        Errands = [.. hall.Errands.All.OrderBy(e => e.Id.Value)], LastErrand = hall.Errands.Last,
        Handbook = [.. hall.Handbook.All], LastHandbook = hall.Handbook.Last,
    };

    /// <param name="plan">The plan whose hash is <see cref="PlanHash"/>.</param>
    public HallState Restore(HallPlan plan)
    {
        var hall = new HallState { Map = new(plan), PlanHash = PlanHash, Sequence = Sequence, At = At, Tick = Tick, Day = Day, TakenToday = TakenToday, LastTicket = LastTicket, Joined = Joined, TideMode = TideMode };
        hall.Lines.Begin(hall.Map, Tickets);
        // The ended first: a number or a person of theirs may be somebody's again.
        foreach (var ticket in Tickets.OrderBy(t => t.IsLive)) hall.Put(ticket);
        foreach (var window in Windows) hall.Put(window);
        foreach (var device in Devices) hall.Devices[device.Device] = device;
        foreach (var (prefix, count) in Counters) hall.Counters[prefix] = count;
        foreach (var (key, count) in QuotaCounts) hall.QuotaCounts[key] = count;
        foreach (var step in TideSteps) hall.TideSteps.Enqueue(step);
        foreach (var call in Calls) hall.Calls.Enqueue(call);
        hall.Bookings = BookingBook.Of(Bookings, People, Withheld);
        hall.Cases = CaseBook.Of(hall.Map, Cases, Serials, Folders, SentHere, Filed, LastCase, LastFolders);
        hall.Cabinets = CabinetBook.Of(Compartments, WrongTries, MissingThings, DroppedPapers);
        hall.PastVisits = PastVisits.Of(PastTickets);
        hall.Ratings = RatingBook.Of(hall.Map, Ratings, Unresolved, Noes, LastRating, LastUnresolved);
        hall.Errands = ErrandBook.Of(Errands, LastErrand);
        hall.Handbook = Handbooks.Handbook.Of(Handbook, LastHandbook);
        return hall;
    }

    public void Write(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, this, HallSnapshotContext.Relaxed.HallSnapshot);

    /// <exception cref="JsonException">It is no snapshot.</exception>
    public static HallSnapshot Read(ref Utf8JsonReader json) => JsonSerializer.Deserialize(ref json, HallSnapshotContext.Relaxed.HallSnapshot) ?? throw new JsonException("null is no snapshot.");
}

[JsonSerializable(typeof(HallSnapshot))]
// Visits have states of these names too.
[JsonSerializable(typeof(BookingState.Cancelled), TypeInfoPropertyName = "CancelledBooking")]
[JsonSerializable(typeof(BookingState.Missed), TypeInfoPropertyName = "MissedBooking")]
internal sealed partial class HallSnapshotContext : JsonSerializerContext
{
    public static HallSnapshotContext Relaxed { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    });
}
