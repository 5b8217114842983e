using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Workbench;

/// <summary>Asks a line each family's harmless question and tells which were answered as that family answers.</summary>
internal sealed class Probe(TimeProvider time, string? locks = null)
{
    /// <param name="Set">"9600 8N1"; null: no serial port.</param>
    /// <param name="Models">Shipped profiles it may be.</param>
    internal sealed record Answer(string Family, string? Set, IReadOnlyList<string> Models);

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
        foreach (var alike in profiles.Select(p => (Profile: p, Question: HarmlessQuestion.Of(p))).Where(p => p.Question is not null).GroupBy(p => p.Question!.Key))
        {
            await using var line = await transport.OpenAsync(cancel);
            if (await IsAnsweredAsync(line, alike.First().Question!, cancel)) answers.Add(new(alike.Key, set, [.. alike.Select(p => p.Profile.Model)]));
        }
        return answers;
    }

    private async Task<bool> IsAnsweredAsync(ILine line, HarmlessQuestion question, CancellationToken cancel)
    {
        try
        {
            return await question.AskAsync(line, time, cancel);
        }
        catch (LineException)
        {
            // It hung up on a question that is not its own.
            return false;
        }
    }
}
