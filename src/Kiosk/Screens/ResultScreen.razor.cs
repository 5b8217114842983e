using Microsoft.AspNetCore.Components;
using TidalHall.Core.Devices;
using TidalHall.Core.Queueing;

namespace TidalHall.Kiosk.Screens;

/// <summary>The ticket, as its paper has it; larger where there is no paper.</summary>
public sealed partial class ResultScreen : ComponentBase
{
    /// <summary>Seconds. A printer that has said nothing for so long has not printed, as far as anybody can tell.</summary>
    internal const int PrintsWithin = 8;
    private bool _silent;
    private PaperState _state;
    private TicketPaper? _paper;
    private string _way = "";
    private string? _matterLang;
    private string? _matterLength;

    [CascadingParameter] private KioskScene Scene { get; set; } = default!;
    [Parameter, EditorRequired] public required TicketId Ticket { get; set; }
    [Parameter, EditorRequired] public required Uri Root { get; set; }
    [Parameter] public EventCallback OnReprint { get; set; }
    [Parameter] public EventCallback OnDone { get; set; }

    /// <summary>Not while the printer is only slow: it would print both.</summary>
    private bool MayPrintAgain => Scene.MayPrint && Scene.View.NotDurableSince is null && _state is PaperState.Unknown or PaperState.NotOnPaper;

    protected override void OnParametersSet()
    {
        if (Scene.View.Find(Ticket) is not { } ticket)
        {
            _paper = null;
            return;
        }
        // Printed again, the printer has its time again.
        if (ticket.Paper is PaperState.Printing && _state is PaperState.Unknown or PaperState.NotOnPaper) _silent = false;
        _state = ticket.Paper;
        // In the language and type of the screen, which may be turned while it is shown.
        _paper = Paper.Of(Scene.View, ticket with { Language = Scene.Language, LargeType = Scene.Elder }, Root);
        var item = Scene.View.Map.Items.GetValueOrDefault(ticket.Visit.Item);
        (_matterLang, _matterLength) = item is null ? default : (Scene.LangOf(item.Name), Scene.LengthOf(item.Name));
        _way = ticket.Paper switch
        {
            PaperState.OnPaper => "OnPaper",
            PaperState.Printing when !_silent => "Printing",
            _ => "NotOnPaper",
        };
    }

    private void GiveUpPaper()
    {
        _silent = true;
        OnParametersSet();
    }
}
