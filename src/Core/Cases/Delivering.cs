using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Cases;

/// <summary>What the hall does with a case beside taking it in: on its way to a department or to another hall, back to the applicant.</summary>
internal static class Delivering
{
    internal static Decision Decide(HallState hall, HandOver c, Actor actor, Stamp stamp)
    {
        if (hall.Cases.Find(c.Case) is not { } found) return Decision.Refuse(RefusalCode.UnknownCase);
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (hall.Find(c.Window) is null || !hall.Map!.Windows.ContainsKey(c.Window)) return Decision.Refuse(RefusalCode.UnknownWindow, c.Window);
        if (found.State is not CaseState.Ready) return Acting.State(found);
        if (!found.MayCollect(c.Receiver)) return Decision.Refuse(RefusalCode.ReceiverNotEntitled, Acting.Name(found));
        if (hall.Cabinets.Holding(found.Id) is { } inside) return Decision.Refuse(RefusalCode.InCabinet, Acting.Name(found), inside.Cabinet, inside.Number);
        if (hall.Map.Items.TryGetValue(found.Item, out var item) && Acting.AtWindow(hall, c.Window, item, UnifiedAct.HandingOut, stamp) is { } notAuthorised) return notAuthorised;
        return new CaseHandedOver(found.Id, new HandOverProof.OnSpot(c.Receiver, c.Window), person);
    }

    internal static Decision Decide(HallState hall, CaseCommand command, Actor actor, Stamp stamp)
    {
        if (hall.Cases.Find(command.Case) is not { } c) return Decision.Refuse(RefusalCode.UnknownCase);
        if (Acting.Person(actor, command.By, out var person) is { } nobody) return nobody;
        return command switch
        {
            SetDroppedAside a => SetAside(hall, c, a, person, stamp),
            WithdrawCase a => c.State is CaseState.Withdrawn ? Decision.AlreadySo : !c.IsUndecided && !c.IsBeforeIntake ? Acting.State(c) : new CaseWithdrawn(c.Id, WithdrawnWhy.AskedByApplicant, person, a.Reason),
            ChooseDelivery a => Choose(hall, c, a, person),
            PostResult a => Post(hall, c, a, person),
            SendElsewhere a => Send(c, a, person),
            AnswerFromElsewhere a => Answer(hall.Map!, c, a, person, stamp),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    private static Decision SetAside(HallState hall, Case c, SetDroppedAside a, ClerkId person, Stamp stamp)
    {
        if (c.DroppedOn is null || c.HasEnded) return Decision.AlreadySo;
        // Whatever still lies in a box is looked at first.
        if (hall.Cabinets.Used.FirstOrDefault(u => u.Inside is { Receipt: not null } papers && papers.Case == c.Id) is { } inside) return Decision.Refuse(RefusalCode.StillInDropBox, Acting.Name(c), inside.Cabinet, inside.Number);
        if (a.Reason is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        var (map, rules) = (hall.Map!, hall.Map!.Plan.Cases);
        var (until, days) = c.State is CaseState.CorrectionAsked asked ? (asked.Until, rules.CorrectionDays) : (c.IsUndecided ? c.Tolerance?.By : null, rules.ToleranceDays);
        return new CaseDroppedSetAside(c.Id, a.Reason, person, until is not null && map.Calendar.After(map.Date(stamp.At), days) is { } anew && anew > until ? anew : null);
    }

    private static Decision Choose(HallState hall, Case c, ChooseDelivery a, ClerkId person) =>
        c.HasEnded || c.IsBeforeIntake ? Acting.State(c)
        : c.Delivery == a.Delivery && (a.Post is null || a.Post == c.Post) ? Decision.AlreadySo
        : hall.Cabinets.Holding(c.Id) is { } inside ? Decision.Refuse(RefusalCode.InCabinet, Acting.Name(c), inside.Cabinet, inside.Number)
        : Intake.RefusesDelivery(hall.Map!, hall.Map!.Items.TryGetValue(c.Item, out var item) ? [item] : [], a.Delivery, a.Post ?? c.Post) is { } refusal ? refusal
        : new CaseDeliveryChosen(c.Id, a.Delivery, person, a.Post);

    private static Decision Post(HallState hall, Case c, PostResult a, ClerkId person) =>
        c.State is not CaseState.Ready ? Acting.State(c)
        : c.Delivery is not DeliveryWay.Post ? Decision.Refuse(RefusalCode.OtherDelivery, Acting.Name(c))
        : hall.Cabinets.Holding(c.Id) is { } inside ? Decision.Refuse(RefusalCode.InCabinet, Acting.Name(c), inside.Cabinet, inside.Number)
        : new CaseHandedOver(c.Id, new HandOverProof.Posted(a.Carrier, a.Tracking), person);

    private static Decision Send(Case c, SendElsewhere a, ClerkId person) =>
        c.Elsewhere is not { } elsewhere ? Decision.Refuse(RefusalCode.NotAnotherArea, Acting.Name(c))
        : !c.IsUndecided ? Acting.State(c)
        : elsewhere.Sent ? Decision.AlreadySo
        : new CaseSentElsewhere(c.Id, a.Post?.Carrier, a.Post?.Tracking, person);

    private static Decision Answer(HallMap map, Case c, AnswerFromElsewhere a, ClerkId person, Stamp stamp)
    {
        if (c.Elsewhere is not { } elsewhere || !elsewhere.Sent) return Decision.Refuse(RefusalCode.NotAnotherArea, Acting.Name(c));
        if (!c.IsUndecided) return Acting.State(c);
        if (a is { Granted: false, Reason: null }) return Decision.Refuse(RefusalCode.ReasonNeeded);
        var (today, on) = (map.Date(stamp.At), a.On ?? map.Date(stamp.At));
        if (on > today || on < c.ReceivedOn) return Decision.Refuse(RefusalCode.DateNotPossible, on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        CaseEvent[] numbered = elsewhere.Number == a.Number ? [] : [new CaseNumberedElsewhere(c.Id, a.Number, person)];
        return a.Granted is not { } granted ? (HallEvent[])numbered
            : (HallEvent[])[.. numbered, new CaseDecided(c.Id, granted, on, null, a.Reason, granted ? null : map.Plan.Cases.ReviewDays)];
    }

    internal static Decision Decide(HallState hall, SendFolders c, Actor actor)
    {
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (c.Cases.Length == 0) return Decision.Refuse(RefusalCode.UnknownCase);
        foreach (var id in c.Cases.Distinct())
        {
            if (hall.Cases.Find(id) is not { } found) return Decision.Refuse(RefusalCode.UnknownCase);
            if (found.Elsewhere is { } elsewhere) return Decision.Refuse(RefusalCode.OfOtherArea, Acting.Name(found), elsewhere.Area);
            if (!found.IsUndecided || found.State is CaseState.Filed) return Acting.State(found);
            if (found.Department != c.Department || found.Folder is not FolderPlace.Hall) return Decision.Refuse(RefusalCode.FolderElsewhere, Acting.Name(found), found.Department);
        }
        return new FoldersSent(new(hall.Cases.LastList + 1), c.Department, [.. c.Cases.Distinct()], person);
    }

    /// <summary>Both sides sign, and they are two people.</summary>
    internal static Decision Decide(HallState hall, SignFolders c, Actor actor, Stamp stamp)
    {
        if (hall.Cases.Find(c.List) is not { } list) return Decision.Refuse(RefusalCode.UnknownFolderList, c.List);
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        var refused = c.Refused.Select(r => r.Case).Distinct().ToArray();
        if (list.SignedBy is not null) return refused.ToHashSet().SetEquals(list.Refused) ? Decision.AlreadySo : Decision.Refuse(RefusalCode.FoldersSignedFor, list.Id, list.SignedBy);
        if (string.Equals(list.SentBy.Value, person.Value, StringComparison.OrdinalIgnoreCase)) return Decision.Refuse(RefusalCode.SignsForItself, person);
        if (Acting.Represents(hall.Map!, list.Department, person, stamp) is { } noStanding) return noStanding;
        if (refused.Any(r => !list.Cases.Contains(r))) return Decision.Refuse(RefusalCode.UnknownCase);
        if (c.Refused.Any(r => r.Reason is null)) return Decision.Refuse(RefusalCode.ReasonNeeded);
        return (HallEvent[])[new FoldersSigned(list.Id, refused, person), .. c.Refused.DistinctBy(r => r.Case).Where(r => hall.Cases.Find(r.Case) is not null).Select(r => new CaseFolderRefused(r.Case, list.Id, r.Reason!, person))];
    }
}
