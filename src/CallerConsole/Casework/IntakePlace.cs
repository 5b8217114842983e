using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Casework;

/// <summary>Where on the intake page a refusal is said: beside what it is about.</summary>
internal enum IntakePlace { Page, Applicant, Delivery, Area, DropBox, Checklist }

internal static class IntakePlaces
{
    internal static IntakePlace Of(RefusalCode code) => code switch
    {
        RefusalCode.MandateNotSeen or RefusalCode.PresenceNeeded or RefusalCode.GuardianNeeded => IntakePlace.Applicant,
        RefusalCode.CabinetNotAllowed or RefusalCode.AddressNeeded => IntakePlace.Delivery,
        RefusalCode.NotAnotherArea => IntakePlace.Area,
        RefusalCode.NotFromDropBox or RefusalCode.DroppedForOther => IntakePlace.DropBox,
        RefusalCode.MaterialMissing or RefusalCode.NothingMissing or RefusalCode.ToldAlready or RefusalCode.UnknownMaterial or RefusalCode.MatterOneCaseEach or RefusalCode.PapersClash => IntakePlace.Checklist,
        _ => IntakePlace.Page,
    };
}
