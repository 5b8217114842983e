using System.Collections.Concurrent;
using System.Reflection;
using TidalHall.Tests;
using Xunit.v3;

[assembly: TimeLimit]

namespace TidalHall.Tests;

/// <summary>A test that waits for what never comes is cancelled, fails and says where it stood; the run goes on to its end.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TimeLimitAttribute : BeforeAfterTestAttribute
{
    /// <summary>Many times what the longest takes on a slow machine: no judge of speed. A long form, asked for by a variable TIDALHALL_…, takes what it takes.</summary>
    private static readonly TimeSpan Limit =
        Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => name.StartsWith("TIDALHALL_", StringComparison.Ordinal)) ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(8);

    private readonly ConcurrentDictionary<string, Timer> _running = [];

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var context = TestContext.Current;
        _running[test.UniqueID] = new(_ => context.CancelCurrentTest(), null, Limit, Timeout.InfiniteTimeSpan);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_running.TryRemove(test.UniqueID, out var timer)) timer.Dispose();
    }
}
