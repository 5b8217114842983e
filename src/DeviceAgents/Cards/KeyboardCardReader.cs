using System.Buffers;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Cards;

/// <summary>A reader that types a line per card: fields with a sign between them.</summary>
internal sealed class KeyboardCardReader(DeviceId device, CardReaderFacts facts, ITransport transport, TimeProvider time) : ListeningDriver(device, transport, time, 2 * TextLines.MaxLength), ICardReader
{
    private readonly TextLines _lines = new();

    public event Action<CardRead>? Read;
    public event Action<CardTrouble>? Troubled;

    protected override OperationStatus Take(ReadOnlySpan<byte> bytes, out int consumed)
    {
        var status = _lines.Read(bytes, out var length, out consumed);
        if (status is not OperationStatus.Done) return status;
        var text = LineText.Read(bytes[..length], facts.Text);
        var fields = text?.Split(facts.Separator, StringSplitOptions.TrimEntries) ?? [];
        var today = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime.AddDays(1));
        if (IdNumber.TryRead(Field(fields, facts.NumberField), today, out var number)) Read?.Invoke(new(Device, number, Field(fields, facts.NameField)));
        else Troubled?.Invoke(CardTrouble.PresentAgain);
        return text is null ? OperationStatus.InvalidData : status;
    }

    protected override void Forget()
    {
        base.Forget();
        _lines.Clear();
    }

    private static string Field(string[] fields, int at) => at >= 1 && at <= fields.Length ? fields[at - 1] : "";
}
