using TidalHall.Core.Announcing;

namespace TidalHall.Hub.Voice;

/// <summary>Two falling tones that turn heads before a sentence; made here, so that they need no file and no synthesiser.</summary>
internal static class Chime
{
    private const double First = 659.26, Second = 523.25;
    private const double SecondAt = 0.42;

    public static Wave Make(int rate)
    {
        var samples = new short[(int)(rate * Utterance.Chime.TotalSeconds)];
        for (var i = 0; i < samples.Length; i++)
        {
            var t = (double)i / rate;
            var sound = Tone(First, t) + (t < SecondAt ? 0 : Tone(Second, t - SecondAt));
            samples[i] = (short)(sound * 0.35 * short.MaxValue);
        }
        return new Wave(rate, samples).Normalised();
    }

    // A struck bar: the ground tone and a quiet third overtone, fading; the first 5 ms rise, else it clicks.
    private static double Tone(double pitch, double t) =>
        Math.Min(1, t / 0.005) * (Math.Exp(-4.5 * t) * Math.Sin(2 * Math.PI * pitch * t) + 0.25 * Math.Exp(-9 * t) * Math.Sin(6 * Math.PI * pitch * t));
}
