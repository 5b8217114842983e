using Xunit.Sdk;
using Xunit.v3;

// Two cores carry one hub and its browser; several at once would test the machine.
[assembly: Parallelization(Mode = ParallelMode.None)]
