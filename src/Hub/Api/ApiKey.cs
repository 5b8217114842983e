using System.Security.Cryptography;
using System.Text;

namespace TidalHall.Hub.Api;

/// <summary>The integrators' key: made at first start, printed once, kept readable by its owner only.</summary>
internal sealed class ApiKey
{
    /// <summary>Who acts by it: the clerk of a window that it opened.</summary>
    public const string Name = "api";
    public const string FileName = "api-key";

    private readonly byte[] _hash;

    private ApiKey(string key, bool isNew) => (_hash, New) = (SHA256.HashData(Encoding.UTF8.GetBytes(key)), isNew ? key : null);

    /// <summary>The key itself when it was made just now, else null.</summary>
    public string? New { get; }

    public bool Matches(string? offered) =>
        offered is not null && CryptographicOperations.FixedTimeEquals(_hash, SHA256.HashData(Encoding.UTF8.GetBytes(offered)));

    public static ApiKey In(DataFolder data, string? given)
    {
        if (given is not null) return new(given, isNew: false);
        // An empty file, as of a torn copy, holds no key that anybody could know.
        if (File.Exists(data.File(FileName)) && File.ReadAllText(data.File(FileName)).Trim() is { Length: > 0 } kept) return new(kept, isNew: false);
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        data.WriteSecret(FileName, key);
        return new(key, isNew: true);
    }
}
