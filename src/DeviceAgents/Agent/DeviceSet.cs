using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Pads;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Relays;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Speakers;
using TidalHall.DeviceAgents.Transports;
using TidalHall.DeviceAgents.WindowSigns;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>The devices of one agent, each with the driver its profile's family asks for.</summary>
internal sealed class DeviceSet : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly FetchSound _fetch;
    private readonly Dictionary<DeviceId, CarriedDevice> _devices = [];
    private readonly Dictionary<string, SerialTransport> _ports = [];
    private readonly Dictionary<DeviceId, PlayedDevice> _played = [];
    private readonly ConcurrentDictionary<DeviceId, byte[]> _pictures = [];

    /// <param name="refused">Whose profile cannot be used. They are told with why, and so is one that cannot be driven as it is described; the others are driven.</param>
    /// <exception cref="ProfileException">No device can be driven, one is given twice, or tickets cannot be drawn here.</exception>
    public DeviceSet(IReadOnlyList<AgentDevice> devices, FetchSound fetch, TimeProvider time, ILogger log, IReadOnlyList<RefusedDevice>? refused = null)
    {
        (_fetch, _time, _log) = (fetch, time, log);
        // At the start, not at the first ticket with a rare name on it.
        if (devices.Any(d => d.Profile.Printer is not null)) PaperFont.Require();
        List<RefusedDevice> notDriven = [.. refused ?? []];
        if (devices.Select(d => d.Id).Concat(notDriven.Select(d => d.Id)).GroupBy(id => id).FirstOrDefault(g => g.Count() > 1) is { Key: var twice }) throw new ProfileException($"{twice}: is given twice. Name each device once: DEVICE=FILE.");
        foreach (var device in devices)
        {
            try
            {
                Add(Carry(device));
            }
            catch (ProfileException e)
            {
                notDriven.Add(new(device.Id, device.Profile.Model, e.Message));
            }
        }
        // With nothing to drive it would only look alive.
        if (_devices.Count == 0 && notDriven.Count > 0) throw new ProfileException(string.Join(Environment.NewLine, notDriven.Select(d => d.Mistake)));
        foreach (var device in notDriven)
        {
            _log.NotDriven(device.Id, device.Mistake);
            Add(new(new UndrivenDevice(device.Id), device.Profile, line: null, "", JobsOf.None) { Mistake = device.Mistake });
        }
    }

    /// <summary>Something about a device is to be told.</summary>
    public event Action? Changed;
    /// <summary>A simulated printer's paper.</summary>
    public event Action<DeviceId, byte[]>? Pictured;
    public event Action<CardRead>? CardRead;
    /// <summary>A locker's door, by its lock, was seen open without an order; told before <see cref="Happened"/>.</summary>
    public event Action<DeviceId, int>? BrokenOpen;
    public event Action<DeviceEvent>? Happened;

    public IReadOnlyCollection<CarriedDevice> All => _devices.Values;
    /// <summary>The last paper of each simulated printer.</summary>
    public IReadOnlyDictionary<DeviceId, byte[]> LastPictures => _pictures;
    public CarriedDevice? Find(DeviceId device) => _devices.GetValueOrDefault(device);

    public DeviceHealth[] Health => [.. _devices.Values.Select(d => d.Driver.Health)];
    public DeviceDetail[] Details => [.. _devices.Values.Select(d => d.Detail)];

    private CarriedDevice Carry(AgentDevice device)
    {
        var (id, profile) = (device.Id, device.Profile);
        if (profile.Speaker is { } output)
        {
            var speaker = new Speaker(id, output, _fetch, profile.Simulated ? new SimulatedSpeaker(_time).PlayAsync : new SoxPlayer(output).PlayAsync, _time);
            return new(speaker, profile.Model, line: null, output.Output, JobsOf.Speaker(speaker));
        }
        var (line, address, port) = LineTo(device);
        switch (profile)
        {
            case { Printer: { } facts }:
                var printer = new EscPosPrinter(id, facts, line, _time);
                return new(printer, profile.Model, line, address, JobsOf.Printer(printer)) { CheckAsync = printer.CheckAsync, Port = port };
            case { CardReader: { Codec: CardReaderCodec.Sam } facts }:
                return Without(new SamCardReader(id, facts, profile.Deadlines, line, _time));
            case { CardReader: { Codec: CardReaderCodec.Keyboard } facts }:
                return Without(new KeyboardCardReader(id, facts, line, _time));
            case { CodeScanner: { } facts }:
                return Without(new LineScanner(id, facts, line, _time));
            case { CallerPad: { } facts }:
                return Without(new CallerPad(id, facts, line, _time));
            case { LockerBoard: { } facts }:
                var board = new LockerBus(id, facts, profile.Deadlines, line, _time);
                return With(board, JobsOf.Locker(board));
            case { RelayBoard: { } facts }:
                var relays = new ModbusRelays(id, facts, profile.Deadlines, line, _time);
                return With(relays, JobsOf.Relay(relays));
            case { WindowSign: { } facts }:
                var sign = new WindowSign(id, facts, line, _time);
                return With(sign, JobsOf.Sign(sign));
            case { RatingPad: { } facts }:
                var pad = new RatingPad(id, facts, profile.Deadlines, line, _time);
                return With(pad, JobsOf.Rating(pad, line));
            default:
                throw new InvalidOperationException($"No driver for {profile.Family}.");
        }

        CarriedDevice With(IDriver driver, DoJob doJob) => new(driver, profile.Model, line, address, doJob) { Port = port };
        CarriedDevice Without(IDriver driver) => With(driver, JobsOf.None);
    }

    private void Add(CarriedDevice device)
    {
        device.Driver.HealthChanged += health =>
        {
            if (health.Fault is DeviceFault.NoAnswer) _log.LineTrouble(device.Device, device.WhySilent);
            Changed?.Invoke();
        };
        Listen(device.Driver);
        if (device.Driver is ListeningDriver listening)
            listening.GarbledChanged += () =>
            {
                if (listening.IsGarbled) _log.LineTrouble(device.Device, device.WhyGarbled);
                Changed?.Invoke();
            };
        if (device.Line is { } line)
            line.TroubleChanged += () =>
            {
                if (line.Trouble is { } trouble) _log.LineTrouble(device.Device, trouble.Message);
                Changed?.Invoke();
            };
        if (device.Port is { } port)
            port.Changed += () =>
            {
                foreach (var note in port.Notes) _log.LineNote(device.Device, note);
                Changed?.Invoke();
            };
        _devices.Add(device.Device, device);
    }

    private void Listen(IDriver driver)
    {
        switch (driver)
        {
            case ICardReader reader:
                reader.Read += card =>
                {
                    // A made-up card is taken away again, or the next one would be taken for it.
                    _played.GetValueOrDefault(card.Device)?.Reader?.Lift();
                    CardRead?.Invoke(card);
                };
                reader.Troubled += trouble => { if (Hitch(trouble) is { } why) Happened?.Invoke(new CardNotRead(reader.Device, why)); };
                break;
            case ICodeScanner scanner:
                scanner.Scanned += code => Happened?.Invoke(new CodeScanned(scanner.Device, code));
                break;
            case ICallerPad pad:
                pad.Pressed += key => Happened?.Invoke(new KeyPressed(pad.Device, key.ToString()));
                break;
            case ILockerBus board:
                board.Changed += change =>
                {
                    if (change.What is DoorEvent.OpenedByHand) BrokenOpen?.Invoke(board.Device, change.Locker);
                    Happened?.Invoke(new DoorsChanged(board.Device, Of(board.Doors.Map)));
                };
                break;
        }
    }

    /// <summary>null: the reader's own, told as its health.</summary>
    private static CardHitch? Hitch(CardTrouble trouble) => trouble switch
    {
        CardTrouble.PresentAgain => CardHitch.PresentAgain,
        CardTrouble.OtherCard => CardHitch.OtherCard,
        CardTrouble.ReaderFailing => null,
        _ => throw new InvalidOperationException($"No word for {trouble}."),
    };

    private static DoorNow[] Of(DoorMap map) => [.. Enumerable.Range(1, map.Locks).Select(locker => new DoorNow(locker,
        map.Door(locker) switch { DoorPosition.Open => true, DoorPosition.Closed => false, _ => null },
        map.IsOccupied(locker)))];

    private (WatchedTransport Line, string Address, SerialTransport? Port) LineTo(AgentDevice device)
    {
        var (inner, address, port) = RouteTo(device);
        return (new(inner, new(TraceMask.Of(device.Profile.Family), _time)), address, port);
    }

    private (ITransport Transport, string Address, SerialTransport? Port) RouteTo(AgentDevice device)
    {
        var profile = device.Profile;
        if (profile.Simulated)
        {
            var listens = Simulate(device);
            return (new TcpTransport("127.0.0.1", listens, _time), $"127.0.0.1:{listens}", null);
        }
        if (profile.Typed is { } typed)
        {
            if (!OperatingSystem.IsLinux()) throw new ProfileException($"{device.Id}: {profile.Model} types, and such devices are read on Linux alone. Set it to its serial port, and take a profile with a \"serial\" section.");
            var keys = device.SerialPort ?? typed.Device ?? throw new ProfileException($"{device.Id}: {profile.Model} names no device. Write --profile {device.Id}={profile.Model}@/dev/input/by-id/NAME-event-kbd; list shows them.");
            return (new KeyboardTransport(keys), keys, null);
        }
        if (device.SerialPort is null && (device.Host ?? profile.Tcp?.Host) is { } host)
        {
            var number = device.Port ?? profile.Tcp?.Port ?? throw new ProfileException($"{device.Id}: {profile.Model} names no port. Write --profile {device.Id}={profile.Model}@{host}:PORT.");
            return (new TcpTransport(host, number, _time), $"{host}:{number}", null);
        }
        if ((device.SerialPort ?? profile.Serial?.Port) is { } name)
        {
            var serial = PortAt(name, profile.Serial ?? throw new ProfileException($"{device.Id}: {profile.Model} has no \"serial\" section; write how {name} is to be set in its file."));
            return (serial, serial.Port, serial);
        }
        throw new ProfileException($"{device.Id}: {profile.Model} names no host and no serial port. Write --profile {device.Id}={profile.Model}@HOST:PORT or {device.Id}={profile.Model}@/dev/ttyUSB0.");
    }

    /// <summary>Devices on one bus share its port and take turns.</summary>
    private SerialTransport PortAt(string name, SerialFacts facts)
    {
        var stable = PortNames.StableOf(name);
        if (!_ports.TryGetValue(stable, out var port)) _ports.Add(stable, port = new(stable, SerialSettings.From(facts), _time));
        return port.Settings == SerialSettings.From(facts) ? port : throw new ProfileException($"{name}: two devices on one port must set it alike; their \"serial\" sections differ.");
    }

    private int Simulate(AgentDevice device)
    {
        try
        {
            var played = PlayedDevice.Start(device.Profile, device.Port ?? 0, _time);
            played.Printed += png => Keep(device.Id, png);
            _played.Add(device.Id, played);
            return played.Port;
        }
        catch (SocketException e)
        {
            throw new ProfileException($"{device.Id}: port {device.Port} cannot be used: {e.Message}. Choose another, or 0 for any free one.", e);
        }
    }

    /// <summary>Holds a made-up card to a simulated reader; to a real one nothing is held.</summary>
    public void Present(CardRead card) => _played.GetValueOrDefault(card.Device)?.Reader?.Present(new(card.Number, card.Name));

    /// <summary>A simulated device does what a hand would; a real one is left alone.</summary>
    public void Play(DeviceId device, string order) => _played.GetValueOrDefault(device)?.Order(order);

    /// <summary>The doors of every locker that answers, as they stand now.</summary>
    public IEnumerable<DoorsChanged> DoorsNow => _devices.Values.Select(d => d.Driver).OfType<ILockerBus>().Where(b => b.Doors.Map.IsKnown).Select(b => new DoorsChanged(b.Device, Of(b.Doors.Map)));

    /// <summary>A door as its board last told; null = no such board, or nothing is known of its doors.</summary>
    public DoorNow? DoorNow(DeviceId board, int atLock) => DoorsNow.FirstOrDefault(d => d.Device == board)?.Doors.FirstOrDefault(d => d.Lock == atLock);

    private void Keep(DeviceId printer, byte[] png)
    {
        _pictures[printer] = png;
        Pictured?.Invoke(printer, png);
    }

    public async ValueTask DisposeAsync()
    {
        // Each closes in its own time, a hung one too.
        await Task.WhenAll(_ports.Values.Select(p => p.DisposeAsync().AsTask()));
        foreach (var device in _played.Values) await device.DisposeAsync();
    }
}
