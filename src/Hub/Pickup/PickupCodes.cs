using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Pickup;

/// <summary>The hub's side of pickup codes: makes them, hashes them by a key of its own, finds whose a keyed-in one is. Nothing keeps a code itself.</summary>
internal sealed class PickupCodes
{
    public const string KeyFile = "pickup.key";
    private readonly byte[] _key;

    private PickupCodes(byte[] key) => _key = key;

    /// <exception cref="StartRefused">The key's file holds none.</exception>
    public static PickupCodes In(DataFolder data) => new(data.Key(KeyFile));

    /// <summary>The code of one command, so that the same command sent again has the same.</summary>
    public (string Code, PickupSecret Secret) Make(PlaceId cabinet, Guid command)
    {
        var salt = Digest.Of(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"salt\n{command:N}")).AsSpan(0, 16));
        var code = CodeOf(salt);
        return (code, new(salt, Hash(cabinet, salt, code)));
    }

    /// <summary>The code of a secret, to tell it to whom it is for; null: it is not by this key.</summary>
    public string? CodeOf(PlaceId cabinet, PickupSecret secret) => CodeOf(secret.Salt) is var code && Hash(cabinet, secret.Salt, code).Matches(secret.Hash) ? code : null;

    private string CodeOf(Digest salt) => PickupCode.From(BitConverter.ToUInt64(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"code\n{salt}"))));

    /// <summary>By a key of the cabinet's own: that one its agent may know, and no other.</summary>
    public Digest Hash(PlaceId cabinet, Digest salt, string code) => PassSignature.Hash(KeyOf(cabinet), salt, code);

    /// <summary>A cabinet's own key.</summary>
    public byte[] KeyOf(PlaceId cabinet) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"cabinet\n{cabinet}"));

    /// <summary>Whose a code is at a cabinet, as a proof to send to the hall.</summary>
    public PickupProof ProofOf(HallView view, PlaceId cabinet, string code)
    {
        var holding = view.Cabinets.Used.Where(c => c.Cabinet == cabinet && c.Inside?.Secret is not null).Select(c => (c, c.Inside!.Secret!)).ToList();
        return PickupCode.Match(holding, code, (salt, keyed) => Hash(cabinet, salt, keyed)) is { } at
            ? new PickupProof.Code(at.Number, at.Inside!.Secret!.Hash)
            : new PickupProof.Code(null, Digest.Of(Encoding.UTF8.GetBytes(code.Length.ToString(CultureInfo.InvariantCulture))));
    }
}
