using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal;

/// <summary>An event with who sent its command, as appended and as read back.</summary>
public sealed record JournalEntry(Recorded Recorded, Guid Command, long Fingerprint, ClerkId Actor, PlaceId? Place);
