using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Papers;

/// <summary>What an element of a layout puts on the paper.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaperPrint>))]
public enum PaperPrint { Text, Row, Each, Rule, Qr, Barcode, Logo, Feed, Cut }

/// <summary>Where a text, a code or a logo stands between the edges.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaperAlign>))]
public enum PaperAlign { Left, Centre, Right }

/// <summary>One piece of a layout. In its texts {name} stands for a field; a piece all of whose fields are empty is left out.</summary>
public sealed record PaperElement
{
    /// <summary>Text: a text, wrapped. Row: one text at the left, one at the right. Each: its elements once for every entry of a list. Rule: a line across. Qr, Barcode: a code. Logo: a picture. Feed: empty paper. Cut: the cutter; it comes by itself at the end.</summary>
    public required PaperPrint Print { get; init; }
    /// <summary>Of a Text, the left side of a Row, the content of a Qr or Barcode, the heading of an Each.</summary>
    public string? Text { get; init; }
    /// <summary>The right side of a Row. Where both do not fit in one line it stands below.</summary>
    public string? Value { get; init; }
    /// <summary>The list an Each goes through. Its elements name the entry's fields, and {#} its place from 1.</summary>
    public string? List { get; init; }
    /// <summary>What an Each prints for every entry.</summary>
    public PaperElement[]? Elements { get; init; }
    /// <summary>The picture of a Logo: a PNG beside the layout, 48 KB at most.</summary>
    [RegularExpression(@"^[A-Za-z0-9_-][A-Za-z0-9_.-]*\.png$")]
    public string? File { get; init; }
    /// <summary>How large a Text or Row is, 1 to 8; smaller where it would not fit. Default 1.</summary>
    [Range(1, 8)]
    public int? Scale { get; init; }
    /// <summary>A Text that would take more lines is set smaller, down to 1. 1 to 20; default: as many as it takes.</summary>
    [Range(1, 20)]
    public int? MaxLines { get; init; }
    /// <summary>Height of a Feed (0 to 400) or a Barcode (24 to 240, default 64), width of a Logo (8 to 384), in dots of an eighth of a millimetre.</summary>
    [Range(0, 400)]
    public int? Dots { get; init; }
    /// <summary>Default false.</summary>
    public bool? Bold { get; init; }
    /// <summary>White on black. Default false.</summary>
    public bool? Inverse { get; init; }
    /// <summary>Default Left.</summary>
    public PaperAlign? Align { get; init; }
}

/// <summary>A paper's layout, a file of <c>halls/papers</c>.</summary>
public sealed record PaperLayout
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
    /// <summary>Which paper it is for; the file's name is the same: "ticket.json".</summary>
    public required PaperKind Paper { get; init; }
    /// <summary>From the top of the paper to its end.</summary>
    [MinLength(1)]
    public required PaperElement[] Elements { get; init; }
}
