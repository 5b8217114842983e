using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.Ui;

namespace TidalHall.Hub.Pages;

/// <summary>The hand at a simulated device: whoever has no hardware presses its keys and holds codes to it here. What it then tells goes the way a real one's does.</summary>
public sealed partial class DevicePlay
{
    /// <summary>Characters of a code, 200: more than the longest we print, less than a line of a scanner.</summary>
    private const int MaxCode = 200;

    private string _code = "";
    private string? _said;

    [Inject] private IDevices Devices { get; set; } = null!;
    [Parameter, EditorRequired] public required Device Device { get; set; }
    [Parameter, EditorRequired] public required CultureInfo Culture { get; set; }

    private Texts T => Texts.Of<PageTexts>(Culture);
    /// <summary>Of its profile: the code of each and what it does.</summary>
    private IReadOnlyList<KeyValuePair<string, CallerKey>> Keys { get; set; } = [];

    /// <summary>Whether a hand has something to do at it.</summary>
    internal static bool Has(Device device) => device.Profile.StartsWith("sim-", StringComparison.Ordinal) && device.Kind is (DeviceKind.CallerPad or DeviceKind.RatingPad or DeviceKind.Scanner);

    protected override void OnInitialized()
    {
        if (!Has(Device) || Device.Kind is not DeviceKind.CallerPad) return;
        try
        {
            Keys = [.. ProfileFile.Shipped(Device.Profile).CallerPad?.Keys ?? new Dictionary<string, CallerKey>()];
        }
        catch (ProfileException)
        {
            // Its agent has a profile that is not shipped here: its keys are not known.
        }
    }

    private string Id(string part) => $"{part}-{Device.Id}";

    private async Task ScanAsync()
    {
        var code = _code.Trim();
        if (code.Length is 0 or > MaxCode || code.Any(char.IsControl))
        {
            _said = T["PlayCodeWrong", MaxCode];
            return;
        }
        await PlayAsync($"send {code}", T["PlayScanned"]);
        _code = "";
    }

    private async Task PlayAsync(string order, string done) => _said = await Devices.PlayAsync(Device.Id, order, CancellationToken.None) ? done : T["TestNobody"];
}
