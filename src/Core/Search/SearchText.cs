namespace TidalHall.Core.Search;

/// <summary>A name, word or English phrase of an item, as signs.</summary>
/// <param name="Item">The item's place in the plan.</param>
/// <param name="Anchored">A query must begin where the text does.</param>
internal sealed record SearchText(int Item, SearchSign[] Signs, bool Anchored)
{
    /// <summary>All its signs can be typed with, by <see cref="SearchSign.SetOf(char)"/>.</summary>
    internal ulong Letters { get; } = Signs.Aggregate(0UL, (set, sign) => set | sign.Letters);
}
