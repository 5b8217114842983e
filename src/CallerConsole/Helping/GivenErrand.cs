using TidalHall.CallerConsole.Casework;
using TidalHall.Core.Errands;
using TidalHall.Core.Halls;

namespace TidalHall.CallerConsole.Helping;

/// <summary>An errand as it was filled in, before what was typed is in the vault.</summary>
/// <param name="Scope">Empty: the item as a whole.</param>
/// <param name="Language">Of its papers: "en"; null = Chinese.</param>
public sealed record GivenErrand(ErrandKind Kind, ItemId Item, PersonFields Person, bool MandateSeen, string Scope, string? Language);

/// <summary>An act as it was filled in.</summary>
/// <param name="Text">Its reason; empty where it needs none.</param>
public sealed record GivenErrandAct(ErrandId Errand, ErrandAct Act, string Text, bool MandateSeen);
