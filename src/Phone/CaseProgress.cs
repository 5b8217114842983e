using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Phone;

/// <summary>A case in the words of whoever applied: where it is, what is next, whose turn it is and by when.</summary>
/// <param name="Name">"going", "yours", "ready" or "ended": the page is coloured by it.</param>
/// <param name="Turn">Who has to do something; null: nobody any more.</param>
/// <param name="Until">The last day for it; null: none, or the calendar does not reach so far.</param>
/// <param name="At">Which of the four steps is going on, 1 to 4; 5: all are done; 0: it ended on the way.</param>
internal sealed record CaseProgress(string Name, string Headline, string Next, string? Turn, DateOnly? Until, int At)
{
    internal static CaseProgress Of(HallView view, Case c, Texts t, CultureInfo culture)
    {
        var department = c.Elsewhere is null ? c.Department : t["OtherHall"];
        DateOnly? Until(CaseClock clock) => CaseClocks.Of(view.Map, c, clock)?.Last;
        return c.State switch
        {
            CaseState.Filed => new("going", t["CaseFiled"], t["CaseFiledNext"], t["TheHall"], Until(CaseClock.PreCheck), 1),
            CaseState.Referred => new("yours", t["CaseReferred"], t["CaseReferredNext"], t["You"], null, 1),
            CaseState.Told or CaseState.CorrectionAsked when c.DroppedOn is not null => new("going", t["CaseDropped"], t["CaseDroppedNext"], t["TheHall"], null, c.State is CaseState.Told ? 1 : 2),
            CaseState.Told => new("yours", t["CaseTold"], t["CaseToldNext"], t["You"], null, 1),
            CaseState.Received => new("going", t["CaseReceived"], t["CaseReceivedNext", department], department, Until(CaseClock.Acceptance), 2),
            CaseState.CorrectionAsked => new("yours", t["CaseCorrection"], t["CaseCorrectionNext"], t["You"], Until(CaseClock.Correction), 2),
            CaseState.Accepted { Deemed: var deemed } => new("going", t[deemed ? "CaseDeemed" : "CaseAccepted"], t[c.Step is null ? "CaseAcceptedNext" : "CaseStepNext", department], department, Until(c.Step is null ? CaseClock.Promised : CaseClock.Step), 3),
            CaseState.Decided d => new("going", t[d.Granted ? "CaseGranted" : "CaseRefused"], t["CaseDecidedNext", department], department, Until(CaseClock.HandOver), 4),
            CaseState.Ready when c.Delivery is DeliveryWay.Cabinet && view.Cabinets.Holding(c.Id)?.Inside is null => new("ready", t["CaseReady"], t["CaseReadyNotInCabinet"], t["TheHall"], Until(CaseClock.HandOver), 4),
            CaseState.Ready => new("ready", t["CaseReady"], t[$"CaseReady{c.Delivery}"], t[c.Delivery is DeliveryWay.Post ? "TheHall" : "You"], Until(CaseClock.HandOver), 4),
            CaseState.HandedOver => new("ended", t["CaseHandedOver"], "", null, null, 5),
            CaseState.NotAccepted => new("ended", t["CaseNotAccepted"], t["CaseAskWhy"], null, null, 0),
            CaseState.Withdrawn w => new("ended", t["CaseWithdrawn"], t[$"CaseWithdrawn{w.Why}"], null, null, 0),
            _ => new("ended", t["CaseReturned"], t["CaseAskWhy"], null, null, 0),
        };
    }
}
