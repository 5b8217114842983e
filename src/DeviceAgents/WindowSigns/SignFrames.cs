using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.WindowSigns;

/// <summary>What window signs are sent. They answer nothing.</summary>
/// <remarks>Source: docs/devices.md, "Window signs".</remarks>
internal static class SignFrames
{
    private const byte Stx = 0x02, Etx = 0x03;

    /// <summary>What is sent so that the sign shows this, or null: it shows numbers, and there is none it can show.</summary>
    internal static byte[]? Show(WindowSignFacts facts, IReadOnlyList<string> forms) => facts.Codec switch
    {
        WindowSignCodec.GbkLine => GbkLine(facts.Address, SignText.Fit(forms, 2 * facts.Hanzi)),
        WindowSignCodec.Counter3A => Number(facts, forms) is { } number ? Counter3A(facts, number) : null,
        WindowSignCodec.NumberBoard => Number(facts, forms) is { } number ? NumberBoard(facts.Address, number) : null,
        _ => throw new InvalidOperationException($"No codec {facts.Codec}."),
    };

    private static int? Number(WindowSignFacts facts, IReadOnlyList<string> forms) => SignText.Number(forms) is { } number && number <= facts.MaxNumber ? number : null;

    private static byte[] GbkLine(int address, byte[] text)
    {
        byte[] body = [(byte)address, (byte)text.Length, .. text];
        return [Stx, .. body, FrameStart.Sum(body), Etx];
    }

    private static byte[] Counter3A(WindowSignFacts facts, int number)
    {
        byte[] body = [0x3A, (byte)facts.Colour, (byte)number, (byte)(number >> 8), (byte)facts.Info];
        return [.. body, FrameStart.Sum(body), 0x0A];
    }

    private static byte[] NumberBoard(int address, int number)
    {
        byte[] body = [(byte)address, (byte)(number >> 8), (byte)number];
        return [.. body, FrameStart.Sum(body)];
    }
}
