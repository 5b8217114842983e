using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>Sets a ticket for one printer: what fits beside what, what goes to the next line. Nothing is cut off.</summary>
internal sealed class TicketLayout(PrinterFacts facts)
{
    private const int NumberScale = 5;
    private const int Gap = 12;

    public byte[] Set(TicketPaper paper)
    {
        var writer = new EscPosWriter().Begin().Align(Alignment.Centre);
        Text(writer, paper.HallName, 1);
        writer.Feed(Gap).Bold(Weight.Bold);
        Text(writer, paper.Number, ScaleOf(paper.Number));
        if (paper.ClassMark is { } mark) Text(writer, mark, 2);
        writer.Bold(Weight.Normal).Feed(Gap);
        Text(writer, paper.Matter, PaperText.Wrap(PaperText.Clean(paper.Matter), facts.Columns / 2).Count <= 2 ? 2 : 1);
        if (paper.ReprintMark is { } reprint) Text(writer, reprint, 1);
        writer.Feed(Gap).Align(Alignment.Left);
        foreach (var row in paper.Rows) Row(writer, row);
        writer.Feed(Gap);
        foreach (var note in paper.Notes) Text(writer, note, 1);
        writer.Feed(Gap).Align(Alignment.Centre);
        if (EscPosWriter.IsQrContent(paper.QrContent)) Code(writer, paper.QrContent);
        Text(writer, paper.QrCaption, 1);
        return writer.Feed(facts.CutFeedDots).Cut(facts.Cutter).ToArray();
    }

    /// <summary>As large as the paper's width allows.</summary>
    private int ScaleOf(string number) => Math.Clamp(facts.Columns / Math.Max(1, PaperText.Cells(number)), 1, NumberScale);

    private void Text(EscPosWriter writer, string text, int scale)
    {
        var clean = PaperText.Clean(text);
        if (clean.Length == 0) return;
        writer.Scale(scale, facts.HanziSize);
        foreach (var line in PaperText.Wrap(clean, facts.Columns / scale)) Line(writer, line, scale);
        writer.Scale(1, facts.HanziSize);
    }

    /// <summary>Name at the left, value at the right, large where both fit; the value goes below where they do not fit even small.</summary>
    private void Row(EscPosWriter writer, PaperRow row)
    {
        var (name, value) = (PaperText.Clean(row.Name), PaperText.Clean(row.Value));
        var taken = PaperText.Cells(name) + PaperText.Cells(value);
        var scale = taken < facts.Columns / 2 ? 2 : 1;
        if (taken < facts.Columns)
        {
            writer.Scale(scale, facts.HanziSize);
            Line(writer, name + new string(' ', (facts.Columns / scale) - taken) + value, scale);
            writer.Scale(1, facts.HanziSize);
            return;
        }
        foreach (var line in PaperText.Wrap(name, facts.Columns)) Line(writer, line, 1);
        foreach (var line in PaperText.Wrap(value, facts.Columns)) Line(writer, new string(' ', facts.Columns - PaperText.Cells(line)) + line, 1);
    }

    private void Code(EscPosWriter writer, string content)
    {
        var dots = Math.Min(facts.QrModuleDots, facts.PaperDots / QrPicture.Modules(content).Width);
        if (facts.QrForm is QrForm.Picture) writer.Raster(QrPicture.Draw(content, dots));
        else writer.Qr(content, dots);
        writer.Feed(Gap);
    }

    private void Line(EscPosWriter writer, string line, int scale)
    {
        // A printer without the rare characters would print others in their place, in somebody's name.
        if (!facts.FourByteCharacters && PaperText.NeedsFourBytes(line)) writer.Raster(PaperPicture.Line(line, facts.PaperDots, scale));
        else writer.Line(line);
    }
}
