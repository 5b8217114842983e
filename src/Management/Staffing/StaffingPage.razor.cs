using Microsoft.AspNetCore.Authorization;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Staffing;

/// <summary>How many windows of each category tomorrow needs, by half-hour.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class StaffingPage
{
    private Texts T => Texts.Of<ManagementTexts>(Culture);
}
