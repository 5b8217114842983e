using TidalHall.Hub.Hosting;
using TidalHall.Journal;

// A hub whose journal does not wait for the disk. It loses answered tickets in a power cut, and is here for one test only:
// the one that looks for lost tickets must find them.
HallJournal.Synchronous = "normal";
return await HubCommandLine.RunAsync(args);
