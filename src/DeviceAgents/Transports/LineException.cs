namespace TidalHall.DeviceAgents.Transports;

/// <summary>A line could not be opened or broke.</summary>
internal sealed class LineException(string message, Exception? inner = null) : Exception(message, inner);
