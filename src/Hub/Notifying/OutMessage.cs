using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Notifying;

/// <summary>A message on its way. Whom it goes to is a reference; the address is looked up when it is sent and kept nowhere.</summary>
/// <param name="Template">The event's short name.</param>
/// <param name="Fields">What stands in the template's places; nothing personal.</param>
/// <param name="Next">Channels that stand in, in this order, where its own does not get it through.</param>
internal sealed record OutMessage(Guid Id, long Sequence, DateTimeOffset At, string Channel, string Template, Dictionary<string, string> Fields, PersonRef Person, string[] Next, int Tries = 0);
