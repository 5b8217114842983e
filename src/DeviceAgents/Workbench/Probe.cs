using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Workbench;

/// <summary>Asks a line each family's harmless question and tells which were answered as that family answers.</summary>
internal sealed class Probe(TimeProvider time, string? locks = null)
{
    /// <param name="What">In words.</param>
    /// <param name="Set">"9600 8N1"; null: no serial port.</param>
    /// <param name="Models">Shipped profiles it may be.</param>
    internal sealed record Answer(string What, string? Set, IReadOnlyList<string> Models);

    /// <exception cref="LineException">The port cannot be opened, with one of four sentences.</exception>
    internal async Task<IReadOnlyList<Answer>> PortAsync(string port, CancellationToken cancel)
    {
        var answers = new List<Answer>();
        foreach (var alike in Asked.Where(p => p.Serial is not null).GroupBy(p => SerialSettings.From(p.Serial!)).OrderBy(g => g.Key.Baud))
        {
            await using var transport = new SerialTransport(port, alike.Key with { Chunk = 0, Pause = default }, time, locks);
            answers.AddRange(await AskAsync(transport, [.. alike], ListCommand.Set(alike.First().Serial!), cancel));
        }
        return answers;
    }

    /// <exception cref="LineException">Nobody takes a connection there.</exception>
    internal async Task<IReadOnlyList<Answer>> AddressAsync(string host, int port, CancellationToken cancel) =>
        await AskAsync(new TcpTransport(host, port, time), [.. Asked.Where(p => p.Tcp is not null)], null, cancel);

    private static IEnumerable<DeviceProfile> Asked => ProfileFile.ShippedModels.Select(ProfileFile.Shipped).Where(p => !p.Simulated);

    /// <summary>Profiles whose question is the same are one question.</summary>
    private async Task<IReadOnlyList<Answer>> AskAsync(ITransport transport, IReadOnlyList<DeviceProfile> profiles, string? set, CancellationToken cancel)
    {
        var answers = new List<Answer>();
        foreach (var alike in profiles.GroupBy(HarmlessQuestion.Of).Where(g => g.Key is not null))
        {
            await using var line = await transport.OpenAsync(cancel);
            if (await AnswerAsync(line, alike.First(), cancel) is { } answer) answers.Add(new(answer, set, [.. alike.Select(p => p.Model)]));
        }
        return answers;
    }

    private async Task<string?> AnswerAsync(ILine line, DeviceProfile profile, CancellationToken cancel)
    {
        try
        {
            return await HarmlessQuestion.AskAsync(profile, line, time, cancel);
        }
        catch (LineException)
        {
            // It hung up on a question that is not its own.
            return null;
        }
    }
}
