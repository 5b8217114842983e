using System.Threading.Channels;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Tests.Voice;
using TidalHall.Hub.WindowDevices;
using TidalHall.Tests;

namespace TidalHall.Hub.Tests.WindowDevices;

/// <summary>A window's sign and the hall, with a test in the agent's place.</summary>
public sealed class SignKeeperSpecs : IAsyncDisposable
{
    private static readonly DeviceId Sign = new("sign-1");
    private readonly AwaitedTime _time = new();
    private readonly TestHall _hall;
    private readonly Channel<(ShowOnSignJob Job, TaskCompletionSource<JobResult> Result)> _asked = Channel.CreateUnbounded<(ShowOnSignJob, TaskCompletionSource<JobResult>)>();
    private readonly CancellationTokenSource _over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly SignKeeper _keeper;
    private string? _agent = "one";
    private Task _running = Task.CompletedTask;

    public SignKeeperSpecs()
    {
        _time.SetUtcNow(TestPlan.Nine);
        _hall = new(_time);
        _hall.Do(TestPlan.Clerk, new OpenWindow(TestPlan.W1));
        _hall.Take(TestPlan.Passport);
        _hall.Take(TestPlan.Passport);
        _keeper = new(_hall, TestPlan.W1, Sign, () => _agent, AskAsync, _time);
    }

    [Fact]
    public async Task What_came_while_a_text_was_on_its_way_is_one_text_the_newest()
    {
        Begin();
        await ShownAsync("");
        Do(new CallNext(TestPlan.W1));
        var (first, result) = await NextAsync();
        Assert.Equal((Sign, "A001 请办理"), (first.Device, first.Text));
        Do(new StartService(TestPlan.W1));
        Do(new CompleteVisit(TestPlan.W1));
        Do(new CallNext(TestPlan.W1));
        result.SetResult(new(first.Job, Sign, JobOutcome.Done));
        await ShownAsync("A002 请办理");
    }

    [Fact]
    public async Task Nothing_waits_for_a_sign_nobody_carries_and_who_comes_is_told_what_stands_now()
    {
        _agent = null;
        Begin();
        Do(new CallNext(TestPlan.W1));
        Do(new StartService(TestPlan.W1));
        Assert.False(_asked.Reader.TryRead(out _));
        Come("two");
        await ShownAsync("A001 办理中");
    }

    [Fact]
    public async Task An_agent_that_goes_in_the_middle_holds_nothing_up_and_the_next_one_is_told_anew()
    {
        Begin();
        await ShownAsync("");
        Do(new CallNext(TestPlan.W1));
        await NextAsync();
        Come("two");
        await ShownAsync("A001 请办理");
        // What stands there is not known to the next either.
        Come("three");
        await ShownAsync("A001 请办理");
    }

    [Fact]
    public async Task A_text_that_did_not_come_through_is_sent_again_after_five_seconds_as_it_is_by_then()
    {
        Begin();
        await ShownAsync("");
        Do(new CallNext(TestPlan.W1));
        var (job, result) = await NextAsync();
        result.SetResult(new(job.Job, Sign, JobOutcome.Failed, DeviceFault.Unreachable));
        await AwaitedAsync();
        _hall.Do(TestPlan.Clerk, new StartService(TestPlan.W1));
        Assert.False(_asked.Reader.TryRead(out _));
        _time.Advance(SignKeeper.BeforeAgain);
        await ShownAsync("A001 办理中");
    }

    [Fact]
    public async Task A_word_to_the_clerk_stands_three_seconds_over_the_number()
    {
        Begin();
        await ShownAsync("");
        Do(new CallNext(TestPlan.W1));
        await ShownAsync("A001 请办理");
        _keeper.Tell("请先办完当前号");
        await ShownAsync("请先办完当前号");
        await AwaitedAsync();
        _time.Advance(SignKeeper.NoticeStands);
        await ShownAsync("A001 请办理");
    }

    [Fact]
    public async Task A_sign_of_digits_is_not_asked_again_for_what_it_cannot_show()
    {
        Begin();
        var (job, result) = await NextAsync();
        result.SetResult(new(job.Job, Sign, JobOutcome.Failed, DeviceFault.NotThisKind));
        _keeper.Wake();
        Do(new CallNext(TestPlan.W1));
        await ShownAsync("A001 请办理");
    }

    private void Begin() => _running = _keeper.RunAsync(_over.Token);

    private void Do(HallCommand command)
    {
        _hall.Do(TestPlan.Clerk, command);
        _keeper.Wake();
    }

    private void Come(string agent)
    {
        _agent = agent;
        _keeper.Wake();
    }

    private async Task<JobResult> AskAsync(DeviceJob job, CancellationToken cancel)
    {
        var result = new TaskCompletionSource<JobResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_asked.Writer.TryWrite(((ShowOnSignJob)job, result)));
        return await result.Task.WaitAsync(cancel);
    }

    private async Task<(ShowOnSignJob Job, TaskCompletionSource<JobResult> Result)> NextAsync() => await _asked.Reader.ReadAsync(_over.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), _over.Token);

    private async Task ShownAsync(string text)
    {
        var (job, result) = await NextAsync();
        Assert.Equal(text, job.Text);
        result.SetResult(new(job.Job, Sign, JobOutcome.Done));
    }

    /// <summary>The keeper waits for time to pass.</summary>
    private async Task AwaitedAsync()
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !_time.IsAwaited; await Task.Delay(5, _over.Token))
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), "Nobody waits for the clock.");
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _over.Dispose();
    }
}
