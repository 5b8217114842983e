using System.Globalization;
using TidalHall.Core.HallFiles;

namespace TidalHall.Core.Tests.HallFiles;

/// <summary>A right hall file with one of everything, in which a test writes its mistake.</summary>
internal static class SmallFile
{
    public const string Hall = """
        {
          "id": "small", "name": {"zh": "小厅", "en": "Small hall"}, "kind": "CountyCentre", "timeZone": "Asia/Shanghai", "dayTurnsAt": "04:00",
          "hours": [{"days": ["Monday", "Tuesday"], "from": "09:00", "to": "12:00"}, {"days": ["Monday"], "from": "13:00", "to": "17:00"}],
          "itemsFile": "small.items.json",
          "rules": {"maxRecalls": 5, "quotas": [{"item": "tax-return", "perDay": 9, "segments": [{"from": "09:00", "to": "10:00", "tickets": 4}]}]},
          "themes": [{"id": "all", "name": {"zh": "全部"}, "icon": "home"}],
          "categories": [
            {"id": "intake", "kind": "UnifiedIntake", "name": {"zh": "综合受理"}, "prefix": "A", "targetMinutes": 20, "colour": "#1f5fa8"},
            {"id": "tax", "kind": "Sector", "name": {"zh": "税务"}, "prefix": "T", "targetMinutes": 20, "colour": "#9c3d5a", "sector": "Tax"},
            {"id": "tide", "kind": "DedicatedTidal", "name": {"zh": "潮汐"}, "prefix": "W", "targetMinutes": 20, "colour": "#0077a3"}
          ],
          "zones": [{"id": "a", "name": {"zh": "A 区"}}],
          "windows": [
            {"id": "w1", "number": 1, "category": "intake", "zone": "a"},
            {"id": "w2", "number": 2, "category": "tax", "zone": "a", "helps": ["intake"]},
            {"id": "w3", "number": 3, "category": "tide", "zone": "a", "tidalFor": ["intake", "tax"]}
          ],
          "kiosks": [{"id": "kiosk-1", "name": {"zh": "取号机"}, "zone": "a", "printer": "printer-1", "reader": "reader-1"}],
          "displays": [{"id": "screen", "name": {"zh": "屏"}, "zones": ["a"]}],
          "devices": [
            {"id": "printer-1", "kind": "Printer", "profile": "sim-printer-80", "name": {"zh": "打印机"}},
            {"id": "reader-1", "kind": "IdReader", "profile": "sim-reader", "name": {"zh": "阅读器"}}
          ]
        }
        """;

    public const string Items = """
        {"items": [
          {"id": "id-card", "name": {"zh": "身份证"}, "department": "公安", "theme": "all", "category": "intake", "minutes": 6},
          {"id": "tax-return", "name": {"zh": "报税"}, "department": "税务", "theme": "all", "category": "tax", "minutes": 9}
        ]}
        """;

    public static readonly CultureInfo English = new("en"), Chinese = new("zh-CN");

    /// <summary>The sentences without the lines they stand on.</summary>
    public static string[] Mistakes(string hall, string items, CultureInfo? culture = null) =>
        [.. HallFile.Read(hall, "small.json", items, "small.items.json").Mistakes.Select(m => (m with { Line = null }).In(culture ?? English))];

    /// <summary>The texts with each pair's first put in the place of its second.</summary>
    public static (string Hall, string Items) With(params (string Find, string Put)[] edits)
    {
        var (hall, items) = (Hall, Items);
        foreach (var (find, put) in edits)
        {
            var inHall = hall.Split(find).Length - 1;
            var inItems = items.Split(find).Length - 1;
            Assert.Equal(1, inHall + inItems);
            (hall, items) = (hall.Replace(find, put), items.Replace(find, put));
        }
        return (hall, items);
    }
}
