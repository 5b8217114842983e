// Two cores carry one hub and its browser; several at once would test the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
