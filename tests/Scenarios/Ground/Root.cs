namespace TidalHall.Scenarios.Ground;

internal static class Root
{
    /// <summary>The checkout.</summary>
    public static string Folder { get; } = Find();

    /// <summary>Where screenshots are kept as test output.</summary>
    public static string Shots { get; } = Directory.CreateDirectory(Path.Combine(Folder, "test-output", "screens")).FullName;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TidalHall.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No TidalHall.slnx above the tests.");
    }
}
