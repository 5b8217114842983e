using System.CommandLine;
using System.Globalization;
using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>Checks the layouts of a folder and draws what each prints, with an example in every field.</summary>
internal static class PaperCommand
{
    private const int Wrong = 2;

    internal static Command Make()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Where the layouts are: halls/papers, or the folder \"papers\" beside a hall file." };
        var to = new Option<DirectoryInfo>("--out") { Description = "Where the pictures go, NAME-WIDTH.png.", DefaultValueFactory = _ => new(".") };
        var command = new Command("papers", "Checks the layouts of papers and draws each on 58 and 80 mm paper.") { folder, to };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder).FullName, parsed.GetRequiredValue(to).FullName, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    internal static int Run(string folder, string to, TextWriter told, TextWriter wrong)
    {
        try
        {
            Directory.CreateDirectory(to);
            var isGood = true;
            foreach (var (paper, language, name) in Enum.GetValues<PaperKind>().SelectMany(p => PaperLayoutFile.OtherLanguages.Prepend(null).Select(l => (p, l, PaperLayoutFile.FileNameOf(p, l)))).Where(p => File.Exists(Path.Combine(folder, p.Item3))))
            {
                var layout = PaperLayoutFile.Read(File.ReadAllText(Path.Combine(folder, name)), name, file => File.Exists(Path.Combine(folder, file)) ? File.ReadAllBytes(Path.Combine(folder, file)) : null, out var mistakes);
                foreach (var mistake in mistakes) wrong.WriteLine(Path.Combine(folder, mistake.In(CultureInfo.CurrentUICulture)));
                isGood &= layout is not null;
                if (layout is null) continue;
                foreach (var (width, facts) in Papers) told.WriteLine(Draw(new PaperLayouts([layout]).Example(paper, language), facts, Path.Combine(to, $"{Path.GetFileNameWithoutExtension(name)}-{width}.png")));
            }
            return isGood ? 0 : Wrong;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ProfileException)
        {
            wrong.WriteLine(e.Message);
            return Wrong;
        }
    }

    private static readonly (int Width, PrinterFacts Facts)[] Papers =
        [(58, new() { PaperDots = 384, QrModuleDots = 5, FourByteCharacters = true }), (80, new() { FourByteCharacters = true })];

    private static string Draw(Sheet sheet, PrinterFacts facts, string file)
    {
        var paper = new List<Ink>();
        new PaperReader(facts.PaperDots, paper.Add).Read(new SheetLayout(facts).Set(sheet));
        File.WriteAllBytes(file, PaperDrawing.Png(paper, facts.PaperDots));
        return file;
    }
}
