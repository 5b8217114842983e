namespace TidalHall.DeviceAgents.EscPos;

/// <summary>ESC a.</summary>
internal enum Alignment : byte { Left, Centre, Right }

/// <summary>ESC E.</summary>
internal enum Weight : byte { Normal, Bold }
