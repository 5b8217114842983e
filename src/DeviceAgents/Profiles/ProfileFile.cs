using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Profiles;

/// <summary>Reads a file of <c>hardware-profiles</c> and tells what is wrong with it.</summary>
public static class ProfileFile
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
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
    public static DeviceProfile Shipped(string model)
    {
        if (ShippedModels.Contains(model)) return Read(Path.Combine(ShippedFolder, model + ".json"));
        throw new ProfileException($"There is no profile \"{model}\". Shipped are: {string.Join(", ", ShippedModels)}.");
    }

    private static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "hardware-profiles");

    /// <summary>The names of the shipped profiles, sorted.</summary>
    internal static IReadOnlyList<string> ShippedModels =>
        [.. Directory.GetFiles(ShippedFolder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(f => !f.EndsWith(".schema", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Mistakes(DeviceProfile profile, string fileName)
    {
        if (!TextId.IsValid(profile.Model) || profile.Model != fileName) yield return $"model: \"{profile.Model}\" is not the file's name. Allowed: \"{fileName}\".";
        if (profile.Tcp is { Port: < 1 or > 65535 } tcp) yield return $"tcp.port: {tcp.Port} is not allowed. Allowed: 1 to 65535.";
        if (profile.Family is DeviceFamily.SimulatedReader && profile.Printer is not null) yield return "printer: a reader has none. Leave it out.";
        if (profile.Family is DeviceFamily.EscPosPrinter or DeviceFamily.SimulatedPrinter && profile.Printer is null) yield return "printer: is missing. {} is enough.";
        if (profile.Printer is not { } printer) yield break;
        foreach (var property in typeof(PrinterFacts).GetProperties())
            if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(property.GetValue(printer)))
                yield return $"printer.{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}: {property.GetValue(printer)} is not allowed. Allowed: {range.Minimum} to {range.Maximum}.";
        if (printer.PaperDots % 24 != 0) yield return $"printer.paperDots: {printer.PaperDots} is no whole number of Hanzi. Allowed: a multiple of 24.";
        if (printer.StatusQueries.Any(q => q is < 1 or > 4)) yield return "printer.statusQueries: allowed are 1 to 4.";
        if (printer is { BufferBytes: not null, Proof: not PrintProof.InOrder }) yield return "printer.bufferBytes: needs the proof InOrder. Leave it out, and let the line's flow control or pace stop the sender.";
        if (printer.Proof is PrintProof.RealTime && printer.StatusQueries.Length == 0) yield return "printer.proof: RealTime needs statusQueries. Allowed without: None, InOrder.";
    }
}

/// <summary>A profile that cannot be used; the message says why, for the person at the keyboard.</summary>
public sealed class ProfileException(string message, Exception? inner = null) : Exception(message, inner);
