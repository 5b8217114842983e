using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Halls;

namespace TidalHall.CallerConsole.Dialogs;

/// <summary>What a tidal window is turned to, null = nothing, and why.</summary>
public sealed record TidalTurn(CategoryId? Category, GivenReason Reason);
