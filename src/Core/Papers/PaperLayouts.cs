using TidalHall.Core.Devices;

namespace TidalHall.Core.Papers;

/// <summary>The layouts of a hall, one for each paper and, where its words differ, one for each language.</summary>
public sealed class PaperLayouts(IEnumerable<ReadLayout> layouts)
{
    private readonly Dictionary<(PaperKind, string?), ReadLayout> _layouts = layouts.ToDictionary(l => (l.Layout.Paper, l.Language));

    /// <param name="language">"en" where the citizen chose it; the hall's own layout where there is none in it.</param>
    /// <exception cref="KeyNotFoundException">There is no layout of that paper.</exception>
    public Sheet Sheet(PaperKind paper, Dictionary<string, string> fields, Dictionary<string, Dictionary<string, string>[]>? lists = null, string? language = null)
    {
        var (layout, pictures) = _layouts.TryGetValue((paper, language), out var found) ? found : _layouts[(paper, null)];
        return new() { Paper = paper, Fields = fields, Lists = lists ?? [], Layout = layout.Elements, Pictures = pictures };
    }

    public Sheet Sheet(TicketPaper ticket) => Sheet(PaperKind.Ticket,
        new()
        {
            ["hall"] = ticket.HallName, ["number"] = ticket.Number, ["matter"] = ticket.Matter, ["classMark"] = ticket.ClassMark ?? "", ["reprintMark"] = ticket.ReprintMark ?? "",
            ["link"] = ticket.QrContent, ["caption"] = ticket.QrCaption,
        },
        Lists(ticket.Rows, ticket.Notes));

    public Sheet Sheet(BookingPaper booking) => Sheet(PaperKind.Booking,
        new()
        {
            ["hall"] = booking.HallName, ["title"] = booking.Title, ["number"] = booking.Number, ["matter"] = booking.Matter, ["day"] = booking.Day, ["time"] = booking.Time, ["link"] = booking.QrContent, ["caption"] = booking.QrCaption,
        },
        Lists(booking.Rows, booking.Notes));

    private static Dictionary<string, Dictionary<string, string>[]> Lists(PaperRow[] rows, string[] notes) => new()
    {
        ["rows"] = [.. rows.Select(r => new Dictionary<string, string> { ["name"] = r.Name, ["value"] = r.Value })],
        ["notes"] = [.. notes.Select(n => new Dictionary<string, string> { ["text"] = n })],
    };

    /// <summary>A paper with an example in every field, to look at a layout.</summary>
    public Sheet Example(PaperKind paper, string? language = null) => Sheet(paper, Said(PaperFields.Of(paper)), PaperFields.ListsOf(paper).ToDictionary(l => l.Name, l => l.Entries.Select(Said).ToArray()), language);

    private static Dictionary<string, string> Said(IEnumerable<PaperField> fields) => fields.ToDictionary(f => f.Name, f => f.Example);
}

/// <param name="Pictures">The PNG files its logos name.</param>
public sealed record ReadLayout(PaperLayout Layout, Dictionary<string, byte[]> Pictures)
{
    /// <summary>"en"; null = the hall's own.</summary>
    public string? Language { get; init; }
}
