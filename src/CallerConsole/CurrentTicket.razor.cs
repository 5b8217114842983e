using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole;

/// <summary>Who is in front of the window, and with what.</summary>
public sealed partial class CurrentTicket
{
    [Parameter, EditorRequired] public required Desk Desk { get; set; }
    [Parameter, EditorRequired] public required Wording W { get; set; }
    [Parameter, EditorRequired] public required long Tick { get; set; }
    /// <summary>Masked; null where no card was read.</summary>
    [Parameter] public string? Name { get; set; }
    [Parameter] public EventCallback<DeskAction> OnAction { get; set; }

    // Some matters are named by a whole paragraph of their law.
    private const int LongName = 44;

    private string StateClass => Desk.Current!.State is VisitState.Called ? "called" : "serving";
    private string Matter => Desk.Item is { } item ? W.Of(item.Name) : Desk.Current!.Visit.Item.Value;
    private string? MatterLang => Desk.Item is { } item ? W.LangOf(item.Name) : null;

    private string StateText => Desk.Current!.State switch
    {
        VisitState.Called c => W["CalledFor", Wording.Clock(Tick - c.Since), c.Recalls],
        VisitState.Serving s => W["ServingFor", Wording.Clock(Tick - s.Since)],
        _ => "",
    };

    private string? PaperNotice => W.PaperOf(Desk.Current!);

    private string NobodyKey => Desk.State.Session switch
    {
        WindowSession.Open when Desk.IsTidal && Desk.State.Assigned is null => "NotTurned",
        WindowSession.Open => Desk.Waiting.Count > 0 ? "Free" : "NobodyWaits",
        WindowSession.Paused => "IsPaused",
        _ => "NotOpen",
    };

    private IEnumerable<(string Name, string Value, string? Lang)> Facts(Ticket ticket)
    {
        if (Desk.Item is { } item) yield return (W["Department"], item.Department, W.ChineseLang);
        yield return (W["TakenAt"], Desk.View.Map.Local(ticket.TakenAt).ToString("HH:mm", W.Culture), null);
        yield return (W["Waited"], W.Minutes(Waited(ticket)), null);
        yield return (W["Channel"], W.Of(ticket.Channel), null);
        if (ticket.Mandate is not null) yield return (W["ActsFor"], W["ByMandate"], null);
        if (ticket.Agent is not null) yield return (W["ActsFor"], W["AgentMatters", ticket.Matters], null);
        if (ticket.Past.Length > 0) yield return (W["VisitNo"], ticket.Visit.Ordinal.ToString(W.Culture), null);
        if (Desk.Ahead.Count > 0) yield return (W["Then"], string.Join(W["Comma"], Desk.Ahead.Select(s => W.Of(s, Desk.View.Map))), null);
        if (ticket.Slot is { } slot) yield return (W["Slot"], Desk.View.Map.Local(slot).ToString("HH:mm", W.Culture), null);
    }

    private string WhyOf(CalledWhy why) =>
        why.Grounds is { Compared: > 1 and var compared } ? W["WhyAgainst", W.Of(why.Reason), compared] : W.Of(why.Reason);

    private static TimeSpan Waited(Ticket ticket) => ticket.State switch
    {
        VisitState.Called c => TimeSpan.FromMilliseconds(Math.Max(0, c.Since - c.Ref)),
        VisitState.Serving s => TimeSpan.FromMilliseconds(Math.Max(0, s.CalledAt - s.Ref)),
        _ => TimeSpan.Zero,
    };
}
