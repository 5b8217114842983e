namespace TidalHall.Core.Devices;

/// <summary>What stands on the paper of an appointment; texts are ready in the citizen's language.</summary>
public sealed record BookingPaper
{
    public required string HallName { get; init; }
    public required string Title { get; init; }
    /// <summary>"2745 0183", keyed in at a kiosk; printed largest.</summary>
    public required string Number { get; init; }
    public required string Matter { get; init; }
    /// <summary>With its weekday.</summary>
    public required string Day { get; init; }
    /// <summary>"10:00–10:30".</summary>
    public required string Time { get; init; }
    /// <summary>From when it is a ticket for the asking, until when it may be given back, where.</summary>
    public required PaperRow[] Rows { get; init; }
    /// <summary>How it becomes a ticket, and what becomes of those who are late.</summary>
    public required string[] Notes { get; init; }
    /// <summary>Printable ASCII; the address of its page, which a kiosk's scanner takes too.</summary>
    public required string QrContent { get; init; }
    public required string QrCaption { get; init; }
}
