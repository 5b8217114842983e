using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace TidalHall.Hub.Live;

/// <summary>A page as it was drawn last, ready to be sent: put into bytes once, however many show it.</summary>
/// <param name="Sequence">The newest of the hall for which the drawing still holds.</param>
/// <param name="Html">Null where the page has gone.</param>
/// <param name="IsOfTrouble">Drawn while nothing could be stored.</param>
/// <param name="At">When that was so: pages run their clocks by it.</param>
internal sealed record LiveFrame(long Sequence, string? Html, bool IsOfTrouble, DateTimeOffset At)
{
    /// <summary>Tells the whole page.</summary>
    public SerializedHubMessage Show { get; } = new(Html is null
        ? new InvocationMessage(nameof(ILivePages.Gone), [])
        : new InvocationMessage(nameof(ILivePages.Show), [Sequence, Html, At.ToUnixTimeMilliseconds()]));

    // Made anew, not copied: the messages hold the instant.
    public LiveFrame AsOf(DateTimeOffset at) => new(Sequence, Html, IsOfTrouble, at);

    /// <summary>Tells only that what is shown still holds.</summary>
    public SerializedHubMessage Alive { get; } = new(new InvocationMessage(nameof(ILivePages.Alive), [Sequence, At.ToUnixTimeMilliseconds()]));
}

/// <summary>What the hub calls on a live page.</summary>
internal interface ILivePages
{
    /// <summary>A newer drawing, of the same sequence where only the disk changed; one with a smaller sequence is late and dropped.</summary>
    Task Show(long sequence, string html, long at);
    /// <summary>What is shown still holds at this sequence; comes every few seconds, too.</summary>
    Task Alive(long sequence, long at);
    /// <summary>There is no such page any more.</summary>
    Task Gone();
    /// <summary>Plays one announcement to its end, then says so.</summary>
    Task Speak(string id, string url, string text);
}
