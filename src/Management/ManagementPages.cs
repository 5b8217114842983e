namespace TidalHall.Management;

/// <summary>The manager's pages, in the order their navigation shows them; each is named by the text <c>Page_NAME</c>.</summary>
internal static class ManagementPages
{
    public const string Surface = "management", MudStyle = "_content/MudBlazor/MudBlazor.min.css", Style = "_content/TidalHall.Management/management.css", MudScript = "_content/MudBlazor/MudBlazor.min.js";

    public static IReadOnlyList<(string Path, string Name)> All { get; } = [("/manage/tide", "Tide"), ("/manage/day", "Day"), ("/manage/staffing", "Staffing"), ("/manage/cases", "Cases"), ("/manage/ratings", "Ratings"), ("/manage/bars", "Bars"), ("/manage/agents", "Agents"), ("/manage/messages", "Messages")];
}
