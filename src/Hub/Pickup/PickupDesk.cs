using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.Pickup;

/// <summary>The door between a cabinet's screen and the hall: codes come in here and leave as hashes.</summary>
internal sealed class PickupDesk(IHalls halls, PickupCodes codes, DeviceDesk desk) : IPickup
{
    private IHall Hall => halls.Default;

    public bool IsThere(PlaceId cabinet)
    {
        var view = Hall.View;
        return view.Map.Cabinets.TryGetValue(cabinet, out var known) && known.Boards.Length > 0 && known.Boards.All(b => IsThere(view, b.Device));
    }

    private bool IsThere(HallView view, DeviceId board) => desk.ConnectionOf(board) is not null
        && view.Devices.FirstOrDefault(d => d.Device == board)?.Health is not ({ State: DeviceState.Faulty or DeviceState.Offline } or { Fault: not null });

    public async Task<PickupTry> CollectAsync(PlaceId cabinet, string said, Guid command, CancellationToken cancel)
    {
        if (!IsThere(cabinet)) return new(null, No: PickupNo.Away);
        if (PickupQr.CodeIn(said) is not { } code) return new(null, No: PickupNo.WrongCode, TriesLeft: LeftAt(Hall.View, cabinet));
        if (!PickupQr.TryRead(said, out var of, out _)) return await SendAsync(cabinet, new Collect(cabinet, codes.ProofOf(Hall.View, cabinet, code)), command, null, cancel);
        var held = Held(Hall.View, of, cabinet);
        if (held?.Secret is null) return new(null, No: PickupNo.CodeEnded);
        return await SendAsync(cabinet, new Collect(cabinet, new PickupProof.Qr(of, codes.Hash(cabinet, held.Secret.Salt, code))), command, of, cancel);
    }

    public Task<PickupTry> CollectAsync(PlaceId cabinet, PersonRef holder, Guid command, CancellationToken cancel) =>
        SendAsync(cabinet, new Collect(cabinet, new PickupProof.Card(holder)), command, null, cancel);

    public Task<PickupTry> DropInAsync(PlaceId cabinet, string? said, Guid command, CancellationToken cancel) =>
        said is null ? SendAsync(cabinet, new DropIn(cabinet, CompartmentSize.Small), command, null, cancel)
        : Find(said) is { } of ? SendAsync(cabinet, new DropIn(cabinet, CompartmentSize.Small, of.Id), command, null, cancel)
        : Task.FromResult(new PickupTry(null, No: PickupNo.Refused, Refusal: Refusal.Because(RefusalCode.UnknownCase)));

    public async Task<IssuedCode> IssueAsync(CaseId of, Actor by, Guid command, CancellationToken cancel)
    {
        if (Hall.View.Cabinets.Holding(of) is not { } at || Hall.View.Cases.Find(of) is not { } found) return new(null, Refusal: Refusal.Because(RefusalCode.UnknownCase));
        var (code, secret) = codes.Make(at.Cabinet, command);
        var answer = await Hall.SendAsync(new(command, by, new IssueCode(of, secret), at.Cabinet), cancel);
        return answer.Refusal is { } refusal ? new(null, Refusal: refusal) : new(code, PickupQr.Of(found.Code, code));
    }

    public Case? Find(string said)
    {
        // A receipt's QR is a link that ends in the code.
        var trimmed = said.Trim();
        var word = trimmed[(trimmed.LastIndexOf('/') + 1)..];
        return word.Length == 0 ? null
            : TicketCode.TryParse(word, out var code) ? Hall.View.Cases.Find(code)
            : Hall.View.Cases.All.FirstOrDefault(c => string.Equals(c.Number.ToString(), word, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<PickupTry> SendAsync(PlaceId cabinet, CabinetCommand order, Guid command, TicketCode? named, CancellationToken cancel)
    {
        if (!IsThere(cabinet)) return new(null, No: PickupNo.Away);
        var answer = await Hall.SendAsync(new(command, Actor.Citizen(cabinet.Value), order, cabinet), cancel);
        if (answer.Refusal is { } refusal) return new(null, No: PickupNo.Refused, Refusal: refusal);
        var view = await Hall.ViewAtAsync(answer.Sequence, cancel);
        if (OpenedAt(view, answer.Sequence) is { } opened) return new(opened.Number, answer.Sequence);
        var left = LeftAt(view, cabinet);
        if (named is not { } of) return new(null, No: PickupNo.WrongCode, TriesLeft: left);
        var thing = Held(view, of, cabinet);
        return thing?.Secret is null ? new(null, No: PickupNo.CodeEnded) : new(null, No: PickupNo.WrongCode, TriesLeft: view.Plan.Pickup.TriesPerCode - thing.WrongTries);
    }

    // It may be in trouble by the time the answer is here.
    private static CompartmentState? OpenedAt(HallView view, long sequence) =>
        view.Cabinets.OpenedAt(sequence) ?? view.Cabinets.Used.FirstOrDefault(c => c.Door is DoorState.Trouble { During: { } during } && during.Sequence == sequence);

    private static Thing? Held(HallView view, TicketCode of, PlaceId cabinet) =>
        view.Cases.Find(of) is { } found && view.Cabinets.Holding(found.Id) is { } at && at.Cabinet == cabinet ? at.Inside : null;

    private static int LeftAt(HallView view, PlaceId cabinet)
    {
        var rules = view.Plan.Pickup;
        return Math.Max(0, rules.TriesPerCabinet - view.Cabinets.Tries.Count(t => t.Cabinet == cabinet && t.At > view.At.AddMinutes(-rules.TryMinutes)));
    }
}
