using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TidalHall.Core.Halls;

namespace TidalHall.Hub.Agents;

/// <summary>Who may come in as a device agent: each with a key of its own, kept as its hash, shown once.</summary>
internal sealed class AgentKeys
{
    public const string FileName = "agents.json";
    public const string Demo = "demo";
    /// <summary>A key works for a year; then its agent is enrolled again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(366);
    private readonly DataFolder _data;
    private readonly TimeProvider _time;
    private readonly Lock _writing = new();
    // The demo's own agent: its key lives as long as the process.
    private readonly string _demoKey = MakeKey();

    private AgentKeys(DataFolder data, TimeProvider time) => (_data, _time) = (data, time);

    /// <exception cref="StartRefused">The file of keys cannot be read.</exception>
    public static AgentKeys In(DataFolder data, TimeProvider time)
    {
        var keys = new AgentKeys(data, time);
        try
        {
            keys.Read();
        }
        catch (JsonException e)
        {
            throw new StartRefused($"{data.File(FileName)}: cannot be read ({e.Message}). Put back the one that was there, or delete it and enrol each agent anew.", e);
        }
        return keys;
    }

    /// <summary>The key of the simulated devices in this process.</summary>
    public string DemoKey => _demoKey;

    /// <summary>Names with the instant their key ends.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Enrolled => Read().ToDictionary(p => p.Key, p => p.Value.Until);

    /// <summary>Makes a key for an agent; an agent enrolled again has its old key no more.</summary>
    /// <returns>The key, which is kept nowhere.</returns>
    /// <exception cref="StartRefused">The name is none, or the hub's own.</exception>
    public string Enrol(string name)
    {
        if (!TextId.IsValid(name)) throw new StartRefused($"\"{name}\" is no agent's name. Allowed: 1 to {TextId.MaxLength} letters, digits, '-', '_' or '.'.");
        if (name == Demo) throw new StartRefused($"\"{Demo}\" is the hub's own agent. Choose another name.");
        var key = MakeKey();
        lock (_writing)
        {
            var all = Read();
            all[name] = new(Hash(key), _time.GetUtcNow() + Lifetime);
            _data.WriteSecret(FileName, JsonSerializer.Serialize(all));
        }
        return key;
    }

    /// <summary>Takes an agent's key away; it is refused from its next connect on.</summary>
    public void Remove(string name)
    {
        lock (_writing)
        {
            var all = Read();
            if (all.Remove(name)) _data.WriteSecret(FileName, JsonSerializer.Serialize(all));
        }
    }

    /// <summary>The name of the agent whose key this is, or null.</summary>
    public string? NameOf(string? key)
    {
        if (string.IsNullOrEmpty(key)) return null;
        var hash = Encoding.ASCII.GetBytes(Hash(key));
        if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(Hash(_demoKey)))) return Demo;
        // Read anew at each connect, so that "enrol" beside a running hub works at once.
        foreach (var (name, known) in Read())
            if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(known.Hash)) && known.Until > _time.GetUtcNow()) return name;
        return null;
    }

    /// <summary>SHA-256 of an agent's key, by which it knows that what is signed for it comes from its hub; null: no such agent.</summary>
    public byte[]? HashOf(string name) => name == Demo ? Convert.FromHexString(Hash(_demoKey)) : Read().TryGetValue(name, out var known) ? Convert.FromHexString(known.Hash) : null;

    private Dictionary<string, Known> Read() => File.Exists(_data.File(FileName))
        ? JsonSerializer.Deserialize<Dictionary<string, Known>>(File.ReadAllText(_data.File(FileName))) ?? []
        : [];

    private sealed record Known(string Hash, DateTimeOffset Until);

    private static string MakeKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
