using Microsoft.AspNetCore.Authorization;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Tide;

/// <summary>How high the queues stand, where tidal windows are, and a manager's word in it.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class TidePage
{
    /// <summary>What fills the bar: three targets' worth of work before each window.</summary>
    private const double FullBar = 3;

    private TideBoard _board = default!;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _board = TideBoard.Of(View);
    }

    protected override Task LookAsync()
    {
        _board = TideBoard.Of(Newest);
        return Task.CompletedTask;
    }

    private static string HeightOf(TideLine line) => line.Pressure switch { null or > 1 => "high", > 0.5 => "rising", _ => "" };
    private static string WidthOf(TideLine line) => FormattableString.Invariant($"{Math.Min(1, (line.Pressure ?? FullBar) / FullBar):0%}");
    private string PressureOf(double? pressure) => pressure?.ToString("0.0", Culture) ?? T["TideNoWindow"];

    private static bool IsNotice(TideLine line) => line.PassesLimitIn is not null;

    private string NoticeOf(TideLine line) => line.PassesLimitIn switch
    {
        0 when line.Windows == 0 => T["TideNobodyServes"],
        null => T["TideCalm"],
        0 => T["TideNoticeNow", Newest.Plan.Tide.OpenAboveMinutes],
        var minutes => T["TideNoticeAt", Newest.Map.Local(Hall.Now.AddMinutes(minutes.Value)).ToString("HH:mm", Culture), Newest.Plan.Tide.OpenAboveMinutes],
    };

    private string StepOf(TideStep step)
    {
        var number = Newest.Map.Windows.TryGetValue(step.Window, out var window) ? window.Number.ToString(Culture) : step.Window.Value;
        return step.To is { } to ? T["TideStepTo", number, TideTexts.NameOf(Newest, Culture, to)] : T["TideStepBack", number];
    }

    private string WhyOf(TideStep step) => step.Grounds is not { } grounds
        ? T["TideByHand", step.By!.Value]
        : $"{T[$"TideCause_{grounds.Cause}", grounds.Gain]} · {(step.By is { } by ? by.Value : T["TideByRule"])}";

    private string Of(LocalText text) => text.In(Culture.Name);
    private string? LangOf(LocalText text) => Culture.Name is not "zh-CN" && text.IsChineseIn(Culture.Name) ? "zh-CN" : null;
}
