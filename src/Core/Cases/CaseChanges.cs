using TidalHall.Core.Queueing;

namespace TidalHall.Core.Cases;

/// <summary>What each event makes of a case. Holds no rule.</summary>
internal static class CaseChanges
{
    internal static void Apply(HallState hall, CaseEvent e, in Recorded r)
    {
        var (map, book) = (hall.Map!, hall.Cases);
        var dropped = (e as CaseReceived)?.Dropped ?? (e as CaseTold)?.Dropped;
        var papers = dropped is { } receipt ? hall.Cabinets.FindDropped(receipt) : null;
        if (papers is not null) hall.Cabinets = hall.Cabinets.Put(papers with { Case = e.Case });
        switch (e)
        {
            case CaseTold t:
                var asked = book.Find(t.Case);
                hall.Cases = book.Put(map, new()
                {
                    Id = t.Case, Code = t.Code, Item = t.Item, Department = t.Department, Applicant = t.Applicant, Number = asked?.Number ?? default, Ticket = t.Ticket, TakenBy = [.. asked?.TakenBy ?? [], t.By],
                    State = new CaseState.Told(t.Missing), ToldOnce = t.Missing, EndedAt = r.At, Sequence = r.Sequence, History = Before(asked, papers, r),
                });
                break;
            case CaseFiled n:
                var before = book.Find(n.Case);
                hall.Cases = Numbered(book, n.Case, n.Number, n.On, n.Item).Put(map, new()
                {
                    Id = n.Case, Code = n.Code, Number = n.Number, Item = n.Item, Department = n.Department, Applicant = n.Applicant, Agent = n.Agent,
                    IsCommercial = n.Commercial, Materials = [.. before?.Materials ?? [], .. n.Materials], Delivery = n.Delivery, Post = n.Post, State = new CaseState.Filed(n.On), TakenBy = before?.TakenBy ?? [], ToldOnce = before?.ToldOnce ?? [], Renews = n.Renews,
                    Sequence = r.Sequence, History = [.. before?.History ?? [], r.Sequence],
                });
                break;
            case CaseReceived n:
                hall.Cases = Numbered(book, n.Case, n.Number, n.On, n.Item).Put(map, new()
                {
                    Id = n.Case, Code = n.Code, Number = n.Number, Item = n.Item, Department = n.Department, Applicant = n.Applicant, Agent = n.Agent, IsCommercial = n.Commercial, Materials = [.. (book.Find(n.Case)?.Materials ?? []).ExceptBy(n.Materials.Select(m => m.Id), m => m.Id), .. n.Materials], Delivery = n.Delivery, Post = n.Post,
                    State = new CaseState.Received(n.On), ReceivedOn = n.On, Matter = n.Matter, Ticket = n.Ticket, TakenBy = [.. book.Find(n.Case)?.TakenBy ?? [], n.By], ToldOnce = book.Find(n.Case)?.ToldOnce ?? [],
                    Tolerance = n.Tolerance, Elsewhere = n.Area is { } area ? new(area) : null, Renews = n.Renews, Folder = n.AtDepartment ? FolderPlace.Department : FolderPlace.Hall, Sequence = r.Sequence,
                    History = Before(book.Find(n.Case), papers, r),
                });
                break;
            case CaseReceivedFromElsewhere n:
                hall.Cases = book.Count(n.On.Year, n.Item).Remember(n.Origin, n.Number).Put(map, new()
                {
                    Id = n.Case, Code = n.Code, Number = n.Number, Item = n.Item, Department = n.Department, Applicant = n.Applicant, Agent = n.Agent, Materials = n.Materials, Delivery = DeliveryWay.Post,
                    State = new CaseState.Received(n.On), ReceivedOn = n.On, TakenBy = [n.By], Origin = n.Origin, Sequence = r.Sequence, History = [r.Sequence],
                });
                break;
            case CaseArchived: hall.Cases = book.Archive(map, e.Case); break;
            case var _ when book.Find(e.Case) is { } c:
                hall.Cases = book.Put(map, Change(e is CaseWarned ? c : Happened(c, r), e, r));
                if (e is CaseAccepted or CaseDeemedAccepted) BeginJoint(hall, c);
                break;
        }
    }

    /// <summary>A number given before is not counted again.</summary>
    private static CaseBook Numbered(CaseBook book, Halls.CaseId id, CaseNumber number, DateOnly on, Halls.ItemId item) => book.Find(id) is { } known && known.Number == number ? book : book.Count(on.Year, item);

    /// <summary>What happened to it until it stands here, with the way of its papers through a drop-box.</summary>
    private static long[] Before(Case? begun, Pickup.DroppedPapers? papers, in Recorded r) => [.. (begun?.History ?? []).Union(papers?.History ?? []).Order(), r.Sequence];

    private static Case Happened(Case c, in Recorded r) => c with { History = [.. c.History, r.Sequence] };

    private static Case Change(Case c, CaseEvent e, in Recorded r) => e switch
    {
        CaseAccepted a => c with { State = new CaseState.Accepted(a.On, Deemed: false) },
        CaseFilingTakenIn a => c with { State = new CaseState.Received(a.On), ReceivedOn = a.On, TakenBy = [.. c.TakenBy, a.By] },
        CaseFilingTold a => c with { State = new CaseState.Told(a.Missing), ToldOnce = a.Missing, Materials = [.. c.Materials.Where(m => a.Missing.All(l => l.Id != m.Id))], TakenBy = [.. c.TakenBy, a.By], EndedAt = r.At },
        CaseReferred a => c with { State = new CaseState.Referred(), TakenBy = [.. c.TakenBy, a.By], EndedAt = r.At },
        CaseDeemedAccepted a => c with { ReceivedOn = c.ReceivedOn ?? a.From, State = new CaseState.Accepted(a.From, Deemed: true) },
        CaseCorrectionAsked a => c with { State = new CaseState.CorrectionAsked(a.Lines, a.Until), AskedOnce = true },
        CaseCorrectionReceived a => Corrected(c, a),
        CaseExtended a => c with { ExtendedDays = a.Days },
        CaseStepBegun a => c with { Step = new(a.Step, a.From, a.Days) },
        CaseStepEnded a => c with { Step = null, UncountedDays = c.UncountedDays + a.Uncounted },
        CaseDecided a => c with { ReceivedOn = c.ReceivedOn ?? (c.State as CaseState.Filed)?.On, State = new CaseState.Decided(a.Granted, a.On, Deemed: a.By is null && c.Elsewhere is null), Step = null },
        CaseDroppedSetAside a => c with
        {
            DroppedOn = null,
            State = c.State is CaseState.CorrectionAsked asked && a.Until is not null ? asked with { Until = a.Until } : c.State,
            Tolerance = a.Until > c.Tolerance?.By ? c.Tolerance with { By = a.Until.Value } : c.Tolerance,
        },
        CaseResultReady a when c.State is CaseState.Decided d => c with { State = new CaseState.Ready(d.Granted, d.On, a.Papers), Folder = FolderPlace.Hall, ResultLost = false },
        CaseFolderReturned => c with { Folder = FolderPlace.Hall },
        CaseDeliveryChosen a => c with { Delivery = a.Delivery, Post = a.Post ?? c.Post },
        CaseSentElsewhere => c with { Elsewhere = c.Elsewhere! with { Sent = true } },
        CaseNumberedElsewhere a => c with { Elsewhere = c.Elsewhere! with { Number = a.Number } },
        CaseWarned a => c with { Warned = [.. c.Warned, new(a.Clock, a.Level, a.Last)] },
        CaseHandedOver a => Ended(c, new CaseState.HandedOver(c.State is CaseState.Ready { Granted: true } or CaseState.Decided { Granted: true }, a.Proof), r),
        CaseNotAccepted a => Ended(c, new CaseState.NotAccepted(a.Ground), r),
        CaseWithdrawn a => Ended(c, new CaseState.Withdrawn(a.Why), r),
        CaseReturned => Ended(c, new CaseState.Returned(), r),
        _ => c,
    };

    /// <summary>A result that is lost is no more to be had: what was decided stands, and its paper is made anew.</summary>
    internal static Case Lost(Case c) => c.State is CaseState.Ready r ? c with { State = new CaseState.Decided(r.Granted, r.On, Deemed: false), ResultLost = true } : c;

    private static Case Ended(Case c, CaseState.Final state, in Recorded r) => c with { State = state, EndedAt = r.At, Step = null };

    private static Case Corrected(Case c, CaseCorrectionReceived a)
    {
        var lacks = (c.Tolerance?.Lacks ?? []).Where(l => a.Materials.All(m => m.Id != l)).ToArray();
        return c with
        {
            Materials = [.. c.Materials, .. a.Materials],
            CorrectedOn = a.On,
            DroppedOn = null,
            TakenBy = [.. c.TakenBy, .. c.TakenBy.Contains(a.By) ? [] : (IEnumerable<Halls.ClerkId>)[a.By]],
            Tolerance = lacks.Length > 0 ? c.Tolerance! with { Lacks = lacks } : null,
            State = c.State is not CaseState.CorrectionAsked asked ? c.State : a.Left.Length > 0 ? asked with { Lines = a.Left } : new CaseState.Received(a.On),
        };
    }

    /// <summary>The joint limit of a matter counts from its first acceptance.</summary>
    private static void BeginJoint(HallState hall, Case c)
    {
        if (c.Matter is null || c.JointFrom is not null) return;
        var from = ((CaseState.Accepted)hall.Cases.Find(c.Id)!.State).From;
        foreach (var of in hall.Cases.OfMatter(c).ToList()) hall.Cases = hall.Cases.Put(hall.Map!, of with { JointFrom = from });
    }

    internal static void Apply(HallState hall, FoldersSent e, in Recorded r)
    {
        hall.Cases = hall.Cases.Put(new FolderList(e.List, e.Department, e.Cases, e.By, r.At));
        Move(hall, e.Cases, FolderPlace.OnTheWay, r);
    }

    internal static void Apply(HallState hall, FoldersSigned e, in Recorded r)
    {
        if (hall.Cases.Find(e.List) is not { } list) return;
        hall.Cases = hall.Cases.Put(list with { SignedBy = e.By, SignedAt = r.At, Refused = e.Refused });
        Move(hall, list.Cases.Except(e.Refused), FolderPlace.Department, r);
        // Each that was refused has an event of its own beside this one.
        Move(hall, e.Refused, FolderPlace.Hall, null);
    }

    /// <param name="r">What belongs to the history of each; null: nothing.</param>
    private static void Move(HallState hall, IEnumerable<Halls.CaseId> cases, FolderPlace to, Recorded? r)
    {
        foreach (var c in cases.Select(hall.Cases.Find).OfType<Case>().ToList()) hall.Cases = hall.Cases.Put(hall.Map!, (r is { } happened ? Happened(c, happened) : c) with { Folder = to });
    }
}
