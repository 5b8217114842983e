using System.Text;
using System.Text.Json;
using TidalHall.Core.HallFiles;
using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.Papers;

/// <summary>What the parts of a layout must hold to: each element says what its kind can, names fields of its paper, fits on the narrowest.</summary>
internal sealed class PaperLayoutRules(string file, PaperLayout layout, Func<string, byte[]?> readBeside, Dictionary<string, byte[]> pictures, List<HallFileMistake> mistakes)
{
    private static readonly Dictionary<PaperPrint, (string[] Needed, string[] Allowed)> Members = new()
    {
        [PaperPrint.Text] = (["text"], ["scale", "maxLines", "bold", "inverse", "align"]),
        [PaperPrint.Row] = (["text", "value"], ["scale", "bold", "inverse"]),
        [PaperPrint.Each] = (["list", "elements"], ["text", "scale", "maxLines", "bold", "inverse", "align"]),
        [PaperPrint.Rule] = ([], []),
        [PaperPrint.Qr] = (["text"], ["align"]),
        [PaperPrint.Barcode] = (["text"], ["dots", "align"]),
        [PaperPrint.Logo] = (["file", "dots"], ["align"]),
        [PaperPrint.Feed] = (["dots"], []),
        [PaperPrint.Cut] = ([], []),
    };

    internal void Check()
    {
        if (file != PaperLayoutFile.FileNameOf(layout.Paper) && !PaperLayoutFile.OtherLanguages.Any(l => file == PaperLayoutFile.FileNameOf(layout.Paper, l))) Tell("paper", PaperInOtherFile, layout.Paper.ToString(), PaperLayoutFile.FileNameOf(layout.Paper));
        var fields = PaperFields.Of(layout.Paper).Select(f => f.Name).ToList();
        foreach (var (at, element) in layout.Elements.Index()) Check($"elements[{at}]", element, fields, isEntry: false);
    }

    private void Check(string place, PaperElement element, List<string> fields, bool isEntry)
    {
        if (isEntry && element.Print is PaperPrint.Each)
        {
            Tell($"{place}.print", ValueNotAllowed, "Each", Enum.GetNames<PaperPrint>().Except(["Each"]).ToList());
            return;
        }
        var (needed, allowed) = Members[element.Print];
        var said = Said(element);
        foreach (var name in needed.Except(said)) Tell(place, MissingMember, name);
        foreach (var name in said.Except(needed).Except(allowed)) Tell($"{place}.{name}", SaysNothingThere, name, element.Print.ToString(), needed.Concat(allowed).DefaultIfEmpty("–").ToList());
        foreach (var (name, text) in new[] { ("text", element.Text), ("value", element.Value) })
            foreach (var unknown in PaperPlaces.In(text).Except(isEntry ? [.. fields, PaperPlaces.Count] : fields)) Tell($"{place}.{name}", FieldUnknown, unknown, fields);
        CheckWidth(place, element);
        CheckDots(place, element);
        if (element is { Print: PaperPrint.Logo, File: { } picture }) CheckPicture($"{place}.file", picture);
        if (element is not { Print: PaperPrint.Each, List: { } wanted }) return;
        var lists = PaperFields.ListsOf(layout.Paper);
        if (lists.FirstOrDefault(l => l.Name == wanted) is not { } list) Tell($"{place}.list", FieldUnknown, wanted, lists.Select(l => l.Name).ToList());
        else foreach (var (at, inner) in (element.Elements ?? []).Index()) Check($"{place}.elements[{at}]", inner, [.. list.Fields], isEntry: true);
    }

    /// <summary>What a layout itself writes must leave a row room for its fields; a field's own text is wrapped.</summary>
    private void CheckWidth(string place, PaperElement element)
    {
        if (element.Print is not PaperPrint.Row) return;
        var own = Own(element.Text) + Own(element.Value);
        var fields = PaperPlaces.In(element).Count();
        // A gap between both sides, and a Hanzi for each field.
        if (own + 1 + 2 * fields > PaperLayoutFile.NarrowestCells) Tell(place, TooWideForPaper, own, PaperLayoutFile.NarrowestCells - 1 - 2 * fields);
    }

    private void CheckDots(string place, PaperElement element)
    {
        var (least, most) = element.Print switch { PaperPrint.Logo => (8, PaperLayoutFile.NarrowestDots), PaperPrint.Barcode => (24, 240), _ => (0, 400) };
        if (element.Dots is { } dots && (dots < least || dots > most)) Tell($"{place}.dots", OutOfRange, dots, least, most);
    }

    private void CheckPicture(string place, string name)
    {
        if (pictures.ContainsKey(name)) return;
        if (readBeside(name) is not { } bytes) Tell(place, FileMissing, name);
        else if (bytes.Length > PaperLayoutFile.MaxPictureBytes || !IsPng(bytes)) Tell(place, PictureNotAllowed, name, PaperLayoutFile.MaxPictureBytes / 1024);
        else pictures[name] = bytes;
    }

    /// <summary>Its signature, then a header of at most 2000 by 2000 points.</summary>
    private static bool IsPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 24 && bytes[..8].SequenceEqual<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && bytes[12..16].SequenceEqual("IHDR"u8)
        && Size(bytes[16..]) is > 0 and <= 2000 && Size(bytes[20..]) is > 0 and <= 2000;

    private static int Size(ReadOnlySpan<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes);

    private static int Own(string? text) => PaperPlaces.Parts(text ?? "").Where(p => !p.IsPlace).Sum(p => p.Text.EnumerateRunes().Sum(r => r.IsAscii ? 1 : 2));

    private static List<string> Said(PaperElement element) =>
        [.. HallFileJson.Options.GetTypeInfo(typeof(PaperElement)).Properties.Where(p => p.Name != "print" && p.Get!(element) is not null).Select(p => p.Name)];

    private void Tell(string place, HallFileMistakeCode code, params object[] arguments) => mistakes.Add(new(file, place, code, arguments));
}
