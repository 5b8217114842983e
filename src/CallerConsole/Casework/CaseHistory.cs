using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Casework;

/// <summary>One thing that happened to a case.</summary>
/// <param name="By">Null: the clock, or nobody of the hall.</param>
/// <param name="Reason">What was typed with it.</param>
/// <param name="RightBody">Whose it is, where it is another body's.</param>
public sealed record CaseHistory(DateTimeOffset At, HallEvent Event, ClerkId? By, NoteRef? Reason = null, NoteRef? RightBody = null)
{
    /// <summary>Of an event in a case's history.</summary>
    internal static CaseHistory Of(Recorded r) => Of(r.At, r.Event);

    private static CaseHistory Of(DateTimeOffset at, HallEvent happened) => happened switch
    {
        FoldersSent e => new(at, e, e.By),
        FoldersSigned e => new(at, e, e.By),
        CaseTold e => new(at, e, e.By),
        CaseReceived e => new(at, e, e.By),
        CaseFilingTakenIn e => new(at, e, e.By),
        CaseFilingTold e => new(at, e, e.By),
        CaseReferred e => new(at, e, e.By, Typed(e.Reason)),
        CaseReceivedFromElsewhere e => new(at, e, e.By),
        CaseAccepted e => new(at, e, e.By),
        CaseNotAccepted e => new(at, e, e.By, Typed(e.Reason), Typed(e.RightBody)),
        CaseCorrectionAsked e => new(at, e, e.By),
        CaseCorrectionReceived e => new(at, e, e.By),
        CaseExtended e => new(at, e, e.By, Typed(e.Reason)),
        CaseStepBegun e => new(at, e, e.By),
        CaseStepEnded e => new(at, e, e.By),
        CaseDecided e => new(at, e, e.By, Typed(e.Reason)),
        CaseFolderRefused e => new(at, e, e.By, Typed(e.Reason)),
        CaseFolderReturned e => new(at, e, e.By, Typed(e.Reason)),
        CaseReturned e => new(at, e, e.By, Typed(e.Reason)),
        CaseDroppedSetAside e => new(at, e, e.By, Typed(e.Reason)),
        CaseResultReady e => new(at, e, e.By),
        CaseWithdrawn e => new(at, e, e.By, Typed(e.Reason)),
        CaseDeliveryChosen e => new(at, e, e.By),
        CaseHandedOver e => new(e.ReportedAt ?? at, e, e.By),
        CaseSentElsewhere e => new(at, e, e.By),
        CaseNumberedElsewhere e => new(at, e, e.By),
        MissingClosed e => new(at, e, e.By, Typed(e.Reason)),
        ThingRecovered e => new(at, e, e.By),
        _ => new(at, happened, null),
    };

    private static NoteRef? Typed(Reason? reason) => (reason as Reason.Typed)?.Note;
}
