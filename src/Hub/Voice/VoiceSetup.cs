using TidalHall.Core.Doors;
using TidalHall.Core.Halls;

namespace TidalHall.Hub.Voice;

/// <summary>What the hub needs to be heard.</summary>
internal static class VoiceSetup
{
    public static IServiceCollection AddVoice(this IServiceCollection services) => services
        .AddSingleton(all => new EspeakVoice(all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<EspeakVoice>>()))
        .AddSingleton(all => new SoundShelf(all.GetRequiredService<EspeakVoice>().SayAsync))
        .AddSingleton<HallVoices>().AddHostedService(all => all.GetRequiredService<HallVoices>());

    /// <summary>The sounds, and what became of the last calls of a hall. Both hold what the hall hears anyway.</summary>
    public static void MapVoice(this WebApplication app)
    {
        app.MapGet("/voice/{id}.wav", (string id, SoundShelf shelf) =>
            shelf.Find(id) is { } sound ? Results.File(sound.File, "audio/wav", enableRangeProcessing: true) : Results.NotFound()).ExcludeFromDescription();
        app.MapGet("/voice/log", (string? hall, HallVoices voices, IHalls halls, EspeakVoice voice) =>
            LogOf(hall, voices, halls) is { } entries
                ? Results.Ok(new
                {
                    speech = voice.Works,
                    calls = entries.Select(e => new { e.Sequence, e.Zone, e.Number, e.Window, e.Text, e.Spoken, why = e.Why?.ToString(), e.WhyText, e.Began, e.At }),
                })
                : Results.NotFound()).ExcludeFromDescription();
    }

    private static IReadOnlyList<VoiceEntry>? LogOf(string? hall, HallVoices voices, IHalls halls) =>
        hall is null ? voices.LogOf(halls.Default.Id) : TextId.TryParse<HallId>(hall, out var id) ? voices.LogOf(id) : null;
}
