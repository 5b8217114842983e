using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Desks;

/// <summary>An order as it was touched. It keeps its id through every sending, so that it happens once and what was typed is kept once.</summary>
/// <param name="Given">Null where the order needs no reason.</param>
public sealed record TouchedOrder(Guid Id, PlaceId At, GivenReason? Given, Func<Reason?, HallCommand> Command);
