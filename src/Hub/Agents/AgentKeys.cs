using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TidalHall.Hub.Agents;

/// <summary>Who may come in as a device agent: each with a key of its own, kept as its hash, shown once.</summary>
internal sealed class AgentKeys
{
    private const string FileName = "agents.json";
    private readonly DataFolder _data;
    private readonly Lock _writing = new();
    // The demo's own agent: its key lives as long as the process.
    private readonly string _demoKey = MakeKey();

    private AgentKeys(DataFolder data) => _data = data;

    public static AgentKeys In(DataFolder data) => new(data);

    /// <summary>The key of the simulated devices in this process.</summary>
    public string DemoKey => _demoKey;

    /// <summary>Names with when they were enrolled, for the devices page.</summary>
    public IReadOnlyDictionary<string, string> Enrolled => Read();

    /// <summary>Makes a key for an agent; an agent enrolled again has its old key no more.</summary>
    /// <returns>The key, which is kept nowhere.</returns>
    /// <exception cref="StartRefused">The name is empty or longer than 60 signs.</exception>
    public string Enrol(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 60) throw new StartRefused("An agent's name has 1 to 60 signs.");
        var key = MakeKey();
        lock (_writing)
        {
            var all = Read();
            all[name.Trim()] = Hash(key);
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
        if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(Hash(_demoKey)))) return "demo";
        // Read anew at each connect, so that "enrol" beside a running hub works at once.
        foreach (var (name, known) in Read())
            if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(known))) return name;
        return null;
    }

    private Dictionary<string, string> Read() => File.Exists(_data.File(FileName))
        ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(_data.File(FileName))) ?? []
        : [];

    private static string MakeKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
