using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TidalHall.Ui.Components;

/// <summary>Asks something of a page's script. A tab may be closed in the middle of anything: what it was asked then is of no use to anybody, and no error.</summary>
public static class PageScript
{
    public static Task TellAsync(this IJSRuntime page, string function, CancellationToken leaving, params object?[] values) =>
        WhileThereAsync(() => page.InvokeVoidAsync(function, leaving, values));

    /// <param name="preventScroll">Leaves the page where it was scrolled to.</param>
    public static Task TakeFocusAsync(this ElementReference element, bool preventScroll = false) => WhileThereAsync(() => element.FocusAsync(preventScroll));

    private static async Task WhileThereAsync(Func<ValueTask> ask)
    {
        try
        {
            await ask();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its focus with it.
        }
    }
}
