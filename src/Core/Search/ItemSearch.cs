using System.Runtime.CompilerServices;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Search;

/// <summary>Finds items as people type them: Hanzi, pinyin, initials, everyday words, English, mixed, with one key wrong.</summary>
/// <remarks>Made once from a plan and never changed; any number of threads may ask it.</remarks>
public sealed class ItemSearch
{
    // What ranks a hit: how it stands in its text first, then whether keys were wrong, then how much of the text it is.
    private const double Whole = 100, AtStart = 85, Inside = 70, WrongKey = 45, Homophone = 30, Reworded = 8, Common = 6, PairsOnly = 40;
    /// <summary>Words of a query that are looked at apart.</summary>
    private const int MostWords = 4;
    /// <summary>Fewer keys with one of them wrong could be anything.</summary>
    private const int LeastKeysWithOneWrong = 4;
    /// <summary>A share of pairs below this is chance: one of two pairs is half.</summary>
    private const double LeastShare = 0.52;

    /// <summary>What people say around a matter; left out when the words as typed find too little.</summary>
    private static readonly string[] Fillers =
        ["请问", "我要", "我想", "怎么", "如何", "哪里", "在哪", "需要", "什么", "材料", "手续", "流程", "办理", "申请", "的", "吗", "banli", "shenqing", "zenme", "woyao"];

    private static readonly ConditionalWeakTable<HallPlan, ItemSearch> Made = [];

    private readonly ServiceItem[] _items;
    private readonly List<SearchText> _texts = [];
    private readonly Dictionary<char, SearchSign> _signs = [];
    private readonly PairIndex _pairs;

    public ItemSearch(HallPlan plan)
    {
        _items = plan.Items;
        for (var at = 0; at < _items.Length; at++)
        {
            var item = _items[at];
            foreach (var text in item.Words.Prepend(item.Name.Zh)) _texts.Add(new(at, SearchSign.Of(text, _signs), Anchored: false));
            foreach (var text in WordsAndWhatFollows(item.Name.En)) _texts.Add(new(at, SearchSign.Of(text, _signs), Anchored: true));
        }
        _pairs = new([.. _items.Select(i => (IReadOnlyList<string>)[.. i.Words.Prepend(i.Name.Zh).Select(SearchSign.Plain)])]);
    }

    /// <summary>The search of a plan, made when it is first asked for and shared by all who ask for the same plan.</summary>
    public static ItemSearch Of(HallPlan plan) => Made.GetValue(plan, static p => new(p));

    /// <summary>The best first; empty for a query without a letter, digit or Hanzi.</summary>
    /// <param name="query">Its first 60 signs count.</param>
    /// <param name="limit">Items at most, 0 or more.</param>
    public IReadOnlyList<ServiceItem> Find(string query, int limit)
    {
        var scores = new double[_items.Length];
        if (query.Length > QueryPattern.MaxKeys) query = query[..QueryPattern.MaxKeys];
        Score(SearchSign.Plain(query), scores, limit);
        var words = query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(SearchSign.Plain).Where(w => w.Length > 0).Take(MostWords).ToList();
        if (words.Count > 1) ScoreTogether(words, scores, limit);
        return [.. Enumerable.Range(0, scores.Length).Where(i => scores[i] > 0).OrderByDescending(i => scores[i]).Take(limit).Select(i => _items[i])];
    }

    private void Score(string plain, double[] scores, int limit)
    {
        if (plain.Length == 0) return;
        Match(plain, less: 0, scores);
        if (scores.Count(s => s > 0) >= limit) return;

        var meant = Fillers.Aggregate(plain, (text, filler) => text.Replace(filler, "", StringComparison.Ordinal));
        if (meant.Length > 1 && meant != plain) Match(meant, Reworded, scores);
        foreach (var (item, share) in _pairs.Find(meant.Length > 1 ? meant : plain))
            if (share >= LeastShare) Keep(scores, item, (PairsOnly * share) + CommonOf(item));
        if (Spelled(plain) is { } spelled) Match(spelled, Homophone, scores);
        else if (plain.Length >= LeastKeysWithOneWrong) MatchOff(plain, scores);
    }

    /// <summary>Words apart: every one counts, wherever it stands.</summary>
    private void ScoreTogether(List<string> words, double[] scores, int limit)
    {
        var sum = new double[_items.Length];
        foreach (var word in words)
        {
            var of = new double[_items.Length];
            Score(word, of, limit);
            for (var i = 0; i < sum.Length; i++) sum[i] += of[i] / words.Count;
        }
        for (var i = 0; i < sum.Length; i++) Keep(scores, i, sum[i]);
    }

    private void Match(string plain, double less, double[] scores)
    {
        var pattern = new QueryPattern(plain, _signs);
        foreach (var text in _texts)
        {
            var found = pattern.Run(text, text.Anchored);
            if (found is not Found.No) Keep(scores, text, text.Anchored ? found : pattern.Run(text, anchored: true), less);
        }
    }

    private void MatchOff(string plain, double[] scores)
    {
        var pattern = new QueryPattern(plain, _signs);
        foreach (var text in _texts)
        {
            var found = pattern.RunOff(text, text.Anchored);
            if (found is not Found.No) Keep(scores, text, text.Anchored ? found : pattern.RunOff(text, anchored: true), WrongKey);
        }
    }

    private void Keep(double[] scores, SearchText text, Found fromStart, double less)
    {
        var place = fromStart switch { Found.ToTheEnd => Whole, Found.Inside => AtStart, _ => Inside };
        Keep(scores, text.Item, place - less + (10.0 / (1 + (text.Signs.Length / 4.0))) + CommonOf(text.Item));
    }

    private double CommonOf(int item) => _items[item].Common ? Common : 0;

    private static void Keep(double[] scores, int item, double score) => scores[item] = Math.Max(scores[item], score);

    /// <summary>A query with Hanzi as it sounds: who types by pinyin picks the wrong sign of the same sound. Null = it has none.</summary>
    private static string? Spelled(string plain) =>
        plain.All(char.IsAscii) ? null : string.Concat(plain.Select(c => Pinyin.ReadingsOf(c).FirstOrDefault() ?? c.ToString()));

    /// <summary>"Resident ID card" is found by "resident", "id" and "card".</summary>
    private static IEnumerable<string> WordsAndWhatFollows(string? english)
    {
        var words = english?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Select((_, at) => string.Join(' ', words[at..]));
    }
}
