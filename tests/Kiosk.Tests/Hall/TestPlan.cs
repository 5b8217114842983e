using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Tests;

/// <summary>A hall of two categories with a kiosk, its printer and its reader.</summary>
internal static class TestPlan
{
    internal static readonly DateTimeOffset Nine = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    internal static readonly ItemId Passport = new("passport"), TaxReturn = new("tax-return");
    internal static readonly CategoryId Intake = new("intake"), Tax = new("tax");
    internal static readonly WindowId W1 = new("w1"), W2 = new("w2"), W3 = new("w3");
    internal static readonly DeviceId Printer = new("printer-1"), Reader = new("reader-1");
    internal static readonly PlaceId Place = new("kiosk-1");
    internal static readonly Actor Clerk = new(ActorKind.Staff, new("anna"), Roles.IntakeClerk);
    internal static readonly Actor Chief = new(ActorKind.Staff, new("chief"), Roles.Manager);

    /// <summary>Open round the clock: two windows take passports, one taxes.</summary>
    internal static HallPlan Whole => new()
    {
        Id = new("small"), Name = new("小厅", "Small hall"), Kind = HallKind.CountyCentre, TimeZone = "Asia/Shanghai", ItemsFile = "small.items.json",
        Themes = [new(new("papers"), new("证件", "Papers"), "badge"), new(new("money"), new("税务", "Taxes"), "receipt_long")],
        Categories = [new(Intake, CategoryKind.UnifiedIntake, new("综合收件", "Intake"), "A", 20, "#1e66f5"), new(Tax, CategoryKind.Sector, new("税务", "Tax"), "T", 20, "#1e66f5", Sector.Tax)],
        Zones = [new(new("a"), new("A 区", "Zone A"))],
        Windows = [Window(W1, 1, Intake), Window(W2, 2, Intake), Window(W3, 3, Tax)],
        Kiosks = [new(Place, new("正门取号机", "Main door"), new("a"), Printer, Reader)],
        Devices = [new(Printer, DeviceKind.Printer, "sim-printer-80", new("打印机")), new(Reader, DeviceKind.IdReader, "sim-reader", new("读卡器"))],
        Items =
        [
            Item(Passport, "普通护照签发", "Ordinary passport", "papers", Intake) with { Common = true, Materials = ["居民身份证"], Words = ["出国"] },
            Item(TaxReturn, "纳税申报", "Tax return", "money", Tax) with { Common = true },
            .. Enumerable.Range(1, 20).Select(n => Item(new($"paper-{n:00}"), $"第 {n} 种证明", null, "papers", Intake)),
        ],
    };

    /// <summary>The same hall, open on no day of the week.</summary>
    internal static HallPlan Closed => Whole with { Hours = [new([DayOfWeek.Sunday], new(9, 0), new(10, 0))] };

    private static ServiceWindow Window(WindowId id, int number, CategoryId category) => new() { Id = id, Number = number, Category = category, Zone = new("a") };

    private static ServiceItem Item(ItemId id, string zh, string? en, string theme, CategoryId category) =>
        new() { Id = id, Name = new(zh, en), Department = "某局", Theme = new(theme), Category = category, Minutes = 10 };
}
