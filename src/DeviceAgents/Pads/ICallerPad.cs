using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Pads;

/// <summary>The clerk's keys for calling.</summary>
internal interface ICallerPad : IDriver
{
    /// <summary>A key was pressed. A key held down or sent twice within the profile's bounce time is one.</summary>
    event Action<CallerKey>? Pressed;
}
