using Xunit.Sdk;
using Xunit.v3;

// Most of a scenario waits: for a voice to end, for a hub to be away. Two at once keep two cores busy; more would test the machine.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
