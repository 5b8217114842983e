using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Hosting;

/// <summary>Reads the hall file and the items' file beside it.</summary>
internal static class HallFiles
{
    /// <exception cref="StartRefused">A file is missing or has mistakes; all of them are in the message.</exception>
    public static LoadedHall Read(string path)
    {
        var text = ReadText(path);
        try
        {
            var plan = HallEventJson.ReadPlan(text)!;
            var itemsText = ReadText(Path.Combine(Path.GetDirectoryName(path)!, plan.ItemsFile));
            using var items = JsonDocument.Parse(itemsText);
            plan = plan with { Items = HallEventJson.ReadItems(items.RootElement.GetProperty("items").GetRawText())! };
            return new(plan, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text + itemsText))));
        }
        catch (JsonException e)
        {
            throw new StartRefused($"{path}: {e.Message}", e);
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"{path}: {e.Message}", e);
        }
    }
}
