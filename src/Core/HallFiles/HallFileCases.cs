using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.HallFiles;

/// <summary>What a hall file says of cases and cabinets: limits in their order, papers named once, each lock one door and each board one device.</summary>
internal sealed class HallFileCases(List<HallFileMistake> mistakes, Action<HallFileEntry[]> unlike, Action<HallFileEntry?, HallFileWord, HallFileEntry[]> refers,
    Action<HallFileEntry?, DeviceKind> mustBe)
{
    internal void Check(HallFileEntry hall, HallFileEntry[] items)
    {
        var cases = hall.Member("cases");
        var (yellow, red) = (cases?.Number("yellowDays") ?? new CaseRules().YellowDays, cases?.Number("redDays") ?? new CaseRules().RedDays);
        if (red >= yellow && cases is { } said) Tell(said.Member("redDays") ?? said.Member("yellowDays")!.Value, RedNotAfterYellow, red, yellow);
        foreach (var division in cases?.List("newDivisions") ?? [])
            if (!AreaCode.TryParse(division.AsText, out _)) Tell(division, WrongForm, division.AsText ?? "", new FormOfMember("area"));
        foreach (var item in items) CheckItem(item, cases);
        foreach (var cabinet in hall.List("cabinets")) CheckCabinet(cabinet, hall.List("zones"));
        foreach (var person in hall.List("departments").SelectMany(d => d.List("representatives")))
            if (person.Text("from") is { } from && person.Text("until") is { } until && string.CompareOrdinal(until, from) < 0) Tell(person, AuthorisationEmpty, from, until);
    }

    private void CheckItem(HallFileEntry item, HallFileEntry? cases)
    {
        if (item.Member("case") is not { } terms) return;
        unlike([.. terms.List("checklist").Select(n => n.Member("id")).OfType<HallFileEntry>()]);
        unlike([.. terms.List("steps").Select(s => s.Member("step")).OfType<HallFileEntry>()]);
        var legal = terms.Number("legalDays") ?? cases?.Number("decisionDays") ?? new CaseRules().DecisionDays;
        if (terms.Number("promisedDays") is { } promised && promised > legal) Tell(terms.Member("promisedDays")!.Value, PromiseAboveLaw, promised, legal);
    }

    private void CheckCabinet(HallFileEntry cabinet, HallFileEntry[] zones)
    {
        refers(cabinet.Member("zone"), HallFileWord.Zone, zones);
        var compartments = cabinet.List("columns").SelectMany(c => c.List("compartments")).ToList();
        unlike([.. compartments.Select(c => c.Member("number")).OfType<HallFileEntry>()]);
        foreach (var same in compartments.GroupBy(c => (c.Number("board"), c.Number("lock"))).Where(g => g.Key is (not null, not null)))
            foreach (var again in same.Skip(1)) Tell(again, LockTwice, same.Key.Item1!, same.Key.Item2!, same.First().Place);
        CheckBoards(cabinet, compartments);
        mustBe(cabinet.Member("reader"), DeviceKind.IdReader);
        mustBe(cabinet.Member("scanner"), DeviceKind.Scanner);
        mustBe(cabinet.Member("printer"), DeviceKind.Printer);
    }

    private void CheckBoards(HallFileEntry cabinet, List<HallFileEntry> compartments)
    {
        var boards = cabinet.List("boards");
        unlike([.. boards.Select(b => b.Member("board")).OfType<HallFileEntry>()]);
        unlike([.. boards.Select(b => b.Member("device")).OfType<HallFileEntry>()]);
        foreach (var board in boards) mustBe(board.Member("device"), DeviceKind.LockerBoard);
        // None at all: a cabinet that is not joined yet.
        if (boards.Length == 0) return;
        var known = boards.Select(b => b.Number("board")).ToHashSet();
        foreach (var compartment in compartments.Where(c => c.Number("board") is { } board && !known.Contains(board)))
            Tell(compartment.Member("board")!.Value, BoardWithoutDevice, compartment.Number("board")!, string.Join(", ", known));
    }

    private void Tell(HallFileEntry entry, HallFileMistakeCode code, params object[] arguments) => mistakes.Add(new(entry.File, entry.Place, code, arguments));
}
