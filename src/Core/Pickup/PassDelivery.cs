using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>What a hub gives the agent of a cabinet, so that it gives out while the hub is away.</summary>
/// <param name="CodeKey">Of this cabinet alone: by it codes are hashed.</param>
/// <param name="Scanner">Whose codes it takes then.</param>
/// <param name="Reader">Whose cards it takes then; null, and so <paramref name="Cards"/>: none, as from a hub that knows of none.</param>
public sealed record PassDelivery(SignedPassList List, byte[] CodeKey, PassDoor[] Doors, DeviceId? Scanner = null, DeviceId? Reader = null, CardList? Cards = null)
{
    /// <summary>Masked: it holds a key.</summary>
    public override string ToString() => $"PassDelivery {{ {List.List.Cabinet} {List.List.Number} }}";
}

/// <summary>Whose ID cards open what a list holds: keyed hashes, kept by the agent in its memory and nowhere else.</summary>
/// <remarks>There are so few ID numbers that whoever had hashes with their key on a stolen disk would try them all. So neither is ever written: an agent that is started anew without its hub gives out by code alone.</remarks>
/// <param name="Key">Made anew each time an agent is welcomed.</param>
/// <param name="Signature">Over everything before it, and the list it belongs to.</param>
public sealed record CardList(CardEntry[] Entries, byte[] Key, byte[] Signature)
{
    public static CardList Sign(PassList list, CardEntry[] entries, byte[] key, Func<byte[], byte[]> sign) => new(entries, key, sign(Content(list, entries, key)));
    public bool IsGenuine(PassList list, Func<byte[], byte[], bool> verify) => verify(Content(list, Entries, Key), Signature);

    private static byte[] Content(PassList list, CardEntry[] entries, byte[] key) => Encoding.UTF8.GetBytes(string.Join('\n', [
        "tidalhall-cards-1", list.Hall.Value, list.Cabinet.Value, list.Number.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(key),
        .. entries.Select(e => FormattableString.Invariant($"{e.Case} {e.Hash}")),
    ]));

    /// <summary>Masked: it holds a key.</summary>
    public override string ToString() => $"CardList {{ {Entries.Length} }}";
}

/// <param name="Hash">Of the case and the ID number of one who may collect it.</param>
public sealed record CardEntry(TicketCode Case, Digest Hash);

/// <summary>Which lock a compartment's door has.</summary>
public sealed record PassDoor(int Number, DeviceId Device, int Lock);

/// <summary>How hub and agent sign lists and hash codes: HMAC-SHA256, by keys both have and the wire does not carry.</summary>
public static class PassSignature
{
    /// <summary>Both sides know it: the agent from its key, the hub from that key's hash.</summary>
    /// <param name="agentKeyHash">SHA-256 of the agent's key.</param>
    public static byte[] KeyOf(byte[] agentKeyHash) => HMACSHA256.HashData(agentKeyHash, "tidalhall-pass-list"u8);
    public static byte[] KeyOf(string agentKey) => KeyOf(SHA256.HashData(Encoding.UTF8.GetBytes(agentKey)));

    public static byte[] Sign(byte[] key, byte[] content) => HMACSHA256.HashData(key, content);
    public static bool IsOf(byte[] key, byte[] content, byte[] signature) => CryptographicOperations.FixedTimeEquals(Sign(key, content), signature);

    /// <summary>A code with its salt, by the cabinet's own key.</summary>
    public static Digest Hash(byte[] codeKey, Digest salt, string code) => Digest.Of(HMACSHA256.HashData(codeKey, (byte[])[.. salt.ToBytes(), .. Encoding.UTF8.GetBytes(code)]));

    /// <summary>An ID number with the case it is to open, by the key of one list: the same person is another in another case.</summary>
    public static Digest CardHash(byte[] cardKey, TicketCode of, string idNumber) => Digest.Of(HMACSHA256.HashData(cardKey, Encoding.UTF8.GetBytes($"{of}\n{idNumber.ToUpperInvariant()}")));
}
