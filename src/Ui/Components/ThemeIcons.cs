namespace TidalHall.Ui.Components;

/// <summary>Line drawings of our own for the icons a hall file names, on 24 × 24.</summary>
public static class ThemeIcons
{
    private static readonly Dictionary<string, string> Drawings = new()
    {
        ["support_agent"] = """<path d="M4 14v-2a8 8 0 0 1 16 0v2"/><rect x="2.5" y="13" width="4" height="6" rx="1.5"/><rect x="17.5" y="13" width="4" height="6" rx="1.5"/><path d="M19.5 19c0 2-2 2.5-5 2.5"/>""",
        ["badge"] = """<rect x="2.5" y="5" width="19" height="14" rx="2"/><circle cx="8.5" cy="10.5" r="2"/><path d="M5.5 16c.4-2 1.6-2.7 3-2.700s2.6.7 3 2.700M15 10h3.500M15 14h3.5"/>""",
        ["groups"] = """<circle cx="12" cy="8" r="3"/><path d="M6.5 19c.4-4 2.5-6 5.5-6s5.1 2 5.5 6z"/><circle cx="4.7" cy="10" r="1.9"/><circle cx="19.3" cy="10" r="1.9"/><path d="M1.5 17.500c.2-2.5 1.4-4 3.2-4M22.5 17.500c-.2-2.5-1.4-4-3.2-4"/>""",
        ["medical_services"] = """<rect x="2.5" y="7" width="19" height="13" rx="2"/><path d="M8.5 7V5a1.5 1.5 0 0 1 1.5-1.500h4A1.5 1.5 0 0 1 15.5 5v2M12 10.500v6M9 13.500h6"/>""",
        ["receipt_long"] = """<path d="M5.5 2.8 7.7 4.3 9.8 2.8 12 4.3 14.2 2.8 16.3 4.3 18.5 2.800V21.200L16.3 19.7 14.2 21.2 12 19.7 9.8 21.2 7.7 19.7 5.5 21.200zM9 9h6M9 12.500h6M9 16h3.5"/>""",
        ["storefront"] = """<path d="M4 10.500V20.500H20V10.500M3 4h18l1 5a2.5 2.5 0 0 1-5 0 2.5 2.5 0 0 1-5 0 2.5 2.5 0 0 1-5 0 2.5 2.5 0 0 1-5 0zM9.5 20.500v-6h5v6"/>""",
        ["home"] = """<path d="M2.5 12 12 3.5 21.5 12M5 10v10.500H19V10M9.7 20.500v-6h4.600v6"/>""",
        ["family_restroom"] = """<circle cx="7" cy="5" r="2.3"/><circle cx="17" cy="5" r="2.3"/><circle cx="12" cy="12.5" r="1.7"/><path d="M4 21v-9.500a2 2 0 0 1 2-2h2a2 2 0 0 1 1.6.8M20 21v-9.500a2 2 0 0 0-2-2h-2a2 2 0 0 0-1.6.8M9.7 21v-3a2.3 2.3 0 0 1 4.6 0v3"/>""",
        ["favorite"] = """<path d="M12 20.500C5 15.5 2.5 12 2.5 8.500A4.8 4.8 0 0 1 12 6.7 4.8 4.8 0 0 1 21.5 8.500C21.5 12 19 15.5 12 20.500z"/><path d="M4.5 12h4l1.5-2.5 2.5 4.5 1.5-2h5"/>""",
        ["school"] = """<path d="M1.5 9.5 12 4l10.5 5.500L12 15zM5.5 12v5c2 2 4.2 2.8 6.5 2.800s4.5-.8 6.5-2.800v-5M22 10v6"/>""",
        ["directions_bus"] = """<rect x="4" y="3" width="16" height="15" rx="2.5"/><path d="M4 11.500h16M12 3v8.500M6 18v2.500M18 18v2.5"/><circle cx="7.8" cy="14.8" r=".9"/><circle cx="16.2" cy="14.8" r=".9"/>""",
        ["construction"] = """<path d="M3 21h18M6 21V4h2.500v17M3.5 7h15.500M8.5 4 19 7M16 7v5.500M13.5 12.500h5v4h-5z"/>""",
        ["verified"] = """<path d="M5 2.800h10.500L19 6.300V13M5 2.800V21.200h7M15 3v3.700h4M8 9h6M8 12.500h4"/><circle cx="17" cy="18" r="4"/><path d="m15.3 18.1 1.2 1.2 2.2-2.4"/>""",
        ["agriculture"] = """<path d="M12 21.500V9.500M12 14C7.5 14 5 11.5 5 7.5 9.5 7.5 12 10 12 14zM12 11.500C12 7 14.5 3.5 19 3.5 19 8.5 16.5 11.5 12 11.500zM5 21.500h14"/>""",
        ["theater_comedy"] = """<path d="M2.5 4.500h10.500v6a5.25 5.25 0 0 1-10.5 0zM13 8.500h8.500v5.500a4.6 4.6 0 0 1-9 1.500M5.3 8.200h1.400M9 8.200h1.400M5.7 11.200c1.3 1.2 2.8 1.2 4.1 0M16 12h1M19 12h.6M15.8 16c1-1 2.3-1 3.3 0"/>""",
        ["more_horiz"] = """<path d="M12 4v16M5 7h14M8 20.500h8M5 7l-2.8 7h5.600zM19 7l-2.8 7h5.600z"/>""",
    };

    private const string Dots = """<circle cx="5" cy="12" r="1.5"/><circle cx="12" cy="12" r="1.5"/><circle cx="19" cy="12" r="1.5"/>""";

    public static string Of(string name) => Drawings.GetValueOrDefault(name, Dots);
}
