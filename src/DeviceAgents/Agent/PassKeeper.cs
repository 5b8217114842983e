using System.Text.Json;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>What this agent's cabinets may give out while the hub is away, on disk before any door opens.</summary>
internal sealed class PassKeeper
{
    private static readonly TimeSpan OpensWithin = TimeSpan.FromSeconds(10);

    /// <summary>What is kept of one cabinet.</summary>
    /// <param name="Opened">Hashes of entries whose door was opened by order since they came: what lies behind it now may be somebody else's.</param>
    private sealed record Kept(PassLedger Ledger, byte[] CodeKey, PassDoor[] Doors, DeviceId? Scanner, Digest[] Opened);

    private readonly Outbox _outbox;
    private readonly byte[] _key;
    private readonly Func<DeviceId, int, DoorNow?> _look;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly Dictionary<PlaceId, Kept> _kept = [];
    private readonly Dictionary<Guid, Given> _inHand = [];
    // Never on disk, nor in a message of the log: see CardList.
    private readonly Dictionary<PlaceId, (DeviceId Reader, CardList List)> _cards = [];

    /// <summary>A door that is being opened.</summary>
    /// <param name="Before">An opening by the same code that nobody saw.</param>
    private sealed record Given(PlaceId Cabinet, PassUse Use, PassUse? Before);

    /// <param name="agentKey">By it the hub's lists are known for its own.</param>
    /// <param name="look">A door as its board last told.</param>
    public PassKeeper(Outbox outbox, string agentKey, Func<DeviceId, int, DoorNow?> look, TimeProvider time, ILogger log)
    {
        (_outbox, _key, _look, _time, _log) = (outbox, PassSignature.KeyOf(agentKey), look, time, log);
        foreach (var json in outbox.Passes)
            if (JsonSerializer.Deserialize<Kept>(json) is { } kept) _kept[kept.Ledger.Cabinet] = kept;
    }

    /// <summary>Takes a newer list in the place of the old one; a forged one is told and left.</summary>
    public PassRefusal? Take(PassDelivery delivery)
    {
        lock (_lock)
        {
            var cabinet = delivery.List.List.Cabinet;
            var known = _kept.GetValueOrDefault(cabinet);
            var (ledger, refusal) = (known?.Ledger ?? PassLedger.Of(cabinet)).Adopt(delivery.List, IsGenuine, _time.GetUtcNow());
            if (refusal is { } why)
            {
                _log.PassesRefused(cabinet, why);
                return refusal;
            }
            if (delivery is { Reader: { } reader, Cards: { } cards } && cards.IsGenuine(delivery.List.List, IsGenuine)) _cards[cabinet] = (reader, cards);
            else _cards.Remove(cabinet);
            Keep(new(ledger, delivery.CodeKey, delivery.Doors, delivery.Scanner, [.. (known?.Opened ?? []).Intersect(delivery.List.List.Entries.Select(e => e.Hash))]));
            _log.PassesTaken(cabinet, delivery.List.List.Entries.Length, delivery.List.List.Until, delivery.List.List.Number);
            return null;
        }
    }

    /// <summary>A door was told to open by the hub: until a newer list says what lies behind it, it opens by no code of this one.</summary>
    public void Opened(DeviceId device, int atLock)
    {
        lock (_lock)
            foreach (var kept in _kept.Values.ToList())
                foreach (var number in kept.Doors.Where(d => d.Device == device && d.Lock == atLock).Select(d => d.Number))
                    if (kept.Ledger.List?.List.Entries.FirstOrDefault(e => e.Number == number) is { } entry && !kept.Opened.Contains(entry.Hash)) Keep(kept with { Opened = [.. kept.Opened, entry.Hash] });
    }

    /// <summary>A door was seen open without an order.</summary>
    public void Broken(DeviceId device, int atLock)
    {
        lock (_lock)
            foreach (var kept in _kept.Values.ToList())
                foreach (var number in kept.Doors.Where(d => d.Device == device && d.Lock == atLock).Select(d => d.Number))
                    if (kept.Ledger.Break(number, _time.GetUtcNow()) is var broken && (broken.Broken.Length > kept.Ledger.Broken.Length || !broken.Uses.SequenceEqual(kept.Ledger.Uses))) Keep(kept with { Ledger = broken });
    }

    /// <summary>What is to be opened for what was held to a scanner or keyed in, at most once; null: nothing.</summary>
    /// <param name="at">The scanner.</param>
    public (OpenCompartmentJob? Job, PassRefusal? Refusal) Open(DeviceId at, string said)
    {
        lock (_lock)
        {
            if (_kept.Values.FirstOrDefault(k => k.Scanner == at) is not { } kept) return (null, null);
            if (PickupQr.CodeIn(said) is not { } code) return (null, PassRefusal.WrongCode);
            var (ledger, entry, refusal) = WithoutLeft(kept).Open(code, (salt, keyed) => PassSignature.Hash(kept.CodeKey, salt, keyed), _time.GetUtcNow(), PickupQr.TryRead(said, out var of, out _) ? of : null);
            if (entry is not null && kept.Opened.Contains(entry.Hash)) return (null, PassRefusal.Used);
            return Give(kept, ledger, entry, refusal);
        }
    }

    /// <summary>What is to be opened for an ID card, each thing at most once; null: nothing, as after a start without the hub.</summary>
    public (OpenCompartmentJob? Job, PassRefusal? Refusal) OpenByCard(DeviceId at, string idNumber)
    {
        lock (_lock)
        {
            var (cabinet, known) = _cards.FirstOrDefault(c => c.Value.Reader == at);
            if (known.List is not { } cards || !_kept.TryGetValue(cabinet, out var kept)) return (null, null);
            var (ledger, entry, refusal) = WithoutLeft(kept).Open(cards, idNumber, (of, number) => PassSignature.CardHash(cards.Key, of, number), e => !kept.Opened.Contains(e.Hash), _time.GetUtcNow());
            return Give(kept, ledger, entry, refusal);
        }
    }

    /// <summary>What still lies behind its shut door was not given out: its code opens once more.</summary>
    private PassLedger WithoutLeft(Kept kept) => kept.Ledger.Reconciled(kept.Ledger.Uses.Where(u => !IsInHand(u) && EndOf(kept, u) is PassEnd.NotTaken));

    private (OpenCompartmentJob? Job, PassRefusal? Refusal) Give(Kept kept, PassLedger ledger, PassEntry? entry, PassRefusal? refusal)
    {
        if (entry is null)
        {
            TryKeep(kept with { Ledger = ledger });
            return (null, refusal);
        }
        if (kept.Doors.FirstOrDefault(d => d.Number == entry.Number) is not { } door) return (null, PassRefusal.WrongCode);
        // First on disk: after a crash it counts as given out.
        if (!TryKeep(kept with { Ledger = ledger })) return (null, PassRefusal.Expired);
        var job = new OpenCompartmentJob(Guid.CreateVersion7(_time.GetUtcNow()), door.Device, _time.GetUtcNow() + OpensWithin, door.Lock);
        _inHand[job.Job] = new(kept.Ledger.Cabinet, ledger.Uses[^1], kept.Ledger.Uses.FirstOrDefault(u => u.Case == entry.Case && u.End is PassEnd.NotSeenOpen));
        return (job, null);
    }

    /// <summary>What came of it. A door that no look found open may have been opened and shut between two looks: what lies behind it tells, or nobody knows.</summary>
    public void Ended(JobResult result)
    {
        lock (_lock)
        {
            if (!_inHand.Remove(result.Job, out var given)) return;
            var use = result switch
            {
                { Outcome: JobOutcome.Done or JobOutcome.Unknown } => given.Use,
                { Fault: DeviceFault.DoorNotOpened } => (result.Answer as DoorAnswer)?.Tells(goal: false) switch
                {
                    false => given.Use,
                    true => null,
                    null => given.Use with { End = PassEnd.NotSeenOpen },
                },
                // No order went out.
                _ => given.Before,
            };
            if (use == given.Use) return;
            var kept = _kept[given.Cabinet];
            var others = kept.Ledger.Reconciled([given.Use]);
            TryKeep(kept with { Ledger = use is null ? others : others with { Uses = [.. others.Uses, use] } });
        }
    }

    /// <summary>Opened and not known to the hub, each with what came of it.</summary>
    public IReadOnlyList<(PlaceId Cabinet, PassUse[] Uses)> Untold
    {
        get
        {
            lock (_lock)
                return [.. _kept.Values.Select(k => (k.Ledger.Cabinet, Uses: k.Ledger.Uses.Where(u => !IsInHand(u)).Select(u => u with { End = EndOf(k, u) }).ToArray())).Where(u => u.Uses.Length > 0)];
        }
    }

    private bool IsInHand(PassUse use) => _inHand.Values.Any(h => h.Use.IsSameAs(use));

    private PassEnd EndOf(Kept kept, PassUse use) => (kept.Doors.FirstOrDefault(d => d.Number == use.Number) is { } door ? _look(door.Device, door.Lock) : null) switch
    {
        { IsOpen: true } => PassEnd.Open,
        { IsOpen: false, IsOccupied: true } => PassEnd.NotTaken,
        _ => use.End,
    };

    /// <summary>The hub has these on disk.</summary>
    /// <remarks>What is gone, or may be, still opens by no code: its entry counts as opened until a newer list leaves it out.</remarks>
    public void Told(PlaceId cabinet, PassUse[] uses)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(cabinet, out var kept)) return;
            var spent = kept.Ledger.List?.List.Entries.Where(e => uses.Any(u => u.Case == e.Case && u.End is PassEnd.Taken or PassEnd.Open)).Select(e => e.Hash) ?? [];
            Keep(kept with { Ledger = kept.Ledger.Reconciled(uses), Opened = [.. kept.Opened.Union(spent)] });
        }
    }

    private bool IsGenuine(byte[] content, byte[] signature) => PassSignature.IsOf(_key, content, signature);

    /// <exception cref="IOException">It is kept in memory alone.</exception>
    private void Keep(Kept kept)
    {
        _kept[kept.Ledger.Cabinet] = kept;
        _outbox.KeepPasses(kept.Ledger.Cabinet, JsonSerializer.Serialize(kept));
    }

    private bool TryKeep(Kept kept)
    {
        try
        {
            Keep(kept);
            return true;
        }
        catch (IOException e)
        {
            _log.NotOnDisk(e.Message);
            return false;
        }
    }
}
