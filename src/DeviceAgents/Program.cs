using TidalHall.DeviceAgents.Agent;

return await AgentCommandLine.RunAsync(args);
