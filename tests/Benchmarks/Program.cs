using System.Globalization;
using TidalHall.Benchmarks.Journal;

// dotnet run -c Release --project tests/Benchmarks [-- ROUNDS EVENTS]
// ROUNDS: of each figure, bare and hub in turn; the middle one counts; 0 = the restart alone. EVENTS: in the journal of the restart.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var events = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
await JournalFigures.PrintAsync(rounds, events);
