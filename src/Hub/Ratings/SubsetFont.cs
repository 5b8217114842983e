using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace TidalHall.Hub.Ratings;

/// <summary>A TrueType font with the outlines of some signs alone: Skia embeds a font whole, and one of Hanzi has 10 MB.</summary>
/// <remarks>Glyphs keep their numbers; all other outlines are empty. Layout of the tables: OpenType 1.9, "glyf", "loca", "head".</remarks>
internal static class SubsetFont
{
    // What sets text; what shapes it, or sets it upright, is left out.
    private static readonly string[] Kept = ["OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"];
    private static readonly byte[] Zeros = new byte[3];
    private const int LongOffsets = 50, Header = 12, Record = 16;

    /// <exception cref="InvalidDataException">The file is no TrueType font.</exception>
    public static SKTypeface Of(string file, IEnumerable<string> texts)
    {
        var font = File.ReadAllBytes(file);
        using var whole = SKTypeface.FromFile(file) ?? throw new InvalidDataException($"{file} is no font.");
        var tables = TablesOf(font);
        if (!tables.ContainsKey("glyf")) throw new InvalidDataException($"{file} has no TrueType outlines.");
        using var drawn = new SKFont(whole);
        var signs = new SortedDictionary<int, ushort>();
        foreach (var sign in texts.SelectMany(t => t.EnumerateRunes())) signs[sign.Value] = drawn.GetGlyph(sign.Value);
        // The box of a missing sign only where one is missing.
        (tables["loca"], tables["glyf"]) = Outlines(tables, [.. signs.Values]);
        tables["cmap"] = Signs(signs);
        var head = tables["head"].ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(LongOffsets), 1);
        tables["head"] = head;
        using var data = SKData.CreateCopy(Written([.. Kept.Where(tables.ContainsKey).Select(t => (t, tables[t]))]));
        return SKTypeface.FromData(data);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> TablesOf(byte[] font)
    {
        var tables = new Dictionary<string, ReadOnlyMemory<byte>>();
        for (var n = 0; n < BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(4)); n++)
        {
            var record = font.AsSpan(Header + (n * Record), Record);
            tables[Encoding.ASCII.GetString(record[..4])] = font.AsMemory((int)BinaryPrimitives.ReadUInt32BigEndian(record[8..]), (int)BinaryPrimitives.ReadUInt32BigEndian(record[12..]));
        }
        return tables;
    }

    private static (byte[] Loca, byte[] Glyf) Outlines(Dictionary<string, ReadOnlyMemory<byte>> tables, HashSet<ushort> wanted)
    {
        var (loca, glyf, isLong) = (tables["loca"], tables["glyf"], BinaryPrimitives.ReadInt16BigEndian(tables["head"].Span[LongOffsets..]) is 1);
        int At(int glyph) => isLong ? (int)BinaryPrimitives.ReadUInt32BigEndian(loca.Span[(4 * glyph)..]) : 2 * BinaryPrimitives.ReadUInt16BigEndian(loca.Span[(2 * glyph)..]);
        ReadOnlyMemory<byte> Outline(int glyph) => glyf[At(glyph)..At(glyph + 1)];

        for (var look = new Queue<ushort>(wanted); look.TryDequeue(out var glyph);)
            foreach (var part in PartsOf(Outline(glyph)).Where(wanted.Add)) look.Enqueue(part);
        var count = (loca.Length / (isLong ? 4 : 2)) - 1;
        var (offsets, outlines) = (new byte[4 * (count + 1)], new MemoryStream());
        for (var glyph = 0; glyph < count; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * glyph), (uint)outlines.Length);
            if (!wanted.Contains((ushort)glyph)) continue;
            outlines.Write(Outline(glyph).Span);
            outlines.Write(Zeros, 0, (int)(-outlines.Length & 3));
        }
        BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * count), (uint)outlines.Length);
        return (offsets, outlines.ToArray());
    }

    /// <summary>Which sign has which glyph. Of these alone: where several signs look alike, a reader of the PDF would get the first, a radical for a character.</summary>
    private static byte[] Signs(SortedDictionary<int, ushort> signs)
    {
        const int Table = 12, Groups = 16, Group = 12;
        var map = new byte[Table + Groups + (signs.Count * Group)];
        void Word(int at, int value) => BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(at), (ushort)value);
        void Long(int at, int value) => BinaryPrimitives.WriteInt32BigEndian(map.AsSpan(at), value);
        // One subtable, for all of Unicode (platform 3, encoding 10), in format 12.
        Word(2, 1);
        Word(4, 3);
        Word(6, 10);
        Long(8, Table);
        Word(Table, 12);
        Long(Table + 4, map.Length - Table);
        Long(Table + 12, signs.Count);
        foreach (var (n, (sign, glyph)) in signs.Index())
        {
            var at = Table + Groups + (n * Group);
            Long(at, sign);
            Long(at + 4, sign);
            Long(at + 8, glyph);
        }
        return map;
    }

    /// <summary>The glyphs that one is put together from.</summary>
    private static IEnumerable<ushort> PartsOf(ReadOnlyMemory<byte> outline)
    {
        const int Words = 1, Scale = 8, More = 0x20, ScaleXy = 0x40, Matrix = 0x80;
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline.Span) >= 0) yield break;
        for (var (at, flags) = (10, More); (flags & More) != 0;)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline.Span[at..]);
            yield return BinaryPrimitives.ReadUInt16BigEndian(outline.Span[(at + 2)..]);
            at += 4 + ((flags & Words) != 0 ? 4 : 2) + ((flags & Matrix) != 0 ? 8 : (flags & ScaleXy) != 0 ? 4 : (flags & Scale) != 0 ? 2 : 0);
        }
    }

    private static byte[] Written((string Tag, ReadOnlyMemory<byte> Table)[] tables)
    {
        var begin = Header + (tables.Length * Record);
        var font = new byte[begin + tables.Sum(t => Padded(t.Table.Length))];
        font[1] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), (ushort)tables.Length);
        var entries = (ushort)(1 << (int)Math.Log2(tables.Length));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), (ushort)(entries * Record));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), (ushort)Math.Log2(entries));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(10), (ushort)((tables.Length - entries) * Record));
        foreach (var (n, (tag, table)) in tables.Index())
        {
            table.Span.CopyTo(font.AsSpan(begin));
            var record = font.AsSpan(Header + (n * Record), Record);
            Encoding.ASCII.GetBytes(tag, record);
            BinaryPrimitives.WriteUInt32BigEndian(record[4..], SumOf(font.AsSpan(begin, Padded(table.Length))));
            BinaryPrimitives.WriteUInt32BigEndian(record[8..], (uint)begin);
            BinaryPrimitives.WriteUInt32BigEndian(record[12..], (uint)table.Length);
            begin += Padded(table.Length);
        }
        return font;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static uint SumOf(ReadOnlySpan<byte> table)
    {
        uint sum = 0;
        for (; table.Length > 0; table = table[4..]) sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(table));
        return sum;
    }
}
