using System.Buffers;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Cards;

/// <summary>Drives a reader with a SAM: finds, selects and reads, all of a card from one selection.</summary>
internal sealed class SamCardReader(DeviceId device, CardReaderFacts facts, DeadlineFacts deadlines, ITransport transport, TimeProvider time) : Driver(device), ICardReader
{
    // What of a card of another kind stands for its number.
    private const string Other = "";
    private int _failures;
    private bool _isToldToPresentAgain;
    // The number of the card that was told and may still lie there: some readers find it again and again. Gone with the card.
    private string? _lying;

    public event Action<CardRead>? Read;
    public event Action<CardTrouble>? Troubled;

    public override async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await using var line = await transport.OpenAsync(cancel);
                await WatchAsync(new(line, deadlines, time, SamFrames.MaxLength + 64), cancel);
            }
            catch (LineException)
            {
                _lying = null;
                Is(DeviceState.Offline, DeviceFault.Unreachable);
            }
            await Task.Delay(BeforeReopening, time, cancel);
        }
    }

    /// <summary>What answers as a SAM does, or null. Only its state is asked for.</summary>
    internal static async Task<string?> IdentifyAsync(ILine line, DeadlineFacts deadlines, TimeProvider time, CancellationToken cancel) =>
        await new Exchange(line, deadlines, time).AskAsync<SamReply>(SamFrames.AskStatus, SamFrames.Read, cancel) is { } reply ? $"ID card reader with a SAM ({reply.Status})" : null;

    /// <summary>Ends when the line is to be opened anew.</summary>
    private async Task WatchAsync(Exchange reader, CancellationToken cancel)
    {
        while (true)
        {
            if (await LookAsync(reader, cancel))
            {
                _failures = 0;
            }
            else
            {
                _failures++;
                if (_failures >= facts.FailuresToAlarm) Fail();
                else if (Health.State is DeviceState.Unknown) Is(DeviceState.Unknown, DeviceFault.NoAnswer);
                if (_failures % facts.FailuresToReopen == 0) return;
                if (_failures % facts.FailuresToReset == 0) await reader.AskAsync<SamReply>(SamFrames.Reset, SamFrames.Read, cancel);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(facts.PollMs), time, cancel);
        }
    }

    /// <returns>False: the reader did not do as it should.</returns>
    private async Task<bool> LookAsync(Exchange reader, CancellationToken cancel)
    {
        switch ((await reader.AskAsync<SamReply>(SamFrames.Find, SamFrames.Read, cancel))?.Status)
        {
            case SamStatus.NoCard:
                (_lying, _isToldToPresentAgain) = (null, false);
                Is(DeviceState.Ready);
                return true;
            case SamStatus.Found:
                Is(DeviceState.Ready);
                return await ReadAsync(reader, cancel);
            case SamStatus.CardFailed:
                Is(DeviceState.Ready);
                PresentAgain();
                return true;
            case SamStatus.NeedsService:
                Fail();
                return true;
            default:
                return false;
        }
    }

    private async Task<bool> ReadAsync(Exchange reader, CancellationToken cancel)
    {
        if (await reader.AskAsync<SamReply>(SamFrames.Select, SamFrames.Read, cancel) is not { } selected)
        {
            PresentAgain();
            return false;
        }
        if (selected.Status is not SamStatus.Done) return Judge(selected.Status);
        if (await reader.AskAsync<Card>(SamFrames.ReadCard, ReadCard, TimeSpan.FromMilliseconds(facts.ReadMs), cancel) is not { } card)
        {
            PresentAgain();
            return false;
        }
        if (card.Status is not SamStatus.Done) return Judge(card.Status);
        switch (card.Page)
        {
            case CardPage.Resident:
                if (_lying == card.Number) return true;
                (_lying, _isToldToPresentAgain) = (card.Number, false);
                Read?.Invoke(new(Device, card.Number, card.Name));
                return true;
            case CardPage.Other:
                OtherCard();
                return true;
            case CardPage.Unreadable:
                PresentAgain();
                return true;
            default:
                throw new InvalidOperationException($"No page {card.Page}.");
        }
    }

    /// <returns>False: it is the reader's doing, not the card's.</returns>
    private bool Judge(SamStatus status)
    {
        switch (status)
        {
            case SamStatus.WrongCard:
                OtherCard();
                return true;
            case SamStatus.NeedsService:
                Fail();
                return true;
            case SamStatus.NotUnderstood:
                return false;
            case SamStatus.Unlisted or SamStatus.Found or SamStatus.Done or SamStatus.NoCard or SamStatus.CardFailed or SamStatus.NoSuchItem:
                PresentAgain();
                return true;
            default:
                throw new InvalidOperationException($"No status {status}.");
        }
    }

    private void OtherCard()
    {
        if (_lying == Other) return;
        _lying = Other;
        Troubled?.Invoke(CardTrouble.OtherCard);
    }

    /// <summary>Once for each card held to it: it is tried again by itself while the card lies there.</summary>
    private void PresentAgain()
    {
        // Most likely its holder takes a card away that was read.
        var wasTold = _isToldToPresentAgain || _lying is not null;
        _lying = null;
        if (wasTold) return;
        _isToldToPresentAgain = true;
        Troubled?.Invoke(CardTrouble.PresentAgain);
    }

    private void Fail()
    {
        if (Health.Fault is DeviceFault.ReaderFailing) return;
        Is(DeviceState.Faulty, DeviceFault.ReaderFailing);
        Troubled?.Invoke(CardTrouble.ReaderFailing);
    }

    private readonly record struct Card(SamStatus Status, CardPage Page, string Number, string Name);

    // Number and name are taken while the bytes are in hand; the photo is passed over, and the buffer cleared by the exchange.
    private OperationStatus ReadCard(ReadOnlySpan<byte> bytes, out Card card, out int consumed)
    {
        card = default;
        var status = SamFrames.Read(bytes, out var reply, out consumed);
        if (status is not OperationStatus.Done) return status;
        var (page, number, name) = (CardPage.Unreadable, "", "");
        if (reply.Status is SamStatus.Done)
            page = IdCardText.TryRead(bytes.Slice(SamFrames.DataStart, reply.DataLength), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddDays(1)), out number, out name);
        card = new(reply.Status, page, number, name);
        return OperationStatus.Done;
    }
}
