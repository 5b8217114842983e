using System.Security.Cryptography;
using System.Text;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Pickup;

/// <summary>What a hub gives the agent of a cabinet, so that it gives out while the hub is away.</summary>
/// <param name="CodeKey">Of this cabinet alone: by it codes are hashed.</param>
/// <param name="Scanner">Whose codes it takes then.</param>
public sealed record PassDelivery(SignedPassList List, byte[] CodeKey, PassDoor[] Doors, DeviceId? Scanner = null)
{
    /// <summary>Masked: it holds a key.</summary>
    public override string ToString() => $"PassDelivery {{ {List.List.Cabinet} {List.List.Number} }}";
}

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
}
