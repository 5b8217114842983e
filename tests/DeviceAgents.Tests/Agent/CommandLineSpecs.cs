using TidalHall.DeviceAgents.Agent;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>A mistake at the keyboard ends with 2 before anything starts.</summary>
public sealed class CommandLineSpecs
{
    [Theory]
    [InlineData("--hub http://localhost:1 --key k --profile sim-reader --colour red")]
    [InlineData("--hub nonsense --key k --profile sim-reader")]
    [InlineData("--hub http://localhost:1 --profile sim-reader")]
    [InlineData("--hub http://localhost:1 --key k --profile no-such-profile")]
    [InlineData("--hub http://localhost:1 --key k --profile no/such/file.json")]
    [InlineData("--hub http://localhost:1 --key k --profile escpos-80-tcp")]
    [InlineData("--hub http://localhost:1 --key k --profile escpos-80-tcp@host:99999")]
    [InlineData("--hub http://localhost:1 --key k --profile 窗口=sim-reader")]
    [InlineData("--hub http://localhost:1 --key k --profile a=sim-reader --profile a=sim-printer-80")]
    public async Task A_wrong_line_ends_with_2(string line)
    {
        var data = Directory.CreateTempSubdirectory("agent").FullName;
        Assert.Equal(2, await AgentCommandLine.RunAsync([.. line.Split(' '), "--data", data]));
    }
}
