using System.Text.Json;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal.People;

// Where results go by post.
public sealed partial class PeopleVault
{
    Task<NoteRef> IPostalAddresses.KeepAsync(PostalAddress address, Guid command, CancellationToken cancel) => KeepNoteAsync(JsonSerializer.Serialize(address), command, _keepApplicant(), cancel);

    async Task<PostalAddress?> IPostalAddresses.FindAsync(NoteRef address, string by, CancellationToken cancel) =>
        await ReadNoteAsync(address, by, "postal address", cancel) is { } text ? JsonSerializer.Deserialize<PostalAddress>(text) : null;
}
