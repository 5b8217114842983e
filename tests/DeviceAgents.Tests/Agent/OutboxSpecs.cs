using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Tests.Printing;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>A job is done once, and what must not be lost is told until the hub has it, whatever crashes between.</summary>
public sealed class OutboxSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outbox").FullName;
    private readonly PrintJob _job = new(Guid.NewGuid(), new("printer-1"), DateTimeOffset.MaxValue, Sample.Sheet);
    private Outbox? _outbox;

    private JobResult Done => new(_job.Job, _job.Device, JobOutcome.Done);

    [Fact]
    public void A_job_whose_bytes_left_before_a_crash_is_unknown_and_not_done_again()
    {
        Open().Leave(_job);
        Assert.Equal(JobOutcome.Unknown, Assert.Single(Untold(Open())).Outcome);
        Assert.True(_outbox!.TellsAgain(_job.Job));
    }

    [Fact]
    public void A_job_of_which_nothing_left_before_a_crash_may_still_be_done()
    {
        Open();
        Assert.False(Open().TellsAgain(_job.Job));
        Assert.Empty(Untold(_outbox!));
    }

    [Fact]
    public void An_outcome_is_told_until_the_hub_has_it()
    {
        Open().Leave(_job);
        _outbox!.Finish(Done);
        Assert.Equal([Done], Untold(Open()));
        _outbox.Taken(Done);
        Assert.Empty(Untold(Open()));
        Assert.True(_outbox.TellsAgain(_job.Job));
    }

    [Fact]
    public void What_a_device_answered_is_kept_with_the_outcome()
    {
        Open().Finish(Done with { Answer = new RatingAnswer(5, [2, 3]) });
        Assert.Equal([2, 3], Assert.IsType<RatingAnswer>(Assert.Single(Untold(Open())).Answer).Reasons);
    }

    [Fact]
    public void A_job_that_comes_again_is_told_again()
    {
        var outbox = Open();
        Assert.False(outbox.TellsAgain(_job.Job));
        outbox.Leave(_job);
        outbox.Finish(Done);
        outbox.Taken(Done);
        Assert.True(outbox.TellsAgain(_job.Job));
        Assert.Equal([Done], Untold(outbox));
    }

    [Fact]
    public void What_the_hub_has_is_forgotten_after_two_days_and_what_it_has_not_never()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var untold = _job with { Job = Guid.NewGuid() };
        Open(time).Leave(_job);
        _outbox!.Leave(untold);
        _outbox.Finish(Done);
        _outbox.Taken(Done);
        time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(untold.Job, Assert.Single(Untold(Open(time))).Job);
        Assert.False(_outbox.TellsAgain(_job.Job));
    }

    [Fact]
    public void What_happened_is_kept_in_order_until_the_hub_has_it()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        Open(time).Keep(new RatingGiven(new("pad-1"), 4, []));
        time.Advance(TimeSpan.FromHours(1));
        _outbox!.Keep(new DoorsChanged(new("locker-1"), [new(1, IsOpen: true)]));
        var kept = Open(time).Kept;
        Assert.Equal(4, Assert.IsType<RatingGiven>(kept[0].Event).Level);
        Assert.True(Assert.IsType<DoorsChanged>(kept[1].Event).Doors[0].IsOpen);
        _outbox.Taken(kept[0]);
        Assert.Equal(kept[1].Id, Assert.Single(Open(time).Kept).Id);
    }

    [Fact]
    public void An_agent_that_comes_back_is_known_by_its_folder()
    {
        var first = Open().Instance;
        Assert.NotEqual(Guid.Empty, first);
        Assert.Equal(first, Open().Instance);
    }

    [Fact]
    public void Two_agents_do_not_share_a_folder()
    {
        Open();
        var refused = Assert.Throws<IOException>(() => new Outbox(_folder, TimeProvider.System));
        Assert.Equal($"{_folder} is in use by another agent. Give each its own: --data DIR.", refused.Message);
    }

    [Fact]
    public void A_file_that_is_no_outbox_is_said_to_be_none()
    {
        var file = Path.Combine(_folder, "outbox.db");
        File.WriteAllText(file, new string('x', 5000));
        Assert.StartsWith($"{file} cannot be used: ", Assert.Throws<IOException>(() => Open()).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<JobResult> Untold(Outbox outbox) => outbox.Untold(new HashSet<Guid>());

    /// <summary>Ends the one open before, as a crash does: nothing more is written.</summary>
    private Outbox Open(TimeProvider? time = null)
    {
        _outbox?.Dispose();
        return _outbox = new(_folder, time ?? TimeProvider.System);
    }

    public void Dispose() => _outbox?.Dispose();
}
