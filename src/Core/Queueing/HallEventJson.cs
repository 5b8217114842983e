using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TidalHall.Core.Cases;
using TidalHall.Core.Errands;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Pickup;

namespace TidalHall.Core.Queueing;

/// <summary>The stored form of events: a kind and its version beside typed JSON. Kinds and fields are for ever.</summary>
public static class HallEventJson
{
    private static readonly HallEventContext Context = new(Options());

    // By reflection: generated code gives an init property that the file leaves out its type's default, not the one written in the record.
    private static readonly JsonSerializerOptions Plans = Options(new DefaultJsonTypeInfoResolver());

    private static JsonSerializerOptions Options(IJsonTypeInfoResolver? resolver = null) => new(JsonSerializerDefaults.Web)
    {
        // Chinese stays three bytes a sign; nothing from here goes into HTML unencoded.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        Converters = { new JsonStringEnumConverter(), new ToldWaitConverter() },
        TypeInfoResolver = resolver,
    };

    // Each kind's form is made when it is first met: all of them at once were a sixth of what a start costs.
    private static readonly FrozenDictionary<Type, Lazy<JsonTypeInfo>> ByType = typeof(HallEvent).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(HallEvent)) && !t.IsAbstract)
        .ToFrozenDictionary(t => t, t => new Lazy<JsonTypeInfo>(() => (t == typeof(HallConfigured) ? Plans.GetTypeInfo(t) : Context.GetTypeInfo(t)) ?? throw new InvalidOperationException($"{t.Name} has no stored form.")));

    private static readonly FrozenDictionary<string, Lazy<JsonTypeInfo>> ByKind = ByType.ToFrozenDictionary(p => p.Key.Name, p => p.Value);

    public static IEnumerable<string> Kinds => ByKind.Keys;

    public static string KindOf(HallEvent e) => e.GetType().Name;

    /// <summary>For whoever gives <see cref="Write(HallEvent, Utf8JsonWriter)"/> its writer.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The same bytes into a writer that is used again.</summary>
    public static void Write(HallEvent e, Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, e, ByType[e.GetType()].Value);

    public static byte[] Write(HallEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, ByType[e.GetType()].Value);

    /// <exception cref="JsonException">The kind is unknown or the payload is not of it.</exception>
    public static HallEvent Read(string kind, ReadOnlySpan<byte> payload) =>
        ByKind.TryGetValue(kind, out var type) && JsonSerializer.Deserialize(payload, type.Value) is HallEvent e ? e : throw new JsonException($"No event of kind \"{kind}\".");

    public static HallPlan? ReadPlan(string json) => JsonSerializer.Deserialize<HallPlan>(json, Plans);
    public static ServiceItem[]? ReadItems(string json) => JsonSerializer.Deserialize<ServiceItem[]>(json, Plans);
}

[JsonSerializable(typeof(TicketTaken))]
[JsonSerializable(typeof(TicketCancelled))]
[JsonSerializable(typeof(TicketReinstated))]
[JsonSerializable(typeof(TicketReprinted))]
[JsonSerializable(typeof(TicketReleased))]
[JsonSerializable(typeof(TicketCarried))]
[JsonSerializable(typeof(PaperReported))]
[JsonSerializable(typeof(TicketLeftOnScreen))]
[JsonSerializable(typeof(PriorityChecked))]
[JsonSerializable(typeof(MissExpired))]
[JsonSerializable(typeof(TicketCalled))]
[JsonSerializable(typeof(TicketRecalled))]
[JsonSerializable(typeof(ServiceStarted))]
[JsonSerializable(typeof(VisitCompleted))]
[JsonSerializable(typeof(VisitFollowed))]
[JsonSerializable(typeof(TicketMissed))]
[JsonSerializable(typeof(TicketHeld))]
[JsonSerializable(typeof(TicketTransferred))]
[JsonSerializable(typeof(TicketReturned))]
[JsonSerializable(typeof(ServedWithoutTicket))]
[JsonSerializable(typeof(ClerkSignedOn))]
[JsonSerializable(typeof(ClerkSignedOff))]
[JsonSerializable(typeof(WindowOpened))]
[JsonSerializable(typeof(WindowPaused))]
[JsonSerializable(typeof(WindowResumed))]
[JsonSerializable(typeof(WindowClosed))]
[JsonSerializable(typeof(SessionCleared))]
[JsonSerializable(typeof(WindowAssigned))]
[JsonSerializable(typeof(TideProposed))]
[JsonSerializable(typeof(TideWithdrawn))]
[JsonSerializable(typeof(TideDeclined))]
[JsonSerializable(typeof(TideMoved))]
[JsonSerializable(typeof(TideSummoned))]
[JsonSerializable(typeof(TideAcknowledged))]
[JsonSerializable(typeof(TideLapsed))]
[JsonSerializable(typeof(WindowLocked))]
[JsonSerializable(typeof(WindowUnlocked))]
[JsonSerializable(typeof(TideModeSet))]
[JsonSerializable(typeof(DayOpened))]
[JsonSerializable(typeof(TicketingStopped))]
[JsonSerializable(typeof(DayClosed))]
[JsonSerializable(typeof(DayExtended))]
[JsonSerializable(typeof(SlotBooked))]
[JsonSerializable(typeof(BookingCancelled))]
[JsonSerializable(typeof(BookingMissed))]
[JsonSerializable(typeof(BookingLapsed))]
[JsonSerializable(typeof(BarLifted))]
[JsonSerializable(typeof(CaseTold))]
[JsonSerializable(typeof(CaseReceived))]
[JsonSerializable(typeof(CaseReceivedFromElsewhere))]
[JsonSerializable(typeof(CaseFiled))]
[JsonSerializable(typeof(CaseFilingTakenIn))]
[JsonSerializable(typeof(CaseFilingTold))]
[JsonSerializable(typeof(CaseReferred))]
[JsonSerializable(typeof(CaseAccepted))]
[JsonSerializable(typeof(CaseDeemedAccepted))]
[JsonSerializable(typeof(CaseNotAccepted))]
[JsonSerializable(typeof(CaseCorrectionAsked))]
[JsonSerializable(typeof(CaseCorrectionReceived))]
[JsonSerializable(typeof(CaseExtended))]
[JsonSerializable(typeof(CaseStepBegun))]
[JsonSerializable(typeof(CaseStepEnded))]
[JsonSerializable(typeof(CaseDecided))]
[JsonSerializable(typeof(CaseReturned))]
[JsonSerializable(typeof(CaseFolderRefused))]
[JsonSerializable(typeof(CaseFolderReturned))]
[JsonSerializable(typeof(CaseDroppedSetAside))]
[JsonSerializable(typeof(CaseResultReady))]
[JsonSerializable(typeof(CaseWithdrawn))]
[JsonSerializable(typeof(CaseDeliveryChosen))]
[JsonSerializable(typeof(CaseHandedOver))]
[JsonSerializable(typeof(CaseSentElsewhere))]
[JsonSerializable(typeof(CaseNumberedElsewhere))]
[JsonSerializable(typeof(CaseWarned))]
[JsonSerializable(typeof(CaseArchived))]
[JsonSerializable(typeof(FoldersSent))]
[JsonSerializable(typeof(FoldersSigned))]
[JsonSerializable(typeof(DoorAsked))]
[JsonSerializable(typeof(DoorSeenOpen))]
[JsonSerializable(typeof(DoorShut))]
[JsonSerializable(typeof(DoorTroubled))]
[JsonSerializable(typeof(DoorQuieted))]
[JsonSerializable(typeof(TroubleResolved))]
[JsonSerializable(typeof(ThingLoaded))]
[JsonSerializable(typeof(ThingDropped))]
[JsonSerializable(typeof(CodeIssued))]
[JsonSerializable(typeof(WrongCodeTried))]
[JsonSerializable(typeof(ThingTaken))]
[JsonSerializable(typeof(ThingRecovered))]
[JsonSerializable(typeof(ThingOverdue))]
[JsonSerializable(typeof(ThingMissing))]
[JsonSerializable(typeof(MissingClosed))]
[JsonSerializable(typeof(Rated))]
[JsonSerializable(typeof(RatingFollowed))]
[JsonSerializable(typeof(RatingWarned))]
[JsonSerializable(typeof(UnresolvedRegistered))]
[JsonSerializable(typeof(UnresolvedFollowed))]
[JsonSerializable(typeof(UnresolvedWarned))]
[JsonSerializable(typeof(HandbookWritten))]
[JsonSerializable(typeof(HandbookRetired))]
[JsonSerializable(typeof(NoSaid))]
[JsonSerializable(typeof(ErrandBegun))]
[JsonSerializable(typeof(ErrandSuspended))]
[JsonSerializable(typeof(ErrandResumed))]
[JsonSerializable(typeof(ErrandFinished))]
[JsonSerializable(typeof(ErrandStopped))]
[JsonSerializable(typeof(ClockStepped))]
[JsonSerializable(typeof(FoundAlreadySo))]
[JsonSerializable(typeof(DeviceChanged))]
[JsonSerializable(typeof(AlarmQuieted))]
[JsonSerializable(typeof(DeviceTried))]
internal sealed partial class HallEventContext : JsonSerializerContext;
