using Microsoft.AspNetCore.Authorization;
using TidalHall.Core.Cases;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Casework;

/// <summary>What was filed online and waits to be examined, the oldest first; each is examined at its own page.</summary>
[Authorize(Policy = Policies.Casework)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class FilingsPage
{
    private IReadOnlyList<Case> Waiting => [.. Newest.Cases.Filings];
}
