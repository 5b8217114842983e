using System.Globalization;
using TidalHall.Benchmarks.Codecs;
using TidalHall.Benchmarks.Devices;
using TidalHall.Benchmarks.Dispatch;
using TidalHall.Benchmarks.Displays;
using TidalHall.Benchmarks.Journal;
using TidalHall.Benchmarks.Printing;
using TidalHall.Benchmarks.Search;
using TidalHall.Benchmarks.Voice;

// dotnet run -c Release --project tests/Benchmarks [-- ROUNDS EVENTS]
// ROUNDS: of each figure, bare and hub in turn; the middle one counts; 0 = the restart alone. EVENTS: in the journal of the restart.
// dotnet run -c Release --project tests/Benchmarks -- displays [HALL_FILE] [SCREENS]
// dotnet run -c Release --project tests/Benchmarks -- devices [HALL_FILE] [JOBS]
// dotnet run -c Release --project tests/Benchmarks -- dispatch
// dotnet run -c Release --project tests/Benchmarks -- call
// dotnet run -c Release --project tests/Benchmarks -- search [HALL_FILE] [QUERIES]
// dotnet run -c Release --project tests/Benchmarks -- codecs [BYTES]
// BYTES: of noise and broken frames each codec eats, 10000000.
// dotnet run -c Release --project tests/Benchmarks -- escpos [FOLDER_OF_LAYOUTS]
// dotnet run -c Release --project tests/Benchmarks -- voice [HALL_FILE] [CALLS]
switch (args)
{
    case [Screens.Argument, .. var of]: await Screens.ShowAsync(of); break;
    case ["displays", .. var of]: await DisplayFigures.PrintAsync(Path.GetFullPath(of.ElementAtOrDefault(0) ?? "halls/provincial-centre.json"), int.Parse(of.ElementAtOrDefault(1) ?? "200", CultureInfo.InvariantCulture)); break;
    case ["devices", .. var of]: await DeviceFigures.PrintAsync(Path.GetFullPath(of.ElementAtOrDefault(0) ?? "halls/provincial-centre.json"), int.Parse(of.ElementAtOrDefault(1) ?? "300", CultureInfo.InvariantCulture)); break;
    case ["search", .. var of]: SearchFigures.Print(Path.GetFullPath(of.ElementAtOrDefault(0) ?? "halls/provincial-centre.json"), of.ElementAtOrDefault(1) ?? "tests/Core.Tests/Search/queries.csv"); break;
    case ["escpos", .. var of]: EscPosFigures.Print(Path.GetFullPath(of.ElementAtOrDefault(0) ?? "halls/papers")); break;
    case ["voice", .. var of]:
        await VoiceFigures.PrintAsync();
        await FirstSound.PrintAsync(Path.GetFullPath(of.ElementAtOrDefault(0) ?? "halls/provincial-centre.json"), int.Parse(of.ElementAtOrDefault(1) ?? "100", CultureInfo.InvariantCulture));
        break;
    case ["call"]: BenchmarkDotNet.Running.BenchmarkRunner.Run<CallBenchmark>(); break;
    case ["codecs", .. var of]: CodecFigures.Print(int.Parse(of.ElementAtOrDefault(0) ?? "10000000", CultureInfo.InvariantCulture)); break;
    case ["dispatch"]: DispatchFigures.Print(); break;
    default:
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var events = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
        await JournalFigures.PrintAsync(rounds, events);
        break;
}
