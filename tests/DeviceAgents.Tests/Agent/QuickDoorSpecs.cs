using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Lockers;
using LockerReport = TidalHall.DeviceAgents.Lockers.DoorReport;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>A door that no look found open: what lay behind it before the order and after it goes with the answer.</summary>
public sealed class QuickDoorSpecs
{
    [Theory]
    [InlineData(true, false, false), InlineData(true, true, true), InlineData(false, false, null), InlineData(null, null, null), InlineData(null, false, null)]
    public async Task What_the_sensor_saw_go_tells_that_the_door_was_open_and_nothing_else_does(bool? was, bool? now, bool? tells)
    {
        var result = await JobsOf.Locker(new ShutAgain(was, now))(new OpenCompartmentJob(Guid.NewGuid(), new("locker-1"), TimeProvider.System.GetUtcNow().AddMinutes(1), 3), TestContext.Current.CancellationToken);
        Assert.Equal((JobOutcome.Failed, DeviceFault.DoorNotOpened, new DoorAnswer(SeenOpen: false, was, now)), (result.Outcome, result.Fault, result.Answer));
        Assert.Equal(tells, ((DoorAnswer)result.Answer!).Tells(goal: false));
    }

    /// <summary>A board whose door is opened and shut between two looks.</summary>
    private sealed class ShutAgain(bool? was, bool? now) : ILockerBus
    {
        private bool? _occupied = was;

        public DeviceId Device => new("locker-1");
        public DeviceHealth Health => new(Device, DeviceState.Ready);
        public LockerReport Doors => new(new(8, 0xFF, 0, _occupied is null ? 0UL : 0xFF, _occupied is true ? 0xFFUL : 0), default);
        public event Action<DeviceHealth>? HealthChanged { add { } remove { } }
        public event Action<DoorChange>? Changed { add { } remove { } }

        public Task<OpenOutcome> OpenAsync(int locker, CancellationToken cancel)
        {
            _occupied = now;
            return Task.FromResult(OpenOutcome.NotOpened);
        }

        public Task<OpenOutcome> OpenAllAsync(CancellationToken cancel) => throw new NotSupportedException();
        public Task<LockerReport> ReadAsync(CancellationToken cancel) => Task.FromResult(Doors);
        public Task RunAsync(CancellationToken cancel) => Task.CompletedTask;
    }
}
