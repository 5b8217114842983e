using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Halls;
using TidalHall.Ui;

namespace TidalHall.Display.Halls;

/// <summary>The whole hall display, drawn from its board alone.</summary>
public sealed partial class HallScreen : ComponentBase
{
    [Parameter, EditorRequired] public required HallBoard Board { get; set; }
    [Parameter, EditorRequired] public required CultureInfo Culture { get; set; }

    private string Language => Culture.Name;
    private Texts T => Texts.Of<DisplayTexts>(Culture);

    // A line of text each, or a card each.
    private bool IsCrowded => Board.Lines.Length > 8;
    private bool IsRoomy => Board.Lines.Length <= 4;

    private string EmptyText => Board.Notice switch
    {
        BoardNotice.DayClosed => T["DayClosed"],
        BoardNotice.NoWindowOpen => T["NoWindowOpen"],
        _ => T["NobodyCalled"],
    };

    // Said large already where nobody is called.
    private string? Notice => Board.Notice switch
    {
        BoardNotice.TicketingStopped => T["TicketingStopped"],
        BoardNotice.DayClosed or BoardNotice.NoWindowOpen when !Board.Called.IsEmpty => EmptyText,
        _ => null,
    };

    private string LateRule => Board.LateReturn switch
    {
        LateReturn.AfterMore => T["LateAfterMore", Board.LateReturnAfter],
        LateReturn.EndOfLine => T["LateEndOfLine"],
        _ => T["LateNewTicket"],
    };

    private string? LangOf(LocalText text) => DisplayTexts.LangOf(text, Culture);
}
