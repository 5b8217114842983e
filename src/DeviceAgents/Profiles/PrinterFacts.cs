using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TidalHall.DeviceAgents.Profiles;

/// <summary>What must be known of a printer model to print on it. Lengths are dots, 8 to a millimetre.</summary>
public sealed record PrinterFacts
{
    public PrinterCodec Codec { get; init; }
    [Description("Printable width, 384 to 832 dots, a multiple of 24. 80 mm paper: 576; 58 mm: 384."), Range(384, 832)]
    public int PaperDots { get; init; } = 576;
    [Description("From print head to cutter, 0 to 400 dots: fed before a cut so that it misses the last line."), Range(0, 400)]
    public int CutFeedDots { get; init; } = 120;
    public Cutter Cutter { get; init; } = Cutter.Partial;
    public HanziSize HanziSize { get; init; } = HanziSize.Gs;
    [Description("It has the rare characters that take four bytes in GB18030. Else their line is drawn as a picture.")]
    public bool FourByteCharacters { get; init; }
    public QrForm QrForm { get; init; } = QrForm.Native;
    [Description("Dots of one QR module, 3 to 12; fewer where the code would not fit on the paper."), Range(3, 12)]
    public int QrModuleDots { get; init; } = 6;
    [Description("The DLE EOT questions it answers, of 1 to 4. None: its state stays unknown.")]
    public int[] StatusQueries { get; init; } = [1, 2, 3, 4];
    [Description("It sends automatic status (GS a). Asked so where statusQueries is empty.")]
    public bool AutomaticStatus { get; init; }
    [Description("Its receive buffer, 512 to 65536 bytes, where nothing stops a sender that is faster than the paper: a paper is sent in parts, each after the answer to the one before. Needs the proof InOrder."), Range(512, 65536)]
    public int? BufferBytes { get; init; }
    public PrintProof Proof { get; init; } = PrintProof.InOrder;
    [Description("How long a whole ticket may take until the proof comes, 1 to 60 s."), Range(1, 60)]
    public int ProofSeconds { get; init; } = 10;
    [Description("How often an idle printer is asked how it is, 1 to 300 s."), Range(1, 300)]
    public int PollSeconds { get; init; } = 5;

    /// <summary>Whether it can say how it is at all.</summary>
    internal bool TellsStatus => StatusQueries.Length > 0 || AutomaticStatus;

    /// <summary>Cells of half a Hanzi, 12 dots, in one line.</summary>
    internal int Columns => PaperDots / 12;
}

[JsonConverter(typeof(NamedValue<PrinterCodec>))]
public enum PrinterCodec { EscPos }

/// <summary>What the cutter can do.</summary>
[JsonConverter(typeof(NamedValue<Cutter>))]
public enum Cutter { None, Partial, Full }

/// <summary>What makes Hanzi large.</summary>
[JsonConverter(typeof(NamedValue<HanziSize>))]
public enum HanziSize
{
    /// <summary>GS ! scales all characters.</summary>
    Gs,
    /// <summary>GS ! scales letters only; FS ! doubles Hanzi, more it cannot.</summary>
    GsAndFs,
}

/// <summary>How a QR code gets on paper.</summary>
[JsonConverter(typeof(NamedValue<QrForm>))]
public enum QrForm
{
    /// <summary>GS ( k: the printer makes the code.</summary>
    Native,
    /// <summary>GS v 0: it is sent as a picture, for a printer without the command.</summary>
    Picture,
}

/// <summary>What shows that a ticket is on paper.</summary>
[JsonConverter(typeof(NamedValue<PrintProof>))]
public enum PrintProof
{
    /// <summary>Nothing does: each ticket's outcome is unknown.</summary>
    None,
    /// <summary>The answer to DLE EOT after the last byte: all was received and no fault is told.</summary>
    RealTime,
    /// <summary>The answer to GS r, which comes after everything before it was printed.</summary>
    InOrder,
}
