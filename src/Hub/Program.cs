using TidalHall.Hub.Hosting;

return await HubCommandLine.RunAsync(args);
