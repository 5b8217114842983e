namespace TidalHall.Simulation.RealDays;

/// <summary>A folder of real days cannot be read: the message says which file and line, what is wrong and what is allowed.</summary>
public sealed class FolderRefused(string message) : Exception(message);
