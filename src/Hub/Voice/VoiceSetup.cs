namespace TidalHall.Hub.Voice;

/// <summary>What the hub needs to be heard.</summary>
internal static class VoiceSetup
{
    public static IServiceCollection AddVoice(this IServiceCollection services) => services
        .AddSingleton(all => new EspeakVoice(all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<EspeakVoice>>()))
        .AddSingleton(all => new SoundShelf(all.GetRequiredService<EspeakVoice>().SayAsync)).AddSingleton<VoiceLog>().AddSingleton<Speakers>()
        .AddSingleton<HallVoice>().AddHostedService(all => all.GetRequiredService<HallVoice>());

    /// <summary>The sounds, and what became of the last calls. Both hold what the hall hears anyway.</summary>
    public static void MapVoice(this WebApplication app)
    {
        app.MapGet("/voice/{id}.wav", (string id, SoundShelf shelf) =>
            shelf.Find(id) is { } sound ? Results.File(sound.File, "audio/wav", enableRangeProcessing: true) : Results.NotFound()).ExcludeFromDescription();
        app.MapGet("/voice/log", (VoiceLog log, EspeakVoice voice) => Results.Ok(new
        {
            speech = voice.Works,
            calls = log.Entries.Select(e => new { e.Sequence, e.Zone, e.Number, e.Window, e.Text, e.Spoken, why = e.Why?.ToString(), e.WhyText, e.Began, e.At }),
        })).ExcludeFromDescription();
    }
}
