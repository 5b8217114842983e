using TidalHall.Core.Devices;

namespace TidalHall.Hub.Agents;

/// <summary>Why an agent is not taken.</summary>
internal enum AgentRefusalKind { Older, Newer, UnknownDevice, SecondWithThisKey }

/// <summary>An agent that came and was not taken.</summary>
/// <param name="Devices">Those the hall file does not have.</param>
/// <param name="Sentence">For the agent's and the hub's log; pages have their own words.</param>
internal sealed record AgentRefusal(string Agent, string Version, AgentRefusalKind Kind, string Devices, string Sentence);
