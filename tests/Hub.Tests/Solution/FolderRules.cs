using System.Xml.Linq;
using Xunit;

namespace TidalHall.Hub.Tests.Solution;

/// <summary>Who may refer to whom, as docs/architecture.md draws it.</summary>
public sealed class FolderRules
{
    internal static readonly string Root = FindRoot();

    private static readonly Dictionary<string, string[]> MayReferTo = new()
    {
        ["Core"] = [],
        ["Journal"] = ["Core"],
        ["Ui"] = ["Core"],
        ["Simulation"] = ["Core"],
        ["DeviceAgents"] = ["Core"],
        ["Kiosk"] = ["Core", "Ui"],
        ["Guide"] = ["Core", "Ui"],
        ["CallerConsole"] = ["Core", "Ui"],
        ["Display"] = ["Core", "Ui"],
        ["Phone"] = ["Core", "Ui"],
        ["Pickup"] = ["Core", "Ui"],
        ["Management"] = ["Core", "Ui", "Simulation"],
        ["Hub"] = ["Core", "Journal", "Ui", "DeviceAgents", "Guide", "Kiosk", "CallerConsole", "Display", "Phone", "Pickup", "Management", "Simulation"],
    };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Root, "src")).Where(d => File.Exists(ProjectFile(Path.GetFileName(d)))).Select(d => Path.GetFileName(d)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_those_below_it(string project)
    {
        Assert.True(MayReferTo.TryGetValue(project, out var allowed), $"src/{project} is not in the picture. Draw it in docs/architecture.md and here.");
        var referred = Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        Assert.Empty(referred.Except(allowed!));
    }

    [Fact]
    public void The_core_knows_no_web_no_database_and_no_devices()
    {
        string[] foreign = ["AspNetCore", "EntityFramework", "Sqlite", "SignalR", "MudBlazor", "SkiaSharp", "System.IO.Ports"];
        Assert.DoesNotContain(Includes("Core", "PackageReference").Concat(Includes("Core", "FrameworkReference")), p => foreign.Any(f => p.Contains(f, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_project_is_empty_and_every_one_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "TidalHall.slnx"));
        foreach (var folder in (string[])["src", "tests"])
            foreach (var file in Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
            {
                Assert.Contains(Path.GetRelativePath(Root, file).Replace('\\', '/'), solution, StringComparison.Ordinal);
                Assert.True(Sources(Path.GetDirectoryName(file)!).Any(), $"{file} has no source.");
            }
    }

    [Fact]
    public void A_source_file_stays_short_enough_to_read()
    {
        var tooLong = Sources(Path.Combine(Root, "src")).Where(f => !f.Contains("Migrations", StringComparison.Ordinal) && File.ReadLines(f).Count() > 300);
        Assert.Empty(tooLong.Select(f => Path.GetRelativePath(Root, f)));
    }

    [Fact]
    public void A_page_is_asked_only_by_what_bears_that_its_tab_is_closed()
    {
        string[] asking = [".FocusAsync(", ".InvokeVoidAsync("];
        var bare = Sources(Path.Combine(Root, "src")).Where(f => Path.GetFileName(f) is not "PageScript.cs" && asking.Any(File.ReadAllText(f).Contains));
        Assert.Empty(bare.Select(f => Path.GetRelativePath(Root, f)));
    }

    [Fact]
    public void No_document_and_no_script_opens_a_file_of_the_hub_with_the_systems_SQLite()
    {
        // Before 3.51.3, as on Debian 12, it may lose pages of a journal that is being written.
        string[] read = [.. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md"), .. Directory.GetFiles(Root, "*.md"), .. Directory.GetFiles(Root, "*.sh"), .. Directory.Exists(Path.Combine(Root, ".ci")) ? Directory.GetFiles(Path.Combine(Root, ".ci")) : []];
        Assert.Contains(read, f => f.EndsWith("operations.md", StringComparison.Ordinal));
        Assert.Contains(read, f => f.EndsWith("test.sh", StringComparison.Ordinal));
        foreach (var file in read) Assert.DoesNotContain("sqlite3 ", File.ReadAllText(file).Replace('`', ' '), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void No_version_is_pinned_outside_the_central_file()
    {
        foreach (var file in Directory.GetFiles(Root, "*.csproj", SearchOption.AllDirectories))
            Assert.DoesNotContain(XDocument.Load(file).Descendants("PackageReference"), p => p.Attribute("Version") is not null);
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Load(ProjectFile(project)).Descendants(element).Select(r => r.Attribute("Include")!.Value);

    private static string ProjectFile(string project) => Path.Combine(Root, "src", project, project + ".csproj");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TidalHall.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No TidalHall.slnx above the tests.");
    }
}
