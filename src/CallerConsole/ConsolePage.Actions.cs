using Microsoft.AspNetCore.Components;
using MudBlazor;
using TidalHall.CallerConsole.Desks;
using TidalHall.CallerConsole.Dialogs;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole;

/// <summary>What a touch becomes. Who was current at the touch goes with the order, also when a dialog was open in between.</summary>
public sealed partial class ConsolePage
{
    private static readonly ReasonWord[] ReasonsToPause = [ReasonWord.ShortBreak, ReasonWord.Meal, ReasonWord.DeviceFault, ReasonWord.Handover];
    private static readonly ReasonWord[] ReasonsToClear = [ReasonWord.ClerkLeft, ReasonWord.ShiftEnded, ReasonWord.SignedOnByMistake];
    private static readonly ReasonWord[] ReasonsToChoose = [ReasonWord.BackAfterMiss, ReasonWord.BackWithPapers, ReasonWord.WalksWithDifficulty, ReasonWord.ManagersArrangement];
    private static readonly DialogOptions Asking = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true, DefaultFocus = DefaultFocus.FirstChild };

    // Long names beside their department; the page's script puts the focus into its field.
    private static readonly DialogOptions AskingWide = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Medium, FullWidth = true, DefaultFocus = DefaultFocus.None };

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    private async Task ActAsync(DeskAction action)
    {
        if (_desk is not { } desk || !desk.Can(action, TickNow)) return;
        if (action is DeskAction.TakeIn or DeskAction.Ask)
        {
            // A page of another document: it is loaded with styles of its own.
            Navigation.NavigateTo(action is DeskAction.TakeIn ? $"/cases/new?window={desk.Window.Id}" : $"/unresolved?window={desk.Window.Id}&ask={desk.Current!.Visit.Item}", forceLoad: true);
            return;
        }
        if (action is DeskAction.Pause or DeskAction.Assign or DeskAction.Clear or DeskAction.SayNo)
        {
            await ActForReasonAsync(action, desk);
            return;
        }
        var (window, expected) = (desk.Window.Id, ExpectedCurrent.Is(desk.Current?.Id));
        HallCommand? command = action switch
        {
            DeskAction.CallNext => new CallNext(window, expected),
            DeskAction.Recall => new RecallTicket(window, expected),
            DeskAction.Start => new StartService(window, expected),
            DeskAction.Complete => new CompleteVisit(window, VisitOutcome.Done, expected),
            DeskAction.CompleteOtherwise => await AskOutcomeAsync(desk) is { } outcome ? new CompleteVisit(window, outcome, expected) : null,
            DeskAction.SendOn => await AskSendOnAsync(desk) is { } next ? new CompleteVisit(window, VisitOutcome.Done, expected, next) : null,
            DeskAction.Miss => new MissTicket(window, expected),
            DeskAction.Hold => await ChooseOfAsync<HoldKind>(action) is { } kind ? new HoldTicket(window, kind, expected) : null,
            DeskAction.Transfer => await AskTransferAsync(desk) is { } to ? new TransferTicket(window, to.Category, to.Window, to.Position, expected) : null,
            DeskAction.Return => new ReturnToQueue(window, expected),
            DeskAction.Serve => await AskMatterAsync(desk) is { } item ? new ServeWithoutTicket(window, item, Expected: expected) : null,
            DeskAction.Open => new OpenWindow(window),
            DeskAction.Resume => new ResumeWindow(window),
            DeskAction.Close => new CloseWindow(window),
            DeskAction.SignOff => new SignOff(window),
            _ => throw new InvalidOperationException($"No order for {action}."),
        };
        if (command is null) return;
        await SendAsync(command, window);
        if (command is SignOff && Orders.Refusal is null) Go(null);
    }

    private async Task ActForReasonAsync(DeskAction action, Desk desk)
    {
        var window = desk.Window.Id;
        switch (action)
        {
            case DeskAction.Pause when await AskReasonAsync(action, ReasonsToPause) is { } given: await SendAsync(given, r => new PauseWindow(window, r), window); break;
            case DeskAction.Clear when await AskReasonAsync(action, ReasonsToClear) is { } given: await SendAsync(given, r => new ClearSession(window, r), window); break;
            case DeskAction.SayNo: await SayNoAsync(desk); break;
            case DeskAction.Assign when await AskAssignAsync(desk) is { } turn: await SendAsync(turn.Reason, r => new AssignWindow(window, turn.Category, r), window); break;
        }
    }

    /// <returns>The no is reported; false: it was not said after all, or could not be reported.</returns>
    private async Task<bool> SayNoAsync(Desk desk)
    {
        if (await AskAsync<SayNoDialog>(W["SayNoTitle", desk.Current!.Number], new() { [nameof(SayNoDialog.W)] = W }) is not GivenNo no) return false;
        var body = await KeepAsync(no.RightBody);
        if (body.Refusal is { } refusal)
        {
            Snackbar.Add(W.Of(refusal), Severity.Warning);
            return false;
        }
        await SendAsync(new GivenReason.Typed(no.Reason), r => new SayNo(desk.Window.Id, no.Ground, r, RightBody: body.Reason, Expected: ExpectedCurrent.Is(desk.Current?.Id)), desk.Window.Id);
        return Orders.Refusal is null;
    }

    /// <summary>How a visit ends otherwise; one that ends with nothing done is a no, and each no is reported.</summary>
    private async Task<VisitOutcome?> AskOutcomeAsync(Desk desk) =>
        await ChooseOfAsync<VisitOutcome>(DeskAction.CompleteOtherwise) is { } outcome && (outcome is not VisitOutcome.NotDone || desk.SaidNo is not null || await SayNoAsync(desk)) ? outcome : null;

    private async Task ExtendAsync()
    {
        if (Newest.Day is not { } day || await AskAsync<ExtendDialog>(W["ExtendTitle"], new() { [nameof(ExtendDialog.W)] = W }) is not ExtendedHours hours) return;
        if (await Orders.SendAsync(hours.Reason, r => new ExtendDay(Newest.Map.OnDay(day.Date, hours.Until), r), Leaving) is { } view) await TakeAsync(view);
    }

    private async Task ChooseAsync(Ticket ticket)
    {
        if (_desk is not { MayCall: true } desk) return;
        var (window, expected) = (desk.Window.Id, ExpectedCurrent.Is(desk.Current?.Id));
        if (await AskReasonAsync(W["ChooseTitle", ticket.Number], ReasonsToChoose) is { } given) await SendAsync(given, r => new CallChosen(window, ticket.Id, r, expected), window);
    }

    private Task ResumeAsync(Ticket ticket) =>
        _desk is { } desk && desk.MayResume(ticket) ? SendAsync(new ResumeTicket(desk.Window.Id, ticket.Id, ExpectedCurrent.Is(desk.Current?.Id)), desk.Window.Id) : Task.CompletedTask;

    private Task ReinstateAsync(Ticket ticket) => _desk is { } desk ? SendAsync(new ReinstateTicket(ticket.Id), desk.Window.Id) : Task.CompletedTask;

    private async Task<TWord?> ChooseOfAsync<TWord>(DeskAction action) where TWord : struct, Enum
    {
        var words = Enum.GetValues<TWord>();
        var given = await AskAsync<ChoiceDialog>(TitleOf(action), new() { [nameof(ChoiceDialog.Options)] = words.Select(w => W.Of(w)).ToArray() });
        return given is int index ? words[index] : null;
    }

    private Task<GivenReason?> AskReasonAsync(DeskAction action, ReasonWord[] words) => AskReasonAsync(TitleOf(action), words);

    // The dots on the button promise this very question.
    private string TitleOf(DeskAction action) => W.Of(action).TrimEnd('…');

    private async Task<GivenReason?> AskReasonAsync(string title, ReasonWord[] words) =>
        await AskAsync<ReasonDialog>(title, new() { [nameof(ReasonDialog.W)] = W, [nameof(ReasonDialog.Words)] = words }) as GivenReason;

    private async Task<ItemId?> AskMatterAsync(Desk desk) =>
        await AskAsync<ServeDialog>(TitleOf(DeskAction.Serve), new() { [nameof(ServeDialog.W)] = W, [nameof(ServeDialog.Items)] = desk.ItemsNow() }, AskingWide) as ItemId?;

    private async Task<TransferTarget?> AskTransferAsync(Desk desk) =>
        await AskAsync<TransferDialog>(W["TransferTitle", desk.Current!.Number], new() { [nameof(TransferDialog.W)] = W, [nameof(TransferDialog.Desk)] = desk }) as TransferTarget;

    private async Task<VisitStep[]?> AskSendOnAsync(Desk desk) =>
        await AskAsync<SendOnDialog>(W["SendOnTitle", desk.Current!.Number], new() { [nameof(SendOnDialog.W)] = W, [nameof(SendOnDialog.Desk)] = desk }) as VisitStep[];

    private async Task<TidalTurn?> AskAssignAsync(Desk desk) =>
        await AskAsync<AssignDialog>(W["AssignTitle", desk.Window.Number], new() { [nameof(AssignDialog.W)] = W, [nameof(AssignDialog.Desk)] = desk }) as TidalTurn;

    private async Task<object?> AskAsync<TDialog>(string title, DialogParameters parameters, DialogOptions? options = null) where TDialog : IComponent
    {
        var dialog = await Dialogs.ShowAsync<TDialog>(title, parameters, options ?? Asking);
        return await dialog.Result is { Canceled: false, Data: var data } ? data : null;
    }
}
