using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Devices;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Phone;

/// <summary>A ticket on its holder's phone. Drawn by the hub, pushed to whoever looks at it.</summary>
public sealed partial class TicketCard : ComponentBase
{
    // Paper has a QR; this page is where it leads.
    private static readonly Uri Nowhere = new("http://localhost/");
    private TicketState _state = default!;
    private TicketPaper _paper = default!;
    private ToldWait? _wait;
    private string? _matterLang;
    private IReadOnlyList<TicketStep> _steps = [];

    [Parameter, EditorRequired] public required HallView View { get; set; }
    [Parameter, EditorRequired] public required Ticket Ticket { get; set; }
    /// <summary>Explicit: the hub draws it in nobody's culture.</summary>
    [Parameter, EditorRequired] public required CultureInfo Culture { get; set; }

    /// <summary>One visit, one rating; who does not want to sees a link and no more.</summary>
    private bool MayRate => Ticket.State is VisitState.Completed && View.Ratings.Of(new RatingSubject.OfVisit(Ticket.Id, Ticket.Visit.Ordinal)) is null;
    private Texts T => Texts.Of<PhoneTexts>(Culture);

    protected override void OnParametersSet()
    {
        _state = TicketState.Of(View, Ticket, T);
        _paper = Paper.Of(View, Ticket with { Language = Culture.Name }, Nowhere);
        _wait = View.WaitOf(Ticket);
        _steps = TicketStep.Of(View, Ticket, Culture);
        _matterLang = Culture.Name is not "zh-CN" && View.Map.Items.TryGetValue(Ticket.Visit.Item, out var item) && item.Name.IsChineseIn(Culture.Name) ? "zh-CN" : null;
    }
}
