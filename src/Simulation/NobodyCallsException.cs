namespace TidalHall.Simulation;

/// <summary>Under a policy somebody waits whom no window calls, though nothing else happens for a day.</summary>
/// <param name="policy">Its name.</param>
/// <param name="category">Whose line it is, by its number in the policy's floor.</param>
public sealed class NobodyCallsException(string policy, int category) : InvalidOperationException($"Under \"{policy}\" somebody waits whom no window calls.")
{
    public string Policy => policy;
    public int Category => category;
}
