using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Frames;

/// <summary>One question, its own answer.</summary>
public sealed class ExchangeSpecs
{
    [Fact]
    public async Task What_came_late_answers_no_new_question()
    {
        await using var line = new BusyLine();
        var answer = await new Exchange(line, new(), TimeProvider.System).AskAsync<SamReply>(SamFrames.Find, SamFrames.Read, TestContext.Current.CancellationToken);
        Assert.Equal(SamStatus.NoCard, answer?.Status);
    }

    /// <summary>An older answer lies unread on it; to whatever is written it answers that no card is there.</summary>
    private sealed class BusyLine : ILine
    {
        private readonly List<byte> _unread = [.. SimulatedCardReader.Frame(0x9F, 0, 0, 0, 0)];

        public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            _unread.AddRange(SimulatedCardReader.Frame(0x80));
            return Task.CompletedTask;
        }

        public ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation)
        {
            var read = _unread.ToArray();
            read.CopyTo(bytes);
            _unread.Clear();
            return ValueTask.FromResult(read.Length);
        }

        public ValueTask DropUnreadAsync(CancellationToken cancellation)
        {
            _unread.Clear();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
