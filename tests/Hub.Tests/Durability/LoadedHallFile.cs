using System.Text.Json;
using System.Text.Json.Nodes;

namespace TidalHall.Hub.Tests.Durability;

/// <summary>The demo hall with room for the tickets of a test: more than any hall gives in a day.</summary>
internal sealed record LoadedHallFile(string Path, Core.Halls.HallId Hall, string[] Items, string[] Windows)
{
    public static LoadedHallFile WriteTo(string folder)
    {
        var halls = System.IO.Path.Combine(AppContext.BaseDirectory, "halls");
        var plan = JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(halls, "provincial-centre.json")))!;
        plan["rules"]!["dailyMaximum"] = 99_999;
        var itemsFile = plan["itemsFile"]!.GetValue<string>();
        File.Copy(System.IO.Path.Combine(halls, itemsFile), System.IO.Path.Combine(folder, itemsFile), overwrite: true);
        Directory.CreateDirectory(System.IO.Path.Combine(folder, "calendars"));
        foreach (var calendar in Directory.GetFiles(System.IO.Path.Combine(halls, "calendars"), "*.json")) File.Copy(calendar, System.IO.Path.Combine(folder, "calendars", System.IO.Path.GetFileName(calendar)), overwrite: true);
        var path = System.IO.Path.Combine(folder, "hall.json");
        File.WriteAllText(path, plan.ToJsonString());
        using var items = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(halls, itemsFile)));
        var list = items.RootElement.ValueKind is JsonValueKind.Array ? items.RootElement : items.RootElement.GetProperty("items");
        // One item a category: the numbers of a day are spread over all letters.
        var spread = list.EnumerateArray().GroupBy(i => i.GetProperty("category").GetString()).Select(g => g.First().GetProperty("id").GetString()!).ToArray();
        var windows = plan["windows"]!.AsArray().Select(w => w!["id"]!.GetValue<string>()).Take(2).ToArray();
        return new(path, new(plan["id"]!.GetValue<string>()), spread, windows);
    }
}
