using TidalHall.Core.Queueing;

namespace TidalHall.Core.Doors;

/// <summary>Where results go by post: part of the vault of personal data, kept as long as an applicant is. A case has the reference alone.</summary>
public interface IPostalAddresses
{
    /// <summary>Keeps an address for a command, on disk when it returns; the same for the same command is the same reference.</summary>
    Task<NoteRef> KeepAsync(PostalAddress address, Guid command, CancellationToken cancel);

    /// <summary>In clear, for a label; null when the vault keeps it no more. The look is audited.</summary>
    /// <param name="by">Who looks.</param>
    Task<PostalAddress?> FindAsync(NoteRef address, string by, CancellationToken cancel);
}

/// <param name="Recipient">1 to 40 signs.</param>
/// <param name="Phone">7 to 16 digits, "+" or "-": the carrier calls it.</param>
/// <param name="Address">5 to 120 signs of plain text.</param>
public sealed record PostalAddress(string Recipient, string Phone, string Address)
{
    public const int RecipientMax = 40, AddressMin = 5, AddressMax = 120;

    /// <summary>The members that are none, by their names.</summary>
    public IEnumerable<string> Faults()
    {
        if (Recipient.Length == 0 || !NoteText.IsPlain(Recipient, RecipientMax)) yield return "recipient";
        if (Phone.Length == 0 || new Contact(Phone).Faults().Any()) yield return "phone";
        if (Address.Length < AddressMin || !NoteText.IsPlain(Address, AddressMax)) yield return "address";
    }

    // A log may hold it.
    public override string ToString() => "PostalAddress { *** }";
}
