using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace TidalHall.Ui;

/// <summary>Wherever it is drawn, the answer is 404: to a reader the sentence around it says why, to a program this does.</summary>
public sealed class NoSuchPage : ComponentBase
{
    [CascadingParameter] private HttpContext? Http { get; set; }

    // Said only as the answer begins: set at once, the framework would take it for a page of its own to write.
    protected override void OnInitialized() => Http?.Response.OnStarting(() =>
    {
        Http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
