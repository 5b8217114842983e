using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Frames;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Cards;

/// <summary>The driver over a real socket against a reader with troubles.</summary>
public sealed class CardReaderSpecs : IAsyncDisposable
{
    private static readonly CardReaderFacts Facts = new() { Codec = CardReaderCodec.Sam, PollMs = 100, ReadMs = 1000 };
    private static readonly DeadlineFacts Deadlines = new() { AnswerMs = 300, GapMs = 100 };
    private static readonly SimulatedCard A = new("11010519491231002X", "张三"), B = new("110105198001010016", "李四");

    private readonly SimulatedCardReader _reader = new(TimeProvider.System);
    private readonly Plugged _cable;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Heard<CardRead> _read = new();
    private readonly Heard<CardTrouble> _troubled = new();
    private SamCardReader _driver = null!;
    private Task _running = Task.CompletedTask;

    public CardReaderSpecs() => _cable = new(_reader);

    [Fact]
    public async Task A_card_is_read_once_however_long_it_lies_there()
    {
        Run();
        foreach (var findsAgain in new[] { false, true })
        {
            _reader.FindsAgain = findsAgain;
            _reader.Present(A);
            Assert.Equal(new(_driver.Device, A.Number, A.Name), await _read.NextAsync());
            await PollsAsync();
            Assert.True(_read.IsEmpty);
            _reader.Lift();
            await PollsAsync();
        }
        _reader.Present(A);
        Assert.Equal(A.Number, (await _read.NextAsync()).Number);
        Assert.True(_troubled.IsEmpty);
        Assert.Equal(DeviceState.Ready, _driver.Health.State);
    }

    [Fact]
    public async Task On_a_line_that_echoes_a_card_is_read_too()
    {
        _reader.Fault = SimulatedFault.Echo;
        Run();
        _reader.Present(A);
        Assert.Equal(new(_driver.Device, A.Number, A.Name), await _read.NextAsync());
        Assert.True(_troubled.IsEmpty);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(90, false)]
    [InlineData(0, false)]
    [InlineData(8, true)]
    public async Task After_a_whole_card_one_pulled_away_is_neither_the_last_nor_a_mixture(int percent, bool mixes)
    {
        Run();
        _reader.Present(A);
        Assert.Equal(A.Number, (await _read.NextAsync()).Number);
        _reader.Lift();
        await PollsAsync();
        _reader.MixesWithOld = mixes;
        _reader.PresentAndRemove(B, percent);
        Assert.Equal(CardTrouble.PresentAgain, await _troubled.NextAsync());
        await PollsAsync();
        Assert.True(_read.IsEmpty);
        _reader.Present(B);
        Assert.Equal(new(_driver.Device, B.Number, B.Name), await _read.NextAsync());
    }

    [Fact]
    public async Task The_next_card_is_read_even_if_the_reader_never_saw_the_last_one_go()
    {
        Run();
        _reader.Present(A);
        Assert.Equal(A.Number, (await _read.NextAsync()).Number);
        _reader.Present(B);
        Assert.Equal(B.Number, (await _read.NextAsync()).Number);
        _reader.PresentAndRemove(A, 30);
        await PollsAsync();
        Assert.True(_read.IsEmpty);
    }

    [Theory]
    [InlineData(nameof(SimulatedFault.Garbage))]
    [InlineData(nameof(SimulatedFault.Half))]
    [InlineData(nameof(SimulatedFault.Silent))]
    public async Task After_silence_or_noise_in_a_card_the_next_is_read_within_2_seconds(string fault)
    {
        Run();
        _reader.PresentAndRemove(A, 50);
        await _troubled.NextAsync();
        _reader.FaultFor(Enum.Parse<SimulatedFault>(fault), 1);
        _reader.Present(B);
        Assert.Equal(B.Number, (await _read.NextAsync(TimeSpan.FromSeconds(2))).Number);
    }

    [Fact]
    public async Task Another_kind_of_card_is_told_once_and_refused()
    {
        Run();
        _reader.Present(A with { Kind = 'I' });
        Assert.Equal(CardTrouble.OtherCard, await _troubled.NextAsync());
        await PollsAsync();
        Assert.True(_read.IsEmpty && _troubled.IsEmpty);
    }

    [Fact]
    public async Task A_number_that_does_not_fit_its_check_digit_is_no_card()
    {
        Run();
        _reader.Present(A with { Number = "110105194912310021" });
        Assert.Equal(CardTrouble.PresentAgain, await _troubled.NextAsync());
        Assert.True(_read.IsEmpty);
    }

    [Fact]
    public async Task A_reader_that_says_nothing_is_reset_then_opened_anew_then_told_and_comes_back_by_itself()
    {
        _reader.Fault = SimulatedFault.Silent;
        Run();
        Assert.Equal(CardTrouble.ReaderFailing, await _troubled.NextAsync());
        // Asked of the silent reader: 3, 9 resets; 6 opened anew.
        Assert.Equal((2, 2), (_reader.Resets, _cable.Opened));
        Assert.Equal((DeviceState.Faulty, DeviceFault.ReaderFailing), (_driver.Health.State, _driver.Health.Fault));
        _reader.Fault = SimulatedFault.None;
        _reader.Present(A);
        Assert.Equal(A.Number, (await _read.NextAsync()).Number);
        Assert.Equal(DeviceState.Ready, _driver.Health.State);
        Assert.True(_troubled.IsEmpty);
    }

    [Fact]
    public async Task A_module_whose_authorisation_ran_out_needs_a_technician()
    {
        _reader.NeedsService = true;
        Run();
        _reader.Present(A);
        Assert.Equal(CardTrouble.ReaderFailing, await _troubled.NextAsync());
        Assert.True(_read.IsEmpty);
    }

    [Fact]
    public async Task A_reader_that_hangs_up_is_offline_and_read_from_when_it_is_back()
    {
        Run();
        await Heard<int>.UntilAsync(() => _driver.Health.State is DeviceState.Ready);
        _cable.Pull(isOut: true);
        _reader.Fault = SimulatedFault.Disconnect;
        await Heard<int>.UntilAsync(() => _driver.Health.State is DeviceState.Offline);
        _cable.Pull(isOut: false);
        _reader.Fault = SimulatedFault.None;
        _reader.Present(A);
        Assert.Equal(A.Number, (await _read.NextAsync(TimeSpan.FromSeconds(10))).Number);
    }

    [Fact]
    public async Task Asked_who_is_there_it_says_so()
    {
        await using var line = await _cable.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Contains("SAM", await SamCardReader.IdentifyAsync(line, Deadlines, TimeProvider.System, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, _reader.Reads);
    }

    private void Run()
    {
        _driver = new(new("reader-1"), Facts, Deadlines, _cable, TimeProvider.System);
        _driver.Read += _read.Add;
        _driver.Troubled += _troubled.Add;
        _running = _driver.RunAsync(_stop.Token);
    }

    /// <summary>Until the reader was asked twice more.</summary>
    private async Task PollsAsync()
    {
        var before = _reader.Asked;
        await Heard<int>.UntilAsync(() => _reader.Asked >= before + 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _cable.DisposeAsync();
        _stop.Dispose();
    }
}
