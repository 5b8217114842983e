using TidalHall.Core.Doors;
using TidalHall.Core.Pickup;
using TidalHall.Hub.Notifying;

namespace TidalHall.Hub.Pickup;

/// <summary>Puts a pickup code into its message on the way out: the outbox holds the salt alone, as the journal does.</summary>
internal sealed class CodeFields(IHalls halls, PickupCodes codes)
{
    private const string Salt = "salt";

    /// <summary>What stands in the outbox for a code.</summary>
    public static Dictionary<string, string> Of(PickupSecret secret) => new() { [Salt] = secret.Salt.ToString() };

    /// <summary>The message as it goes out; null: its code opens nothing any more.</summary>
    public OutMessage? Filled(OutMessage message)
    {
        if (!message.Fields.TryGetValue(Salt, out var salt)) return message;
        var view = halls.Default.View;
        if (view.Cabinets.Used.FirstOrDefault(c => c.Inside?.Secret?.Salt.ToString() == salt) is not { Inside: { Case: { } of, Secret: { } secret } } at
            || view.Cases.Find(of) is not { } found || codes.CodeOf(at.Cabinet, secret) is not { } code) return null;
        var fields = new Dictionary<string, string>(message.Fields) { ["code"] = code, ["qr"] = PickupQr.Of(found.Code, code) };
        fields.Remove(Salt);
        return message with { Fields = fields };
    }
}
