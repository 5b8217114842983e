using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Kiosk;

// ID cards held to this kiosk's reader.
public sealed partial class KioskPage
{
    private IDevices? _devices;
    private IPeople? _people;
    private ILogger<KioskPage>? _log;
    private Task _cards = Task.CompletedTask;

    private bool ReadsCards => _people is not null && Scene.MayReadCards && _devices!.Agents.Any(a => a.Devices.Contains(_place!.Reader!.Value));

    /// <summary>A simulated reader is shown made-up cards; a real one reads real ones only.</summary>
    private bool MayPresent => ReadsCards && View.Plan.Devices.FirstOrDefault(d => d.Id == _place!.Reader)?.Profile.StartsWith("sim-", StringComparison.Ordinal) is true;

    private void BeginCards()
    {
        (_devices, _people, _log) = (Services.GetService<IDevices>(), Services.GetService<IPeople>(), Services.GetService<ILogger<KioskPage>>());
        if (_devices is null || _people is null || _place!.Reader is not { } reader) return;
        _cards = WatchCardsAsync(_devices, _people, reader);
        StateHasChanged();
    }

    private async Task WatchCardsAsync(IDevices devices, IPeople people, DeviceId reader)
    {
        try
        {
            await foreach (var card in devices.WatchCardsAsync(reader, Leaving)) await InvokeAsync(() => MeetAsync(people, card));
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
        var elderly = holder.AgeOn(DateOnly.FromDateTime(View.Map.Local(Time.GetUtcNow()))) >= View.Plan.Rules.ElderAge;
        _visitor = new(holder, elderly || _visitor.Priority);
        RememberVisitor();
        Touched();
        StateHasChanged();
        if (_step is KioskStep.Appointment) await CheckInByCardAsync(holder);
    }

    private async Task PresentAsync(DemoCard card)
    {
        if (_devices is not null && _place?.Reader is { } reader) await _devices.PresentDemoCardAsync(new(reader, card.Number, card.Name), Leaving);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _cards;
    }
}
