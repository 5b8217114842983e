using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>What may be taken out of one compartment while the hub is away.</summary>
public sealed record PassEntry(int Number, TicketCode Case, Digest Salt, Digest Hash);

/// <summary>What a cabinet may give out by itself: signed by the hub, for a time.</summary>
/// <param name="Number">The hall's sequence when it was made: an older list is worth nothing beside a newer.</param>
/// <param name="Until">Not counted in.</param>
public sealed record PassList(HallId Hall, PlaceId Cabinet, long Number, DateTimeOffset From, DateTimeOffset Until, PassEntry[] Entries)
{
    /// <summary>Everything that lies shut away in a cabinet now; what has no code is given out for a card alone.</summary>
    public static PassList Of(HallView view, PlaceId cabinet, DateTimeOffset now) => new(view.Plan.Id, cabinet, view.Sequence, now, now.AddHours(view.Plan.Pickup.PassHours),
        [.. view.Cabinets.Used.Where(c => c.Cabinet == cabinet && c.CanBeCollected && view.Cases.Find(c.Inside!.Case!.Value) is not null)
            .Select(c => Entry(c, view.Cases.Find(c.Inside!.Case!.Value)!.Code))]);

    // A hash without the key of codes, which no code has: it but names this thing.
    private static PassEntry Entry(CompartmentState at, TicketCode of)
    {
        if (at.Inside!.Secret is { } secret) return new(at.Number, of, secret.Salt, secret.Hash);
        var none = Digest.Of(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"no code\n{at.Cabinet}\n{at.Number}\n{of}\n{at.Inside.Since.UtcTicks}"))));
        return new(at.Number, of, none, none);
    }

    /// <summary>What is signed: a line a field, so that no two lists have the same bytes.</summary>
    public byte[] Content() => Encoding.UTF8.GetBytes(string.Join('\n', [
        "tidalhall-pass-1", Hall.Value, Cabinet.Value, Number.ToString(CultureInfo.InvariantCulture), From.UtcTicks.ToString(CultureInfo.InvariantCulture), Until.UtcTicks.ToString(CultureInfo.InvariantCulture),
        .. Entries.Select(e => FormattableString.Invariant($"{e.Number} {e.Case} {e.Salt} {e.Hash}")),
    ]));
}

/// <summary>A list with its signature, by whatever the hub and its cabinets have agreed on (Ed25519, HMAC).</summary>
public sealed record SignedPassList(PassList List, byte[] Signature)
{
    public static SignedPassList Sign(PassList list, Func<byte[], byte[]> sign) => new(list, sign(list.Content()));
    public bool IsGenuine(Func<byte[], byte[], bool> verify) => verify(List.Content(), Signature);
}

/// <summary>Why a cabinet opens nothing by itself.</summary>
public enum PassRefusal { Forged, OtherCabinet, Older, Expired, WrongCode, Used, TooManyTries, NothingForCard }

/// <summary>A door that was seen open without an order while an entry lay behind it.</summary>
/// <param name="Hash">The entry's.</param>
public sealed record BrokenDoor(Digest Hash, DateTimeOffset At);

/// <summary>A QR that named a case and held a wrong code.</summary>
public sealed record WrongQr(TicketCode Case, DateTimeOffset At);

/// <summary>What a cabinet remembers across its own restarts: the newest list, the latest time it ever saw, what it gave out.</summary>
/// <param name="Seen">A clock that is set back brings no list back to life.</param>
/// <param name="Uses">Kept until the hub has taken them.</param>
/// <param name="Wrong">When wrong codes were tried lately.</param>
public sealed record PassLedger(PlaceId Cabinet, SignedPassList? List, DateTimeOffset Seen, PassUse[] Uses, DateTimeOffset[] Wrong)
{
    /// <summary>Wrong codes within <see cref="TryTime"/> after which the keys rest.</summary>
    public const int TriesAtMost = 8;
    public static readonly TimeSpan TryTime = TimeSpan.FromMinutes(5);

    /// <summary>The same of QRs.</summary>
    public WrongQr[] WrongQrs { get; init; } = [];
    /// <summary>Doors that were broken open since the list came.</summary>
    public BrokenDoor[] Broken { get; init; } = [];

    public static PassLedger Of(PlaceId cabinet) => new(cabinet, null, DateTimeOffset.MinValue, [], []);

    /// <summary>Takes a newer list in the place of the old.</summary>
    public (PassLedger Ledger, PassRefusal? Refusal) Adopt(SignedPassList list, Func<byte[], byte[], bool> verify, DateTimeOffset now)
    {
        if (!list.IsGenuine(verify)) return (this, PassRefusal.Forged);
        if (list.List.Cabinet != Cabinet) return (this, PassRefusal.OtherCabinet);
        // One that has ended holds up no other, as after a hub was set back to an older backup.
        if (List is { } have && list.List.Number < have.List.Number && Later(now) < have.List.Until) return (this, PassRefusal.Older);
        return (this with { List = list, Seen = Later(now), Broken = [.. Broken.Where(b => list.List.Entries.Any(e => e.Hash == b.Hash))] }, null);
    }

    /// <summary>The compartment a code opens, at most once; written down before the door opens.</summary>
    /// <param name="keyedHash">Of salt and code.</param>
    /// <param name="of">The case a QR names: its wrong tries are its own, and rest no keys; null: the digits were keyed in.</param>
    public (PassLedger Ledger, PassEntry? Opens, PassRefusal? Refusal) Open(string code, Func<Digest, string, Digest> keyedHash, DateTimeOffset now, TicketCode? of = null)
    {
        var at = Later(now);
        var ledger = this with { Seen = at };
        if (List is null || at >= List.List.Until) return (ledger, null, PassRefusal.Expired);
        var (wrong, wrongQrs) = (Wrong.Where(w => w > at - TryTime).ToArray(), WrongQrs.Where(w => w.At > at - TryTime).ToArray());
        if ((of is null ? wrong.Length : wrongQrs.Count(w => w.Case == of)) >= TriesAtMost) return (ledger, null, PassRefusal.TooManyTries);
        if (PickupCode.Match(List.List.Entries.Where(e => of is null || e.Case == of).Select(e => (e, new PickupSecret(e.Salt, e.Hash))), code, keyedHash) is not { } entry)
            return (of is { } named ? ledger with { WrongQrs = [.. wrongQrs, new(named, at)] } : ledger with { Wrong = [.. wrong, at] }, null, PassRefusal.WrongCode);
        return IsUsed(entry) ? (ledger, null, PassRefusal.Used) : (ledger.Given(entry, ProofKind.Code, at), entry, null);
    }

    /// <summary>A compartment whose thing an ID card may collect, each at most once; written down before the door opens. Wrong cards are not counted: nobody guesses a card.</summary>
    /// <param name="keyedHash">Of case and number.</param>
    /// <param name="isLeft">Whether an entry's thing still lies where it did.</param>
    public (PassLedger Ledger, PassEntry? Opens, PassRefusal? Refusal) Open(CardList cards, string idNumber, Func<TicketCode, string, Digest> keyedHash, Func<PassEntry, bool> isLeft, DateTimeOffset now)
    {
        var at = Later(now);
        var ledger = this with { Seen = at };
        if (List is null || at >= List.List.Until) return (ledger, null, PassRefusal.Expired);
        var theirs = new HashSet<TicketCode>();
        // Every one is compared, each in constant time, so that time tells nothing.
        foreach (var card in cards.Entries)
            if (card.Hash.Matches(keyedHash(card.Case, idNumber))) theirs.Add(card.Case);
        var entries = List.List.Entries.Where(e => theirs.Contains(e.Case)).ToList();
        if (entries.Count == 0) return (ledger, null, PassRefusal.NothingForCard);
        return entries.FirstOrDefault(e => !IsUsed(e) && isLeft(e)) is { } entry ? (ledger.Given(entry, ProofKind.Card, at), entry, null) : (ledger, null, PassRefusal.Used);
    }

    // Where nobody saw the door open its code is not used up: whoever stands there still has it opened.
    private bool IsUsed(PassEntry entry) => Uses.Any(u => u.Case == entry.Case && u.End is not PassEnd.NotSeenOpen);

    private PassLedger Given(PassEntry entry, ProofKind proof, DateTimeOffset at) => this with
    {
        Uses = [.. Uses.Where(u => u.Case != entry.Case), new(entry.Number, entry.Case, at, BrokenAt: Broken.FirstOrDefault(b => b.Hash == entry.Hash)?.At, Proof: proof)],
    };

    /// <summary>A door was seen open without an order: who comes with his code may find nothing behind it, and who came before may have left it there.</summary>
    public PassLedger Break(int number, DateTimeOffset now)
    {
        var at = Later(now);
        return this with
        {
            Broken = [.. Broken, .. (List?.List.Entries ?? []).Where(e => e.Number == number && Broken.All(b => b.Hash != e.Hash)).Select(e => new BrokenDoor(e.Hash, at))],
            Uses = [.. Uses.Select(u => u.Number == number && u.BrokenAt is null ? u with { BrokenAt = at } : u)],
        };
    }

    /// <summary>The hub has these on disk, or nothing was given out by them.</summary>
    public PassLedger Reconciled(IEnumerable<PassUse> uses) => this with { Uses = [.. Uses.Where(u => !uses.Any(u.IsSameAs))] };

    private DateTimeOffset Later(DateTimeOffset now) => now > Seen ? now : Seen;
}

/// <summary>The 8 digits by which a thing is collected.</summary>
public static class PickupCode
{
    public const int Digits = 8;

    public static bool IsOne(string? text) => text is { Length: Digits } && text.All(char.IsAsciiDigit);

    /// <summary>In two groups, as people read it: "1234 5678".</summary>
    public static string Grouped(string code) => $"{code[..4]} {code[4..]}";

    /// <summary>Of fresh random bits.</summary>
    public static string From(ulong random) => (random % 100_000_000).ToString("00000000", CultureInfo.InvariantCulture);

    /// <summary>Whose code it is: every one is compared, each in constant time, so that time tells nothing.</summary>
    public static T? Match<T>(IEnumerable<(T Of, PickupSecret Secret)> secrets, string code, Func<Digest, string, Digest> keyedHash) where T : class
    {
        T? match = null;
        foreach (var (of, secret) in secrets)
            if (secret.Hash.Matches(keyedHash(secret.Salt, code))) match ??= of;
        return match;
    }
}
