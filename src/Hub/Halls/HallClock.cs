namespace TidalHall.Hub.Halls;

/// <summary>The hall's time. Another than the machine's only while a day is played; screens and devices keep the machine's.</summary>
internal sealed record HallClock(TimeProvider Time);
