using System.CommandLine;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Workbench;

/// <summary><c>validate FILE…</c>: what is wrong with profiles, before any of them is used.</summary>
internal static class ValidateCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "Profiles; a shipped one's bare name is enough.", Arity = ArgumentArity.OneOrMore };

    internal static Command Make()
    {
        var command = new Command("validate", "Checks profiles and tells every mistake; ends with 2 if there is one.") { Files };
        command.SetAction(async parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var code = 0;
            foreach (var file in parsed.GetRequiredValue(Files))
            {
                try
                {
                    var profile = AgentCommandLine.ReadProfile(file);
                    await output.WriteLineAsync($"{file}: good. {profile.Family}, {ListCommand.Mark(profile)}.");
                }
                catch (ProfileException e)
                {
                    await error.WriteLineAsync(e.Message);
                    code = AgentCommandLine.Wrong;
                }
            }
            return code;
        });
        return command;
    }
}
