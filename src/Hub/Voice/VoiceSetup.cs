using TidalHall.Core.Announcing;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Hub.Hosting;
using TidalHall.Ui.SignIn;

namespace TidalHall.Hub.Voice;

/// <summary>What the hub needs to be heard.</summary>
internal static class VoiceSetup
{
    public static IServiceCollection AddVoice(this IServiceCollection services) => services
        .AddSingleton(all => new EspeakVoice(all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<EspeakVoice>>()))
        .AddSingleton(all => new ClipSet(Path.Combine(Path.GetDirectoryName(all.GetRequiredService<HubOptions>().HallFile)!, "clips"), all.GetRequiredService<TimeProvider>()))
        .AddSingleton(all => new SoundShelf(ClipsFirst(all.GetRequiredService<ClipSet>(), all.GetRequiredService<EspeakVoice>().SayAsync)))
        .AddSingleton<HallVoices>().AddHostedService(all => all.GetRequiredService<HallVoices>());

    /// <summary>A hall's own recordings where they say the whole sentence, else the synthesiser.</summary>
    internal static SaySentence ClipsFirst(ClipSet clips, SaySentence otherwise) => async (sentence, cancel) => clips.Say(sentence) ?? await otherwise(sentence, cancel);

    /// <summary>The sounds, and what became of the last calls of a hall. Both hold what the hall hears anyway.</summary>
    public static void MapVoice(this WebApplication app)
    {
        app.MapGet("/voice/{id}.wav", (string id, SoundShelf shelf) =>
            shelf.Find(id) is { } sound ? Results.File(sound.File, "audio/wav", enableRangeProcessing: true) : Results.NotFound()).ExcludeFromDescription();
        app.MapGet("/voice/script/{line:int}.wav", async (int line, string? hall, IHalls halls, ClipSet clips, EspeakVoice voice, CancellationToken cancel) =>
            {
                var plan = (TextId.TryParse<HallId>(hall, out var id) ? halls.Find(id) : halls.Default)?.View.Plan;
                var said = plan is null ? null : RecordingScript.Of(plan).ElementAtOrDefault(line);
                return said is not null && (clips.Clip(said) ?? await voice.SayAsync(said.Sentence, cancel)) is { } sound ? Results.File(sound.ToFile(), "audio/wav") : Results.NotFound();
            })
            .RequireAuthorization(Policies.Management).ExcludeFromDescription();
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
