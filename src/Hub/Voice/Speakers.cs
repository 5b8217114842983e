using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;

namespace TidalHall.Hub.Voice;

/// <summary>What a zone gets when it wants to speak: a page, a time to ask again, or why nobody can.</summary>
internal abstract record Turn
{
    private Turn() { }
    internal sealed record Page(string Connection) : Turn;
    /// <summary>Busy with another zone, or just coming back; asked again at <paramref name="At"/> or when woken.</summary>
    internal sealed record Later(TimeSpan At) : Turn;
    internal sealed record Nobody(NotSpokenWhy Why) : Turn;
}

/// <summary>Who can play sound, and who of them speaks for a zone: its speaker device, else the first page that came and may; the next when it goes.</summary>
internal sealed class Speakers(TimeProvider time)
{
    /// <summary>How long a zone waits for its page to come, or to come back, 10 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private sealed class Speaker(string connection, IReadOnlySet<ZoneId> zones, TimeSpan since)
    {
        public string Connection => connection;
        public IReadOnlySet<ZoneId> Zones => zones;
        public TimeSpan Since => since;
        /// <summary>Null until the page has tried.</summary>
        public bool? MayPlay { get; set; }
        public (ZoneId Zone, long Utterance)? Playing { get; set; }
    }

    private readonly Lock _gate = new();
    private readonly List<Speaker> _speakers = [];
    private readonly Dictionary<ZoneId, TimeSpan> _left = [];
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(_start);

    public void Came(string connection, IReadOnlySet<ZoneId> zones)
    {
        lock (_gate)
        {
            _speakers.RemoveAll(s => s.Connection == connection && !s.Zones.SetEquals(zones));
            if (_speakers.TrueForAll(s => s.Connection != connection)) _speakers.Add(new(connection, zones, Now));
        }
    }

    /// <summary>A speaker device of these zones is here: asked before the pages.</summary>
    public void Carries(string speaker, IReadOnlySet<ZoneId> zones)
    {
        lock (_gate)
            if (_speakers.TrueForAll(s => s.Connection != speaker)) _speakers.Insert(0, new(speaker, zones, Now));
    }

    /// <returns>What it was playing.</returns>
    public (ZoneId Zone, long Utterance)? Left(string connection)
    {
        lock (_gate)
        {
            if (_speakers.Find(s => s.Connection == connection) is not { } gone) return null;
            _speakers.Remove(gone);
            foreach (var zone in gone.Zones) _left[zone] = Now;
            return gone.Playing;
        }
    }

    public IReadOnlySet<ZoneId> ZonesOf(string connection)
    {
        lock (_gate) return _speakers.Find(s => s.Connection == connection)?.Zones ?? new HashSet<ZoneId>();
    }

    public void MayPlay(string connection, bool may)
    {
        lock (_gate)
            if (_speakers.Find(s => s.Connection == connection) is { } speaker) speaker.MayPlay = may;
    }

    public Turn Take(ZoneId zone)
    {
        lock (_gate)
        {
            var here = _speakers.FindAll(s => s.Zones.Contains(zone));
            if (here.Find(s => s.MayPlay is true) is { } first) return first.Playing is null ? new Turn.Page(first.Connection) : new Turn.Later(Now + Patience);
            var wait = _left.GetValueOrDefault(zone) + Patience;
            if (here.Find(s => s.MayPlay is null) is { } asked && asked.Since + Patience > wait) wait = asked.Since + Patience;
            if (Now < wait) return new Turn.Later(wait);
            return new Turn.Nobody(here.Count > 0 ? NotSpokenWhy.SoundOff : NotSpokenWhy.NoPlayer);
        }
    }

    public void Plays(string connection, ZoneId zone, long utterance)
    {
        lock (_gate)
            if (_speakers.Find(s => s.Connection == connection) is { } speaker) speaker.Playing = (zone, utterance);
    }

    /// <summary>Takes what a page played away from it; null where it was something else.</summary>
    public ZoneId? Stopped(string connection, long utterance)
    {
        lock (_gate)
        {
            if (_speakers.Find(s => s.Connection == connection) is not { Playing: { } playing } speaker || playing.Utterance != utterance) return null;
            speaker.Playing = null;
            return playing.Zone;
        }
    }

    /// <summary>An utterance was given up, whoever played it.</summary>
    public void Forget(long utterance)
    {
        lock (_gate)
            foreach (var speaker in _speakers)
                if (speaker.Playing?.Utterance == utterance) speaker.Playing = null;
    }
}
