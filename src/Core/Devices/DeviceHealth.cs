using System.Text.Json.Serialization;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Devices;

[JsonConverter(typeof(JsonStringEnumConverter<DeviceFault>))]
public enum DeviceFault { PaperOut, CoverOpen, CutterJam, PrinterError, Unreachable, NoAnswer, NoSuchDevice, DoorNotOpened, ReaderFailing, NotThisKind, NoSound }

/// <summary>How a device is; told when it changes. <see cref="Unknown"/> is never shown as well.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeviceState>))]
public enum DeviceState { Unknown, Ready, NearEnd, Faulty, Offline }

public sealed record DeviceHealth(DeviceId Device, DeviceState State, DeviceFault? Fault = null);
