namespace TidalHall.Scenarios.Ground;

internal static class Root
{
    /// <summary>The checkout.</summary>
    public static string Folder { get; } = Find();

    /// <summary>Where screenshots are kept as test output.</summary>
    public static string Shots { get; } = Directory.CreateDirectory(Path.Combine(Folder, "test-output", "screens")).FullName;

    /// <summary>A program of the product, beside its own files: so its static files are found as when it is run.</summary>
    /// <remarks><c>TIDALHALL_PUBLISHED=FOLDER</c>: the published hub there instead, whose pages and scripts come from other places.</remarks>
    public static string Program(string name)
    {
        if (name is "Hub" && Environment.GetEnvironmentVariable("TIDALHALL_PUBLISHED") is { Length: > 0 } published) return Path.Combine(Path.GetFullPath(published), $"TidalHall.{name}.dll");
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Folder, "src", name, "bin", tests.Parent!.Name, tests.Name, $"TidalHall.{name}.dll");
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TidalHall.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No TidalHall.slnx above the tests.");
    }
}
