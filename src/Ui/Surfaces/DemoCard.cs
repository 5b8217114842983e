namespace TidalHall.Ui.Surfaces;

/// <summary>A made-up card for a simulated reader. 990000 is no place in China, so nobody has such a number.</summary>
/// <param name="Text">The key of what its button says.</param>
public sealed record DemoCard(string Number, string Name, string Text)
{
    public static DemoCard[] All { get; } =
    [
        new(Checked("99000019900307001"), "演示甲", "DemoAdult"),
        new(Checked("99000019480512002"), "演示乙", "DemoElder"),
    ];

    /// <summary>Adds the check sign of GB 11643: weights 2^(17−i) mod 11.</summary>
    private static string Checked(string digits)
    {
        var sum = digits.Select((d, i) => (d - '0') * ((1 << (17 - i)) % 11)).Sum();
        return digits + "10X98765432"[sum % 11];
    }
}
