using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Pickup;

// The cabinet's reader and scanner.
public sealed partial class PickupPage
{
    private IDevices? _devices;
    private IPeople? _people;
    private ILogger<PickupPage>? _log;
    private Task _listening = Task.CompletedTask;

    private bool ReadsCards => _people is not null && IsCarried(_cabinet!.Reader);
    private bool Scans => IsCarried(_cabinet!.Scanner);
    /// <summary>A simulated reader is shown made-up cards; a real one reads real ones only.</summary>
    private bool MayPresent => ReadsCards && Scene.IsSimulated(_cabinet!.Reader);
    /// <summary>Nobody stands before a simulated cabinet: its doors are moved by buttons.</summary>
    private bool Plays => _cabinet!.Boards.Length > 0 && _cabinet.Boards.All(b => Scene.IsSimulated(b.Device));

    private EventCallback<string[]> OnPlay => Plays ? EventCallback.Factory.Create<string[]>(this, PlayAsync) : default;

    private bool IsCarried(DeviceId? device) => device is { } known && _devices is not null && Scene.IsWell(known) && _devices.Agents.Any(a => a.Devices.Contains(known));

    private Task BeginDevicesAsync()
    {
        (_devices, _people, _log) = (Services.GetService<IDevices>(), Services.GetService<IPeople>(), Services.GetService<ILogger<PickupPage>>());
        if (_devices is null) return Task.CompletedTask;
        _listening = Task.WhenAll(
            _cabinet!.Reader is { } reader && _people is not null ? ListenAsync(_devices.WatchCardsAsync(reader, Leaving), MeetAsync) : Task.CompletedTask,
            _cabinet.Scanner is { } scanner ? ListenAsync(_devices.WatchEventsAsync(scanner, Leaving), e => e is CodeScanned scanned ? ScanAsync(scanned.Code) : Task.CompletedTask) : Task.CompletedTask);
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task ListenAsync<T>(IAsyncEnumerable<T> told, Func<T, Task> meetAsync)
    {
        try
        {
            await foreach (var what in told)
                await InvokeAsync(async () =>
                {
                    Touched();
                    await meetAsync(what);
                    StateHasChanged();
                });
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task MeetAsync(CardRead card)
    {
        // Beside an open door a card is the one of who was just served.
        if (_step is not PickupStep.Start) return;
        PersonRef person;
        try
        {
            person = await _people!.RememberAsync(card.Number, card.Name, Leaving);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (_log is not null) Log.CardNotKept(_log, e, _cabinet!.Id);
            return;
        }
        await TryAsync(command => Pickup.CollectAsync(_cabinet!.Id, person, command, Leaving), no => new PickupStep.Start("", no));
    }

    private Task ScanAsync(string code) => _step switch
    {
        PickupStep.Start => CollectAsync(code),
        PickupStep.Drop => DropInAsync(code),
        _ => Task.CompletedTask,
    };

    private async Task PresentAsync(DemoCard card)
    {
        if (_devices is not null && _cabinet?.Reader is { } reader) await _devices.PresentDemoCardAsync(new(reader, card.Number, card.Name), Leaving);
    }

    /// <summary>What a hand would do at a simulated door.</summary>
    private async Task PlayAsync(string[] words)
    {
        if (_devices is null || _step is not PickupStep.Door door || _cabinet!.Find(door.Number) is not { } compartment || _cabinet.DriverOf(compartment.Board) is not { } board) return;
        foreach (var word in words) await _devices.PlayAsync(board, FormattableString.Invariant($"{word} {compartment.Lock}"), Leaving);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _listening;
    }
}
