using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Kiosk;

// ID cards held to this kiosk's reader, and codes to its scanner.
public sealed partial class KioskPage
{
    private IDevices? _devices;
    private IPeople? _people;
    private ILogger<KioskPage>? _log;
    private Task _held = Task.CompletedTask;

    private bool ReadsCards => _people is not null && Scene.MayReadCards && _devices!.Agents.Any(a => a.Devices.Contains(_place!.Reader!.Value));

    /// <summary>A simulated reader is shown made-up cards; a real one reads real ones only.</summary>
    private bool MayPresent => ReadsCards && View.Plan.Devices.FirstOrDefault(d => d.Id == _place!.Reader)?.Profile.StartsWith("sim-", StringComparison.Ordinal) is true;

    private void BeginCards()
    {
        (_devices, _people, _log) = (Services.GetService<IDevices>(), Services.GetService<IPeople>(), Services.GetService<ILogger<KioskPage>>());
        if (_devices is not { } devices) return;
        List<Task> held = [];
        if (_place!.Scanner is { } scanner) held.Add(EachAsync(devices.WatchEventsAsync(scanner, Leaving), e => e is CodeScanned scanned ? ScanAsync(scanned.Code) : Task.CompletedTask));
        if (_people is { } people && _place.Reader is { } reader)
        {
            held.Add(EachAsync(devices.WatchCardsAsync(reader, Leaving), card => MeetAsync(people, card)));
            held.Add(EachAsync(devices.WatchEventsAsync(reader, Leaving), e =>
            {
                if (e is CardNotRead hitch) TellHitch(hitch.Why);
                return Task.CompletedTask;
            }));
        }
        _held = Task.WhenAll(held);
        StateHasChanged();
    }

    private async Task EachAsync<T>(IAsyncEnumerable<T> held, Func<T, Task> meet)
    {
        try
        {
            await foreach (var one in held) await InvokeAsync(() => meet(one));
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

    private async Task MeetAsync(IPeople people, CardRead card)
    {
        // On the last screen the card that lies there is the one just served.
        if (_sending || _step is KioskStep.Result or KioskStep.Refused or KioskStep.Booked) return;
        CardHolder holder;
        try
        {
            holder = CardHolder.Of(card, await people.RememberAsync(card.Number, card.Name, Leaving));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A vault that fails must not close the kiosk: tickets are given without a card too.
            if (_log is not null) Log.CardNotKept(_log, e, _place!.Id);
            return;
        }
        _visitor = new(holder, Scene.IsElderly(holder) || _visitor.Priority);
        _told = null;
        RememberVisitor();
        Touched();
        StateHasChanged();
        if (_step is KioskStep.Appointment) await CheckInByCardAsync(holder);
        else if (IsFree && !Belongings.Of(Hall.View, holder.Person).IsEmpty) await OpenMineAsync(holder.Person, null);
        // What was on the screen is somebody else's.
        else if (_step is KioskStep.Mine) await GoAsync(new KioskStep.Start());
    }

    private async Task PresentAsync(DemoCard card)
    {
        if (_devices is not null && _place?.Reader is { } reader) await _devices.PresentDemoCardAsync(new(reader, card.Number, card.Name), Leaving);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _held;
    }
}
