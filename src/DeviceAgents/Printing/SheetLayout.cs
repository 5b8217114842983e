using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>Sets a sheet for one printer: what fits beside what, what goes to the next line. Nothing is cut off.</summary>
internal sealed class SheetLayout(PrinterFacts facts)
{
    /// <summary>Dots around a code, and of a line across with the paper above and below it.</summary>
    private const int Gap = 12, RuleDots = 2, RuleGap = 8;
    private const int BarcodeDots = 64, QuietModules = 20;
    /// <summary>Cells between the end of a wrapped name and a value beside it: fewer read as one sentence.</summary>
    private const int LeastBeside = 4;
    /// <summary>FS ! knows single and double.</summary>
    private const int LargestHanziByFs = 2;
    /// <summary>Of a picture in one command where the printer's buffer is small.</summary>
    private const int BandBytes = 1024;

    public byte[] Set(Sheet sheet) => Write(sheet).ToArray();

    /// <summary>In parts of which each fits into the printer's buffer.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> SetInParts(Sheet sheet) => Write(sheet).Parts(facts.BufferBytes ?? int.MaxValue);

    private EscPosWriter Write(Sheet sheet)
    {
        var setting = new Setting(facts, sheet, new EscPosWriter().Begin());
        var isCut = false;
        foreach (var element in sheet.Filled())
        {
            setting.Put(element);
            isCut = element.Print is PaperPrint.Cut;
        }
        if (!isCut) setting.Put(new() { Print = PaperPrint.Cut });
        return setting.Writer;
    }

    /// <summary>One sheet on its way down the paper.</summary>
    private sealed class Setting(PrinterFacts facts, Sheet sheet, EscPosWriter writer)
    {
        private PaperAlign _align = PaperAlign.Left;
        private bool _bold, _inverse;

        internal EscPosWriter Writer => writer;

        internal void Put(PaperElement element)
        {
            Style(element.Bold ?? false, element.Inverse ?? false);
            switch (element.Print)
            {
                case PaperPrint.Text: Text(element); break;
                case PaperPrint.Row: Row(PaperText.Clean(element.Text ?? ""), PaperText.Clean(element.Value ?? ""), element.Scale ?? 1); break;
                case PaperPrint.Rule: Rule(); break;
                case PaperPrint.Qr: Code(element); break;
                case PaperPrint.Barcode: Barcode(element); break;
                case PaperPrint.Logo: Logo(element); break;
                case PaperPrint.Feed: writer.Feed(element.Dots ?? 0); break;
                case PaperPrint.Cut: writer.Feed(facts.CutFeedDots).Cut(facts.Cutter); break;
                // Gone through when it was filled; whatever a later hub may send is no reason to print nothing.
                case PaperPrint.Each: default: break;
            }
            writer.MayPause();
        }

        private void Style(bool bold, bool inverse)
        {
            if (bold != _bold) writer.Bold(bold ? Weight.Bold : Weight.Normal);
            if (inverse != _inverse) writer.Inverse(inverse ? Ground.Black : Ground.White);
            (_bold, _inverse) = (bold, inverse);
        }

        private void Align(PaperAlign align)
        {
            if (align != _align) writer.Align(align);
            _align = align;
        }

        private void Text(PaperElement element)
        {
            var clean = PaperText.Clean(element.Text ?? "");
            if (clean.Length == 0) return;
            Align(element.Align ?? PaperAlign.Left);
            var scale = Largest(clean, element.Scale ?? 1, s => PaperText.Wrap(clean, facts.Columns / s).Count <= (element.MaxLines ?? int.MaxValue));
            writer.Scale(scale, facts.HanziSize);
            foreach (var line in PaperText.Wrap(clean, facts.Columns / scale)) Line(line, scale);
            writer.Scale(1, facts.HanziSize);
        }

        /// <summary>The largest scale at which it fits, 1 where none does.</summary>
        private int Largest(string text, int wanted, Func<int, bool> fits)
        {
            var most = Math.Clamp(facts.HanziSize is HanziSize.GsAndFs && PaperText.HoldsWide(text) ? Math.Min(wanted, LargestHanziByFs) : wanted, 1, EscPosWriter.MaxScale);
            for (var scale = Math.Min(most, facts.Columns / 2); scale > 1; scale--)
                if (fits(scale)) return scale;
            return 1;
        }

        /// <summary>Name at the left, value at the right, as large as both fit; the value goes below where they do not fit even small.</summary>
        private void Row(string name, string value, int wanted)
        {
            Align(PaperAlign.Left);
            var taken = PaperText.Cells(name) + PaperText.Cells(value);
            if (taken < facts.Columns)
            {
                var scale = Largest(name + value, wanted, s => taken < facts.Columns / s);
                writer.Scale(scale, facts.HanziSize);
                Line(name + new string(' ', (facts.Columns / scale) - taken) + value, scale);
                writer.Scale(1, facts.HanziSize);
                return;
            }
            var (names, values) = (PaperText.Wrap(name, facts.Columns), PaperText.Wrap(value, facts.Columns));
            // Of a name that had to be wrapped the last line often has room beside it.
            var beside = names.Count > 1 && values.Count == 1 && PaperText.Cells(names[^1]) + PaperText.Cells(values[0]) + LeastBeside <= facts.Columns;
            foreach (var line in beside ? names.SkipLast(1) : names) Line(line, 1);
            if (beside) Line(names[^1] + new string(' ', facts.Columns - PaperText.Cells(names[^1]) - PaperText.Cells(values[0])) + values[0], 1);
            else foreach (var line in values) Line(new string(' ', facts.Columns - PaperText.Cells(line)) + line, 1);
        }

        private void Rule()
        {
            Align(PaperAlign.Left);
            var line = new Raster(facts.PaperDots / 8, RuleDots, new byte[facts.PaperDots / 8 * RuleDots]);
            Array.Fill(line.Bits, (byte)0xFF);
            writer.Feed(RuleGap).Raster(line).Feed(RuleGap);
        }

        private void Code(PaperElement element)
        {
            var content = element.Text ?? "";
            if (!EscPosWriter.IsQrContent(content)) return;
            Align(element.Align ?? PaperAlign.Left);
            var dots = Math.Min(facts.QrModuleDots, facts.PaperDots / QrPicture.Modules(content).Width);
            if (facts.QrForm is QrForm.Picture) Picture(QrPicture.Draw(content, dots));
            else writer.Qr(content, dots);
            writer.Feed(Gap);
        }

        /// <summary>One too long for the paper is written as text: a code that cannot be read helps nobody.</summary>
        private void Barcode(PaperElement element)
        {
            var content = element.Text ?? "";
            if (Code128.Encode(content, out var modules) is { } data && facts.PaperDots / (modules + QuietModules) is >= 2 and var dots)
            {
                Align(element.Align ?? PaperAlign.Left);
                writer.Barcode(data, Math.Clamp(element.Dots ?? BarcodeDots, 24, 240), Math.Min(dots, 3)).Feed(Gap);
            }
            else Text(element with { Scale = 1, MaxLines = null });
        }

        private void Logo(PaperElement element)
        {
            if (element.File is not { } file || !sheet.Pictures.TryGetValue(file, out var png)) return;
            if (LogoRaster.Of(png, Math.Clamp(element.Dots ?? facts.PaperDots, 8, facts.PaperDots)) is not { } raster) return;
            Align(element.Align ?? PaperAlign.Left);
            Picture(raster);
        }

        private void Picture(Raster raster) => writer.Raster(raster, facts.BufferBytes is null ? int.MaxValue : BandBytes);

        private void Line(string line, int scale)
        {
            // A printer without the rare characters would print others in their place, in somebody's name.
            if (!facts.FourByteCharacters && PaperText.NeedsFourBytes(line)) Picture(PaperPicture.Line(line, facts.PaperDots, scale, _bold));
            else writer.Line(line);
            writer.MayPause();
        }
    }
}
