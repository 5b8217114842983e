using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Hub.Agents;
using TidalHall.Ui;

namespace TidalHall.Hub.Pages;

/// <summary>How a device is joined to its agent, why not, and what goes over its line while somebody looks.</summary>
public sealed partial class DeviceLine : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    /// <summary>Lines on the page; the trace holds more.</summary>
    private const int MaxLines = 200;

    private readonly CancellationTokenSource _gone = new();
    private Task _looking = Task.CompletedTask;
    private bool _isOpen;
    private DeviceTrace? _trace;

    [Inject] private DeviceDesk Desk { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Parameter, EditorRequired] public Device Device { get; set; } = null!;
    [Parameter, EditorRequired] public CultureInfo Culture { get; set; } = null!;
    /// <summary>An instant as the hall's wall clock shows it.</summary>
    [Parameter, EditorRequired] public Func<DateTimeOffset, DateTime> Local { get; set; } = null!;

    private Texts T => Texts.Of<PageTexts>(Culture);
    private DeviceDetail? Detail => Desk.DetailOf(Device.Id);

    private string? TroubleText => Detail switch
    {
        { Trouble: LineTrouble.Taken, TakenBy: { } pid } detail => T["TroubleTakenBy", detail.Address, pid],
        { Trouble: { } trouble } detail => T[$"Trouble{trouble}", detail.Address],
        _ => null,
    };

    /// <summary>Its profile, where it is another than the hall file's, its port, how that is set, and its agent.</summary>
    private IEnumerable<string> FactsOf(DeviceDetail detail) =>
        new[] { detail.Profile == Device.Profile ? null : detail.Profile, detail.Address, detail.Setting, Desk.VersionOf(Device.Id) is { } version ? T["AgentVersion", version] : null }.OfType<string>().Where(fact => fact.Length > 0);

    private IEnumerable<TraceLine> Newest => _trace!.Lines.TakeLast(MaxLines).Reverse();

    private static string Shown(TraceLine line)
    {
        var pairs = string.Join(' ', line.Shown.Chunk(2).Select(pair => new string(pair)));
        return line.Shown.Length / 2 < line.Length ? $"{pairs} …".Trim() : pairs;
    }

    private async Task ToggleAsync()
    {
        _isOpen = !_isOpen;
        if (!_isOpen) return;
        await LookAsync();
        if (_looking.IsCompleted) _looking = KeepLookingAsync();
    }

    private async Task SwitchAsync()
    {
        if (_trace is not { } trace) return;
        try
        {
            await Desk.TraceAsync(Device.Id, !trace.IsOn, _gone.Token);
        }
        catch (TimeoutException)
        {
            // The agent is just going; the next look says so.
        }
        await LookAsync();
    }

    private async Task LookAsync() => _trace = await Desk.ReadTraceAsync(Device.Id, _gone.Token);

    private async Task KeepLookingAsync()
    {
        using var look = new PeriodicTimer(LookEvery, Time);
        try
        {
            while (_isOpen && await look.WaitForNextTickAsync(_gone.Token))
            {
                await LookAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _looking;
        _gone.Dispose();
    }
}
