namespace TidalHall.Core.Doors;

/// <summary>What the hall told people of their cases, for those who run it. Names and numbers are not in it.</summary>
public interface IMessages
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ToldMessage>> NewestAsync(int most, CancellationToken cancel);
}

/// <summary>How far a message got. Failed: its channel refused it for good, or it was tried long enough.</summary>
public enum MessageState { Waiting, Sent, Delivered, Failed }

/// <param name="Channel">"local", "sms".</param>
/// <param name="Template">"accepted", "ready"…</param>
/// <param name="Text">What it says, as the local channel shows it.</param>
/// <param name="Due">When it is tried next, while it waits.</param>
/// <param name="Error">Why the last try did not succeed: what a channel said, or <see cref="CodeEnded"/>.</param>
public sealed record ToldMessage(Guid Id, DateTimeOffset At, string Channel, string Template, string Text, MessageState State, int Tries, DateTimeOffset Due, string? Error)
{
    /// <summary>The code that it would have told opens nothing any more: another was given, or the thing is out.</summary>
    public const string CodeEnded = "code ended";
}
