namespace TidalHall.CallerConsole.Casework;

/// <summary>What the documents of the pages of cases need around them.</summary>
internal static class CasePages
{
    public const string Surface = "cases", MudStyle = "_content/MudBlazor/MudBlazor.min.css", Style = "_content/TidalHall.CallerConsole/cases.css", MudScript = "_content/MudBlazor/MudBlazor.min.js";
}
