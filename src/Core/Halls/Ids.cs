using System.Text.Json.Serialization;

namespace TidalHall.Core.Halls;

/// <summary>One service hall: the unit of truth and of scale.</summary>
[JsonConverter(typeof(TextIdConverter<HallId>))]
public readonly record struct HallId : ITextId<HallId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public HallId(string value) => _value = TextId.Checked(value, nameof(HallId));
    public string Value => _value ?? "";
    public static HallId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A counter where citizens are served.</summary>
[JsonConverter(typeof(TextIdConverter<WindowId>))]
public readonly record struct WindowId : ITextId<WindowId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public WindowId(string value) => _value = TextId.Checked(value, nameof(WindowId));
    public string Value => _value ?? "";
    public static WindowId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A category of windows as the hall file names it; never shown to citizens.</summary>
[JsonConverter(typeof(TextIdConverter<CategoryId>))]
public readonly record struct CategoryId : ITextId<CategoryId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public CategoryId(string value) => _value = TextId.Checked(value, nameof(CategoryId));
    public string Value => _value ?? "";
    public static CategoryId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A service item by its code on the province's platform.</summary>
[JsonConverter(typeof(TextIdConverter<ItemId>))]
public readonly record struct ItemId : ITextId<ItemId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public ItemId(string value) => _value = TextId.Checked(value, nameof(ItemId));
    public string Value => _value ?? "";
    public static ItemId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A theme under which citizens look for an item.</summary>
[JsonConverter(typeof(TextIdConverter<ThemeId>))]
public readonly record struct ThemeId : ITextId<ThemeId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public ThemeId(string value) => _value = TextId.Checked(value, nameof(ThemeId));
    public string Value => _value ?? "";
    public static ThemeId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A part of the hall with its own displays and its own voice.</summary>
[JsonConverter(typeof(TextIdConverter<ZoneId>))]
public readonly record struct ZoneId : ITextId<ZoneId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public ZoneId(string value) => _value = TextId.Checked(value, nameof(ZoneId));
    public string Value => _value ?? "";
    public static ZoneId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A place a surface stands at: a kiosk, a display, a cabinet.</summary>
[JsonConverter(typeof(TextIdConverter<PlaceId>))]
public readonly record struct PlaceId : ITextId<PlaceId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public PlaceId(string value) => _value = TextId.Checked(value, nameof(PlaceId));
    public string Value => _value ?? "";
    public static PlaceId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A device of the hall: a printer, a reader, a speaker.</summary>
[JsonConverter(typeof(TextIdConverter<DeviceId>))]
public readonly record struct DeviceId : ITextId<DeviceId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public DeviceId(string value) => _value = TextId.Checked(value, nameof(DeviceId));
    public string Value => _value ?? "";
    public static DeviceId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>Whoever acts: a clerk's account, an integrator's key, a kiosk.</summary>
[JsonConverter(typeof(TextIdConverter<ClerkId>))]
public readonly record struct ClerkId : ITextId<ClerkId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public ClerkId(string value) => _value = TextId.Checked(value, nameof(ClerkId));
    public string Value => _value ?? "";
    public static ClerkId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A kind of paper that matters ask for; the same name in all of them: what was filed for one is not asked again for another.</summary>
[JsonConverter(typeof(TextIdConverter<MaterialId>))]
public readonly record struct MaterialId : ITextId<MaterialId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public MaterialId(string value) => _value = TextId.Checked(value, nameof(MaterialId));
    public string Value => _value ?? "";
    public static MaterialId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>Who carries a letter: "EMS", "SF".</summary>
[JsonConverter(typeof(TextIdConverter<CarrierId>))]
public readonly record struct CarrierId : ITextId<CarrierId>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public CarrierId(string value) => _value = TextId.Checked(value, nameof(CarrierId));
    public string Value => _value ?? "";
    public static CarrierId From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>What a carrier follows a letter by.</summary>
[JsonConverter(typeof(TextIdConverter<MailNumber>))]
public readonly record struct MailNumber : ITextId<MailNumber>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public MailNumber(string value) => _value = TextId.Checked(value, nameof(MailNumber));
    public string Value => _value ?? "";
    public static MailNumber From(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A case's number at another area's hall.</summary>
[JsonConverter(typeof(TextIdConverter<ForeignNumber>))]
public readonly record struct ForeignNumber : ITextId<ForeignNumber>
{
    private readonly string? _value;
    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public ForeignNumber(string value) => _value = TextId.Checked(value, nameof(ForeignNumber));
    public string Value => _value ?? "";
    public static ForeignNumber From(string value) => new(value);
    public override string ToString() => Value;
}
