using System.ComponentModel.DataAnnotations;
using System.Globalization;
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

    private static IEnumerable<string> Mistakes(DeviceProfile profile, string fileName) =>
    [
        .. ModelMistakes(profile, fileName),
        .. typeof(DeviceProfile).GetProperties().Where(p => p.GetValue(profile) is not null).SelectMany(p => RangeMistakes(Name(p), p.GetValue(profile)!)),
        .. LineMistakes(profile),
        .. profile.Printer is { } printer ? PrinterMistakes(printer) : [],
        .. profile.CardReader is { } reader ? ReaderMistakes(reader) : [],
        .. profile.LockerBoard is { } board ? LockerMistakes(board) : [],
        .. profile.WindowSign is { } sign ? SignMistakes(sign) : [],
        .. profile.CallerPad is { } pad ? PadMistakes(pad) : [],
    ];

    private static IEnumerable<string> ModelMistakes(DeviceProfile profile, string fileName)
    {
        if (!TextId.IsValid(profile.Model) || profile.Model != fileName) yield return $"model: \"{profile.Model}\" is not the file's name. Allowed: \"{fileName}\".";
        foreach (var family in Enum.GetNames<DeviceFamily>())
        {
            var facts = typeof(DeviceProfile).GetProperty(family)!;
            var (isOurs, isThere) = (family == profile.Family.ToString(), facts.GetValue(profile) is not null);
            if (isOurs && !isThere) yield return $"{Name(facts)}: is missing. A {family} needs it.";
            if (!isOurs && isThere) yield return $"{Name(facts)}: a {profile.Family} has none. Leave it out.";
        }
        if (profile.Simulated && profile.Seen != Evidence.SimulatedOnly) yield return $"seen: {profile.Seen} is not allowed of a simulated device. Allowed: SimulatedOnly.";
        if (profile.Seen != Evidence.SimulatedOnly && string.IsNullOrWhiteSpace(profile.Source)) yield return $"source: is missing. {profile.Seen} says that there is one.";
    }

    private static IEnumerable<string> RangeMistakes(string section, object facts) =>
        facts.GetType().Namespace != typeof(ProfileFile).Namespace || facts.GetType().IsEnum
            ? []
            : facts.GetType().GetProperties()
                .Select(p => (Property: p, Range: p.GetCustomAttribute<RangeAttribute>(), Value: p.GetMethod!.IsPublic ? p.GetValue(facts) : null))
                .Where(p => p.Range is { } range && !range.IsValid(p.Value))
                .Select(p => $"{section}.{Name(p.Property)}: {p.Value} is not allowed. Allowed: {p.Range!.Minimum} to {p.Range.Maximum}.");

    private static IEnumerable<string> LineMistakes(DeviceProfile profile)
    {
        if (profile.Typed is not null && profile is not ({ CardReader.Codec: CardReaderCodec.Keyboard } or { CodeScanner: not null })) yield return "typed: only scanners and readers with the codec Keyboard type. Leave it out.";
        if (profile is { Typed: not null, Serial: not null } or { Typed: not null, Tcp: not null }) yield return "typed: goes with neither serial nor tcp. Give one of them.";
        if (profile.Serial is not { } serial) yield break;
        if (!SerialFacts.Bauds.Contains(serial.Baud)) yield return $"serial.baud: {serial.Baud} is not allowed. Allowed: {string.Join(", ", SerialFacts.Bauds)}.";
        if (serial.PaceBytes > 0 != serial.PaceMs > 0) yield return "serial.paceBytes: goes with serial.paceMs. Give both or neither.";
        if (serial.Rts && serial.Flow is SerialFlow.RtsCts) yield return "serial.rts: is the flow control's own with RtsCts. Leave it out.";
    }

    private static IEnumerable<string> PrinterMistakes(PrinterFacts printer)
    {
        if (printer.PaperDots % 24 != 0) yield return $"printer.paperDots: {printer.PaperDots} is no whole number of Hanzi. Allowed: a multiple of 24.";
        if (printer.StatusQueries.Any(q => q is < 1 or > 4)) yield return "printer.statusQueries: allowed are 1 to 4.";
        if (printer is { BufferBytes: not null, Proof: not PrintProof.InOrder }) yield return "printer.bufferBytes: needs the proof InOrder. Leave it out, and let the line's flow control or pace stop the sender.";
        if (printer.Proof is PrintProof.RealTime && printer.StatusQueries.Length == 0) yield return "printer.proof: RealTime needs statusQueries. Allowed without: None, InOrder.";
    }

    private static IEnumerable<string> ReaderMistakes(CardReaderFacts reader)
    {
        if (reader.Separator.Length != 1) yield return $"cardReader.separator: \"{reader.Separator}\" is not one character.";
        if (reader.NameField == reader.NumberField) yield return $"cardReader.nameField: {reader.NameField} is the number's. Allowed: another, or 0 for none.";
        if (reader.FailuresToReset >= reader.FailuresToReopen || reader.FailuresToReopen >= reader.FailuresToAlarm) yield return "cardReader.failuresToReset, failuresToReopen, failuresToAlarm: each must be larger than the one before.";
    }

    private static IEnumerable<string> LockerMistakes(LockerFacts board)
    {
        var (firstBoard, lastBoard, locks) = board.Codec switch
        {
            LockerCodec.Cu16 => (0, 15, 16),
            LockerCodec.EightA => (1, 31, 50),
            LockerCodec.Wkly => (0, 255, 64),
            _ => throw new InvalidOperationException($"No codec {board.Codec}."),
        };
        if (board.Board < firstBoard || board.Board > lastBoard) yield return $"lockerBoard.board: {board.Board} is not allowed with {board.Codec}. Allowed: {firstBoard} to {lastBoard}.";
        if (board.Locks > locks) yield return $"lockerBoard.locks: {board.Locks} is not allowed with {board.Codec}. Allowed: 1 to {locks}.";
        if (board.Senses && board.Codec is not LockerCodec.Cu16) yield return $"lockerBoard.senses: {board.Codec} has no question for it. Allowed with: Cu16.";
    }

    private static IEnumerable<string> SignMistakes(WindowSignFacts sign)
    {
        if (sign.Codec is WindowSignCodec.GbkLine == (sign.Hanzi == 0)) yield return $"windowSign.hanzi: {sign.Hanzi} is not allowed with {sign.Codec}. Allowed: {(sign.Codec is WindowSignCodec.GbkLine ? "1 to 32" : "0")}.";
    }

    private static IEnumerable<string> PadMistakes(CallerPadFacts pad)
    {
        if (pad.Keys.Count == 0) yield return "callerPad.keys: is missing. A pad needs at least one key.";
        foreach (var key in pad.Keys.Keys.Where(k => !byte.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code == 0))
            yield return $"callerPad.keys: \"{key}\" is no code of a key. Allowed: 1 to 255.";
    }

    private static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}

/// <summary>A profile that cannot be used; the message says why, for the person at the keyboard.</summary>
public sealed class ProfileException(string message, Exception? inner = null) : Exception(message, inner);
