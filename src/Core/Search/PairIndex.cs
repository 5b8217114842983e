namespace TidalHall.Core.Search;

/// <summary>Pairs of neighbouring Hanzi and where they occur: for what people say in words of their own.</summary>
internal sealed class PairIndex
{
    private readonly Dictionary<(char, char), List<int>> _items = [];
    private readonly int _count;

    /// <param name="texts">Per item, in order: plain texts.</param>
    internal PairIndex(IReadOnlyList<IReadOnlyList<string>> texts)
    {
        _count = texts.Count;
        for (var item = 0; item < texts.Count; item++)
            foreach (var pair in texts[item].SelectMany(Pairs).Distinct())
            {
                if (!_items.TryGetValue(pair, out var list)) _items[pair] = list = [];
                list.Add(item);
            }
    }

    /// <summary>Items with the share of the query's pairs they hold, 0 to 1; a rare pair weighs more than a common one.</summary>
    internal IEnumerable<(int Item, double Share)> Find(string plain)
    {
        var (shares, all) = (new Dictionary<int, double>(), 0.0);
        foreach (var pair in Pairs(plain).Distinct())
        {
            var items = _items.GetValueOrDefault(pair, []);
            // A pair nobody has counts as the rarest do: what it names is not here, and a guess by the rest would mislead.
            var weight = Math.Log(1 + (double)_count / Math.Max(1, items.Count));
            all += weight;
            foreach (var item in items) shares[item] = shares.GetValueOrDefault(item) + weight;
        }
        return shares.Select(s => (s.Key, s.Value / all));
    }

    private static IEnumerable<(char, char)> Pairs(string plain) => plain.Zip(plain.Skip(1)).Where(p => !char.IsAscii(p.First) && !char.IsAscii(p.Second));
}
