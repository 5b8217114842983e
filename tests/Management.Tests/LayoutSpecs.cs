using Bunit;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace TidalHall.Management.Tests;

public sealed class LayoutSpecs
{
    [Fact]
    public async Task A_select_of_MudBlazor_would_open_on_every_page_of_the_manager()
    {
        await using var manager = new StaffingScenario();
        var page = manager.Open(body =>
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
}
