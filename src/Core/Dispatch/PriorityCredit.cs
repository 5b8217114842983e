namespace TidalHall.Core.Dispatch;

/// <summary>What bounds priority at a window: ordinary calls earn credit, a priority call over waiting ordinary people spends one. Without credit priority is demoted, never shut out.</summary>
public static class PriorityCredit
{
    /// <summary>What a window begins with, and at most has.</summary>
    public const double Most = 2;

    /// <summary>Enough for one more call by priority.</summary>
    public static bool Suffices(double credit) => credit >= 1;

    /// <param name="share">κ, 0 to 1, neither of them: an ordinary call earns κ/(1−κ).</param>
    public static double After(double credit, bool priority, bool ordinaryWaited, double share) => (priority, ordinaryWaited) switch
    {
        (false, _) => Math.Min(Most, credit + share / (1 - share)),
        (true, true) => Math.Max(0, credit - 1),
        (true, false) => credit,
    };
}
