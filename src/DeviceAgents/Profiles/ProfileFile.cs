using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Profiles;

/// <summary>Reads a file of <c>hardware-profiles</c> and tells what is wrong with it.</summary>
public static class ProfileFile
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="ProfileException">The file is missing or has mistakes; the message names file, place and what is allowed.</exception>
    public static DeviceProfile Read(string path)
    {
        try
        {
            var profile = JsonSerializer.Deserialize<DeviceProfile>(File.ReadAllText(path), Options) ?? throw new JsonException("the file is null.");
            var mistakes = Mistakes(profile, Path.GetFileNameWithoutExtension(path)).ToList();
            return mistakes.Count == 0 ? profile : throw new ProfileException(string.Join(Environment.NewLine, mistakes.Select(m => $"{path}: {m}")));
        }
        catch (JsonException e)
        {
            throw new ProfileException($"{path}: line {e.LineNumber + 1}: {e.Path}: {e.Message.Split(" Path:")[0]}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProfileException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>A profile shipped beside the program, by its bare name.</summary>
    /// <exception cref="ProfileException">There is none of that name.</exception>
    public static DeviceProfile Shipped(string model) => Read(Path.Combine(AppContext.BaseDirectory, "hardware-profiles", model + ".json"));

    private static IEnumerable<string> Mistakes(DeviceProfile profile, string fileName)
    {
        if (!TextId.IsValid(profile.Model) || profile.Model != fileName) yield return $"model: \"{profile.Model}\" is not the file's name. Allowed: \"{fileName}\".";
        if (profile.Tcp is { Port: < 1 or > 65535 } tcp) yield return $"tcp.port: {tcp.Port} is not allowed. Allowed: 1 to 65535.";
        if (profile.Family is DeviceFamily.SimulatedReader && profile.Printer is not null) yield return "printer: a reader has none. Leave it out.";
        if (profile.Family is DeviceFamily.EscPosPrinter or DeviceFamily.SimulatedPrinter && profile.Printer is null) yield return "printer: is missing. {} is enough.";
        if (profile.Printer is not { } printer) yield break;
        if (printer.PaperDots is < PrinterFacts.MinPaperDots or > PrinterFacts.MaxPaperDots || printer.PaperDots % 24 != 0)
            yield return $"printer.paperDots: {printer.PaperDots} is not allowed. Allowed: {PrinterFacts.MinPaperDots} to {PrinterFacts.MaxPaperDots}, a multiple of 24.";
        if (printer.CutFeedDots is < 0 or > PrinterFacts.MaxCutFeedDots) yield return $"printer.cutFeedDots: {printer.CutFeedDots} is not allowed. Allowed: 0 to {PrinterFacts.MaxCutFeedDots}.";
        if (printer.QrModuleDots is < 3 or > 12) yield return $"printer.qrModuleDots: {printer.QrModuleDots} is not allowed. Allowed: 3 to 12.";
        if (printer.StatusQueries.Any(q => q is < 1 or > 4)) yield return "printer.statusQueries: allowed are 1 to 4.";
        if (printer.ProofSeconds is < 1 or > 60) yield return $"printer.proofSeconds: {printer.ProofSeconds} is not allowed. Allowed: 1 to 60.";
        if (printer.PollSeconds is < 1 or > 300) yield return $"printer.pollSeconds: {printer.PollSeconds} is not allowed. Allowed: 1 to 300.";
    }
}

/// <summary>A profile that cannot be used; the message says why, for the person at the keyboard.</summary>
public sealed class ProfileException(string message, Exception? inner = null) : Exception(message, inner);
