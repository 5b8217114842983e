using TidalHall.CallerConsole.Casework;
using TidalHall.Core.Errands;
using TidalHall.Core.Halls;

namespace TidalHall.CallerConsole.Helping;

/// <summary>An errand as it was filled in, before what was typed is in the vault.</summary>
/// <param name="Scope">Empty: the item as a whole.</param>
public sealed record GivenErrand(ErrandKind Kind, ItemId Item, PersonFields Person, bool MandateSeen, string Scope);

/// <summary>An act as it was filled in.</summary>
/// <param name="Text">Its reason; empty where it needs none.</param>
public sealed record GivenErrandAct(ErrandId Errand, ErrandAct Act, string Text, bool MandateSeen);
