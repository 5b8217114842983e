using Xunit.Sdk;
using Xunit.v3;

// Most of these wait: for a killed hub to be back, for a page to be cut. Four at once keep two cores busy.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 4)]
