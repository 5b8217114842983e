namespace TidalHall.Core.Devices;

/// <summary>What stands on a ticket's paper, in print order; texts are ready in the citizen's language.</summary>
/// <remarks>Kiosk and phone show it; on its way to a printer it is a <see cref="Papers.Sheet"/>.</remarks>
public sealed record TicketPaper
{
    public required string HallName { get; init; }
    /// <summary>"A012", printed largest.</summary>
    public required string Number { get; init; }
    public required string Matter { get; init; }
    /// <summary>"绿色通道" or null.</summary>
    public string? ClassMark { get; init; }
    /// <summary>"补打", a reprint, or null.</summary>
    public string? ReprintMark { get; init; }
    /// <summary>Name and value in two columns: windows, people ahead, expected wait, time taken.</summary>
    public required PaperRow[] Rows { get; init; }
    /// <summary>Sentences below: the passed-number rule, that others may be called before.</summary>
    public required string[] Notes { get; init; }
    /// <summary>Printable ASCII; the address to follow the ticket by phone. Anything else is left off the paper.</summary>
    public required string QrContent { get; init; }
    public required string QrCaption { get; init; }
}

/// <summary>A name on the left, its value on the right.</summary>
public sealed record PaperRow(string Name, string Value);
