using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.HallFiles;

/// <summary>What the parts of a hall must say about each other: names known, numbers unlike, somebody for every item.</summary>
internal sealed class HallFileRules
{
    /// <summary>The plan of the reform: so many windows of a family a provincial centre has at least.</summary>
    private static readonly (HallFileWord Family, string Prefix, int AtLeast)[] ProvincialCentre =
        [(HallFileWord.Unified, "Unified", 10), (HallFileWord.Functional, "Functional", 3)];

    private static readonly string[] Promises = ["greenChannel", "appointment"];
    private static readonly (string Member, DeviceKind Kind)[] WindowDevices = [("sign", DeviceKind.WindowSign), ("callerPad", DeviceKind.CallerPad), ("ratingPad", DeviceKind.RatingPad)];
    private static readonly (string Member, DeviceKind Kind)[] KioskDevices = [("printer", DeviceKind.Printer), ("reader", DeviceKind.IdReader), ("scanner", DeviceKind.Scanner)];

    private readonly HallFileEntry _hall;
    private readonly HallFileEntry[] _windows, _categories, _zones, _themes, _kiosks, _displays, _devices, _quotas, _items;
    private readonly bool _hasItems;
    private readonly Dictionary<string, string?> _kindOf;
    private readonly List<HallFileMistake> _mistakes;

    internal HallFileRules(HallFileEntry hall, HallFileEntry? items, List<HallFileMistake> mistakes)
    {
        (_hall, _mistakes) = (hall, mistakes);
        (_windows, _categories, _zones, _themes) = (hall.List("windows"), hall.List("categories"), hall.List("zones"), hall.List("themes"));
        (_kiosks, _displays, _devices) = (hall.List("kiosks"), hall.List("displays"), hall.List("devices"));
        _quotas = hall.Member("rules")?.List("quotas") ?? [];
        _hasItems = items is not null;
        _items = items?.List("items") ?? [];
        _kindOf = _categories.Where(c => c.Text("id") is not null).GroupBy(c => c.Text("id")!).ToDictionary(g => g.Key, g => g.First().Text("kind"));
    }

    internal void Check()
    {
        CheckNames();
        foreach (var category in _categories) CheckSector(category);
        foreach (var window in _windows) CheckWindow(window);
        CheckFamilies();
        foreach (var kiosk in _kiosks) CheckKiosk(kiosk);
        foreach (var zone in _zones) MustBe(zone.Member("speaker"), DeviceKind.Speaker);
        foreach (var zone in _displays.SelectMany(d => d.List("zones"))) Refers(zone, HallFileWord.Zone, _zones);
        foreach (var item in _items) CheckItem(item);
        CheckServed();
        if (_hall.Text("timeZone") is { Length: > 0 } zoneName && !(TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out var found) && found.HasIanaId))
            Tell(_hall.Member("timeZone")!.Value, UnknownTimeZone, zoneName);
        new HallFileHours(_mistakes).Check(_hall, _windows, _quotas);
        Unlike(_hall.List("departments"), "name");
        foreach (var department in _hall.List("departments")) CheckDepartment(department);
        foreach (var slots in _hall.Member("appointments")?.List("slots") ?? []) CheckSlots(slots);
        new HallFileSlots(_mistakes).Check(_hall);
        new HallFileCases(_mistakes, Unlike, Refers, MustBe).Check(_hall, _items);
        CheckQuotas();
        CheckAge();
        CheckKept();
        foreach (var name in Promises) CheckPromise(_hall.Member("dispatch")?.Member(name)?.List("notIn") ?? []);
    }

    private void CheckPromise(HallFileEntry[] excepted)
    {
        Unlike(excepted);
        foreach (var category in excepted) Refers(category, HallFileWord.Category, _categories);
    }

    /// <summary>Who is within twice a target is not long overdue: aged sooner, targets would say nothing.</summary>
    private void CheckAge()
    {
        if (_categories.Length == 0) return;
        var slowest = _categories.MaxBy(c => c.Number("targetMinutes") ?? 0);
        var (aged, target) = (_hall.Member("dispatch")?.Number("agedAfterMinutes") ?? new DispatchRules().AgedAfterMinutes, slowest.Number("targetMinutes") ?? 0);
        if (aged < 2 * target) Tell(_hall.Member("dispatch")?.Member("agedAfterMinutes") ?? slowest.Member("targetMinutes")!.Value, AgedTooSoon, aged, target, 2 * target);
    }

    private void CheckKept()
    {
        var kept = _hall.Member("tide")?.List("keeps") ?? [];
        Unlike(kept, "category");
        foreach (var keeps in kept)
        {
            Refers(keeps.Member("category"), HallFileWord.Category, _categories);
            if (keeps.Text("category") is not { } category || keeps.Number("windows") is not { } least) continue;
            var most = _windows.Count(w => w.Text("category") == category || w.List("tidalFor").Any(c => c.AsText == category));
            if (least > most && KindOf(category) is not null) Tell(keeps.Member("windows")!.Value, KeepsTooMany, category, least, most);
        }
    }

    private void CheckNames()
    {
        foreach (var list in new[] { _categories, _zones, _themes, _windows, _devices, _items }) Unlike(list, "id");
        // Kiosks, displays and cabinets are places all: devices and surfaces are addressed by that name alone.
        Unlike([.. _kiosks, .. _displays, .. _hall.List("cabinets")], "id");
        Unlike(_categories, "prefix");
        Unlike(_windows, "number");
        // What shows or orders for two would show or order the wrong one's.
        foreach (var (member, _) in WindowDevices) Unlike(_windows, member);
        Unlike(_kiosks, "scanner");
    }

    private void CheckSector(HallFileEntry category)
    {
        if (category.Text("kind") is not { } kind) return;
        var sector = category.Member("sector");
        if (kind == nameof(CategoryKind.Sector) && sector is null) Tell(category, SectorMissing, (object)Enum.GetNames<Sector>());
        if (kind != nameof(CategoryKind.Sector) && sector is { } extra) Tell(extra, SectorNotAllowed, kind);
    }

    private void CheckWindow(HallFileEntry window)
    {
        if (window.Text("spokenPinyin") is { } pinyin)
        {
            var (syllables, signs) = (pinyin.Split(' ').Length, (window.Member("spokenPlace")?.Text("zh") ?? "").Count(char.IsLetterOrDigit));
            if (syllables != signs) Tell(window.Member("spokenPinyin")!.Value, PinyinDoesNotFit, syllables, signs);
        }
        Refers(window.Member("category"), HallFileWord.Category, _categories);
        Refers(window.Member("zone"), HallFileWord.Zone, _zones);
        CheckDevices(window, WindowDevices);
        var (own, helps, green, targets) = (window.Text("category"), window.List("helps"), window.List("helpsGreen"), window.List("tidalFor"));
        foreach (var list in new[] { helps, green, targets })
        {
            Unlike(list);
            foreach (var category in list) CheckHelp(category, own);
        }
        foreach (var twice in green.Where(g => helps.Any(h => h.AsText == g.AsText))) Tell(twice, GreenHelpedAlready, twice.AsText ?? "");
        var kind = KindOf(own);
        if (kind is null) return;
        if (Forbidden(kind) is { } hallKind) Tell(window.Member("category")!.Value, KindNotAllowed, kind, hallKind, Enum.GetNames<CategoryKind>().Where(k => Forbidden(k) is null).ToList());
        var tidal = IsTidal(own);
        if (tidal && targets.Length == 0) Tell(window, TidalTargetsMissing);
        foreach (var (member, list) in new[] { ("helps", helps), ("helpsGreen", green) })
            if (tidal && list.Length > 0) Tell(window.Member(member)!.Value, TidalHelps, member);
        if (!tidal && targets.Length > 0) Tell(window.Member("tidalFor")!.Value, TidalTargetsNotAllowed, kind);
        if (!tidal && window.Member("onCall") is { Element.ValueKind: System.Text.Json.JsonValueKind.True } onCall) Tell(onCall, OnCallNotTidal, kind);
    }

    private void CheckHelp(HallFileEntry category, string? own)
    {
        Refers(category, HallFileWord.Category, _categories);
        if (category.AsText is { } name && name == own) Tell(category, HelpsItself, name);
        else if (IsTidal(category.AsText)) Tell(category, TidalIsNoTarget, category.AsText!);
    }

    /// <summary>A convenience station has no sector windows. The hall's kind where it forbids, else null.</summary>
    private string? Forbidden(string kind) =>
        _hall.Text("kind") is nameof(HallKind.ConvenienceStation) and var hallKind && kind == nameof(CategoryKind.Sector) ? hallKind : null;

    private void CheckFamilies()
    {
        if (_hall.Text("kind") is not nameof(HallKind.ProvincialCentre) || _windows.Length == 0) return;
        foreach (var (family, prefix, atLeast) in ProvincialCentre)
        {
            var count = _windows.Count(w => KindOf(w.Text("category"))?.StartsWith(prefix, StringComparison.Ordinal) is true);
            if (count < atLeast) Tell(_hall.Member("windows")!.Value, TooFewWindows, family, count, atLeast);
        }
    }

    private void CheckKiosk(HallFileEntry kiosk)
    {
        Refers(kiosk.Member("zone"), HallFileWord.Zone, _zones);
        CheckDevices(kiosk, KioskDevices);
    }

    private void CheckDevices(HallFileEntry place, (string Member, DeviceKind Kind)[] allowed)
    {
        foreach (var (member, wanted) in allowed) MustBe(place.Member(member), wanted);
    }

    /// <summary>Where a device is named it is one of the hall's, and of that kind.</summary>
    private void MustBe(HallFileEntry? named, DeviceKind wanted)
    {
        if (named is not { } device) return;
        Refers(device, HallFileWord.Device, _devices);
        if (_devices.Where(d => d.Text("id") == device.AsText).Select(d => d.Text("kind")).FirstOrDefault() is { } kind && kind != wanted.ToString())
            Tell(device, WrongDeviceKind, device.AsText ?? "", kind, wanted.ToString());
    }

    private void CheckItem(HallFileEntry item)
    {
        Refers(item.Member("theme"), HallFileWord.Theme, _themes);
        Refers(item.Member("category"), HallFileWord.Category, _categories);
        if (IsTidal(item.Text("category"))) Tell(item.Member("category")!.Value, ItemInTidalCategory, item.Text("category")!);
        foreach (var step in item.List("then"))
        {
            Refers(step.Member("category"), HallFileWord.Category, _categories);
            Refers(step.Member("item"), HallFileWord.Item, _items);
            if (IsTidal(step.Text("category"))) Tell(step.Member("category")!.Value, ItemInTidalCategory, step.Text("category")!);
        }
    }

    /// <summary>Told once a category, not once an item: a hall without its tax window lacks one thing, not eighty.</summary>
    private void CheckServed()
    {
        var served = _windows.SelectMany(w => w.List("helps").Concat(w.List("tidalFor")).Select(c => c.AsText).Append(w.Text("category"))).ToHashSet();
        foreach (var category in _categories.Where(c => c.Text("id") is { } id && !served.Contains(id) && !IsTidal(id)))
        {
            var items = _items.Where(i => i.List("then").Prepend(i).Any(step => step.Text("category") == category.Text("id"))).ToList();
            if (items.Count > 0) Tell(category, NobodyServes, category.Text("id")!, items.Count, items[0].Text("id") ?? items[0].Place);
        }
    }

    private void CheckQuotas()
    {
        Unlike(_quotas, "item");
        Unlike(_quotas, "category");
        foreach (var quota in _quotas)
        {
            if (quota.Member("item") is null == quota.Member("category") is null) Tell(quota, QuotaNeedsOneTarget);
            if (quota.Member("perDay") is null && quota.List("segments").Length == 0) Tell(quota, QuotaLimitsNothing);
            Refers(quota.Member("category"), HallFileWord.Category, _categories);
            if (_hasItems) Refers(quota.Member("item"), HallFileWord.Item, _items);
        }
    }

    private void CheckDepartment(HallFileEntry department)
    {
        Refers(department.Member("category"), HallFileWord.Category, _categories);
        if (IsTidal(department.Text("category"))) Tell(department.Member("category")!.Value, TidalIsNoTarget, department.Text("category")!);
        foreach (var letter in department.List("authorisations"))
        {
            if (_hasItems) foreach (var item in letter.List("items")) Refers(item, HallFileWord.Item, _items);
            // Dates written as years, months and days compare as texts.
            if (letter.Text("from") is { } from && letter.Text("until") is { } until && string.CompareOrdinal(until, from) < 0) Tell(letter, AuthorisationEmpty, from, until);
        }
    }

    private void CheckSlots(HallFileEntry slots)
    {
        Refers(slots.Member("category"), HallFileWord.Category, _categories);
        if (IsTidal(slots.Text("category"))) Tell(slots.Member("category")!.Value, TidalIsNoTarget, slots.Text("category")!);
    }

    private string? KindOf(string? category) => category is null ? null : _kindOf.GetValueOrDefault(category);

    private bool IsTidal(string? category) => KindOf(category) is nameof(CategoryKind.DedicatedTidal);

    private void Refers(HallFileEntry? reference, HallFileWord to, HallFileEntry[] known)
    {
        if (reference is { AsText: { } name } entry && known.All(k => k.Text("id") != name))
            Tell(entry, UnknownReference, name, to, known.Select(k => k.Text("id")).OfType<string>().ToList());
    }

    private void Unlike(HallFileEntry[] list, string member) => Unlike([.. list.Select(e => e.Member(member)).OfType<HallFileEntry>()]);

    private void Unlike(HallFileEntry[] values)
    {
        foreach (var same in values.GroupBy(v => v.Element.GetRawText()).Where(g => g.Count() > 1))
            foreach (var again in same.Skip(1)) Tell(again, Duplicate, again.AsText ?? same.Key, same.First().Place);
    }

    private void Tell(HallFileEntry entry, HallFileMistakeCode code, params object[] arguments) => _mistakes.Add(new(entry.File, entry.Place, code, arguments));
}
