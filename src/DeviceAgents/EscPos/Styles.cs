namespace TidalHall.DeviceAgents.EscPos;

/// <summary>ESC E.</summary>
internal enum Weight : byte { Normal, Bold }

/// <summary>GS B.</summary>
internal enum Ground : byte { White, Black }
