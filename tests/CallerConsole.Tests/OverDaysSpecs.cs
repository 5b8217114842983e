using System.Runtime.CompilerServices;
using Bunit;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using TidalHall.CallerConsole.Dialogs;
using TidalHall.Core.Queueing;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.CallerConsole.Tests;

/// <summary>A console stands open from morning to evening: what is closed on it is gone.</summary>
/// <remarks><c>TIDALHALL_LONG=1</c>: 1000 times instead of 20.</remarks>
public sealed class OverDaysSpecs
{
    private static readonly int Times = Environment.GetEnvironmentVariable("TIDALHALL_LONG") is "1" ? 1000 : 20;

    [Fact]
    public async Task A_console_that_is_left_leaves_no_timer()
    {
        var console = new ConsoleScenario();
        for (var n = 0; n < Times; n++)
        {
            console.AtOpenWindow(W1);
            Assert.True(console.Time.Timers > 1, "The count is blind: the console's seconds tick.");
            await console.LeaveAsync();
            // The circuit's own: MudBlazor's popovers.
            Assert.Equal(1, console.Time.Timers);
        }

        await console.DisposeAsync();
        Assert.Equal(0, console.Time.Timers);
    }

    [Fact]
    public async Task A_dialog_that_was_answered_is_gone_with_all_that_was_made_for_it()
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);
        await PauseAsync(console);
        var (kept, dialogs) = (console.Kept, new List<WeakReference>());

        for (var n = 0; n < Times; n++) dialogs.Add(await PauseAsync(console));

        Assert.Equal(kept, console.Kept);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // The last may still be on somebody's stack.
        Assert.InRange(dialogs.Count(d => d.IsAlive), 0, 2);
    }

    [Fact]
    public async Task A_select_of_MudBlazor_would_open_on_every_page_of_the_console()
    {
        await using var console = new ConsoleScenario();
        var page = console.Open(body =>
        {
            body.OpenComponent<MudSelect<string>>(0);
            body.AddAttribute(1, nameof(MudSelect<string>.ChildContent), (RenderFragment)(items =>
            {
                items.OpenComponent<MudSelectItem<string>>(0);
                items.AddAttribute(1, nameof(MudSelectItem<string>.Value), "w1");
                items.CloseComponent();
            }));
            body.CloseComponent();
        });

        await page.InvokeAsync(page.FindComponent<MudSelect<string>>().Instance.OpenMenu);

        page.WaitForElement(".mud-popover-open .mud-list-item");
    }

    /// <summary>Asks for a pause, answers its question and goes on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> PauseAsync(ConsoleScenario console)
    {
        var asked = console.PressAsync("KeyP");
        var dialog = new WeakReference(console.Page.FindComponent<ReasonDialog>().Instance);
        await console.PressAsync("Digit2");
        await asked;
        await console.PressAsync("KeyP");
        Assert.IsType<ResumeWindow>(console.Last.Command);
        return dialog;
    }
}
