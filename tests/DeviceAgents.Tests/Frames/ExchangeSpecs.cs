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

    [Fact]
    public async Task Nothing_of_a_card_is_kept_in_memory_when_its_answer_is_read()
    {
        await using var line = new CardLine();
        var answer = await new Exchange(line, new(), TimeProvider.System, SamFrames.MaxLength + 64).AskAsync<SamReply>(SamFrames.ReadCard, SamFrames.Read, TestContext.Current.CancellationToken);
        Assert.Equal(SamStatus.Done, answer?.Status);
        Assert.Equal(SamFrames.MaxLength, line.Taken.Length);
        Assert.All(line.Taken.ToArray(), b => Assert.Equal(0, b));
    }

    /// <summary>Says a whole card, text and photo, and keeps where it was taken to.</summary>
    private sealed class CardLine : ILine
    {
        public Memory<byte> Taken { get; private set; }

        public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation)
        {
            var data = SimulatedCardReader.Data(new("11010519491231002X", "张三"));
            data.AsSpan(4 + 256).Fill(0x57);
            var frame = SimulatedCardReader.Frame(0x90, data);
            frame.CopyTo(bytes);
            Taken = bytes[..frame.Length];
            return ValueTask.FromResult(frame.Length);
        }

        public ValueTask DropUnreadAsync(CancellationToken cancellation) => ValueTask.CompletedTask;
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
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
