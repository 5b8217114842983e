using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Live;

/// <summary>Draws a component outside of any request, with the culture of whoever calls.</summary>
internal sealed class PageRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    public async Task<string> DrawAsync(LiveDrawing drawing)
    {
        await using var scope = scopes.CreateAsyncScope();
        // One for each drawing: a renderer keeps every root it drew until it is disposed.
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(drawing.Component, ParameterView.FromDictionary(drawing.Parameters))).ToHtmlString());
    }
}
