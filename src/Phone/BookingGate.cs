using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace TidalHall.Phone;

/// <summary>How often strangers may ask for a booking: each connection, and all of them together. A number that is tried costs a row in the vault, and tells whether its owner has booked.</summary>
/// <remarks>A hall's own network is one connection for everybody in it, hence a store for a crowd beside the slow refill.</remarks>
internal sealed class BookingGate : IDisposable
{
    /// <summary>In store: for a connection, and for all.</summary>
    internal const int OfOne = 30, OfAll = 600;
    /// <summary>What comes back each <see cref="Refill"/>.</summary>
    private const int OneAgain = 5, AllAgain = 100;
    internal static readonly TimeSpan Refill = TimeSpan.FromSeconds(30);

    private readonly PartitionedRateLimiter<string> _doors = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(of => RateLimitPartition.GetTokenBucketLimiter(of, _ => Bucket(OfOne, OneAgain))),
        PartitionedRateLimiter.Create<string, string>(_ => RateLimitPartition.GetTokenBucketLimiter("all", _ => Bucket(OfAll, AllAgain))));

    /// <summary>Counts one try; false: it is one too many for now.</summary>
    /// <param name="from">Null: unknown, and counted with all who are.</param>
    internal bool MayTry(IPAddress? from)
    {
        using var lease = _doors.AttemptAcquire(NetworkOf(from));
        return lease.IsAcquired;
    }

    public void Dispose() => _doors.Dispose();

    /// <summary>Of IPv6 the first 64 bits: the rest is whatever its owner likes.</summary>
    internal static string NetworkOf(IPAddress? from) => from switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => from.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(from.GetAddressBytes().AsSpan(0, 8)),
        _ => from.ToString(),
    };

    private static TokenBucketRateLimiterOptions Bucket(int store, int again) => new() { TokenLimit = store, TokensPerPeriod = again, ReplenishmentPeriod = Refill, QueueLimit = 0 };
}
