using TidalHall.CallerConsole.Casework;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;

namespace TidalHall.CallerConsole.Registering;

/// <summary>An entry as it was filled in, before what was typed is in the vault.</summary>
/// <param name="Person">Null: anonymous.</param>
/// <param name="Excluded">It is not for this window; then <paramref name="Pointer"/> says whose it is.</param>
public sealed record GivenUnresolved(BlockKind Block, UnresolvedKind Kind, string Department, string Tried, ItemId? Item, PersonFields? Person, Exclusion? Excluded, string Pointer);

/// <summary>A step as it was filled in.</summary>
/// <param name="Handbook">The answer to a question, as every window reads it.</param>
public sealed record GivenStep(UnresolvedId Entry, UnresolvedStep Step, string Text, DateOnly? Until, HandbookText? Handbook = null);
