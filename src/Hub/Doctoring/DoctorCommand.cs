using System.CommandLine;

namespace TidalHall.Hub.Doctoring;

/// <summary><c>doctor</c>: whether a data folder is whole, and what to do where it is not.</summary>
internal static class DoctorCommand
{
    private const int Wrong = 1;

    /// <param name="dataOf">The data folder that is meant.</param>
    internal static Command Make(Func<Func<Task>, Task<int>> told, Option<string?> data, Func<ParseResult, string> dataOf)
    {
        var command = new Command("doctor", "Looks over the data folder, while a hub runs on it or not, and changes nothing. Ends with 0 if nothing is wrong, with 1 if something is, with 2 if there is nothing to look at.") { data };
        command.SetAction(async (parsed, _) =>
        {
            var wrong = 0;
            var code = await told(() =>
            {
                wrong = Say(DataDoctor.Look(dataOf(parsed)), parsed.InvocationConfiguration.Output);
                return Task.CompletedTask;
            });
            return code is 0 && wrong > 0 ? Wrong : code;
        });
        return command;
    }

    private static int Say(IEnumerable<Finding> findings, TextWriter to)
    {
        var wrong = 0;
        foreach (var finding in findings)
        {
            to.WriteLine($"{finding.Kind switch { FindingKind.Good => "ok   ", FindingKind.Note => "note ", _ => "WRONG" }}  {finding.What}");
            if (finding.Kind is not FindingKind.Wrong) continue;
            wrong++;
            to.WriteLine($"       {finding.Do}");
        }
        to.WriteLine(wrong switch { 0 => "Nothing is wrong.", 1 => "One thing is wrong.", _ => $"{wrong} things are wrong." });
        return wrong;
    }
}
