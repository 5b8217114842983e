using System.Text.RegularExpressions;
using System.Xml.Linq;
using TidalHall.Core.HallFiles;

namespace TidalHall.Core.Tests.HallFiles;

/// <summary>What the docstrings of Core say, as plain sentences for the descriptions of the schemas.</summary>
internal static partial class Docstrings
{
    private static readonly Dictionary<string, XElement> Members = XDocument.Load(Path.ChangeExtension(typeof(HallFile).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);

    /// <summary>A property's own summary, else its parameter of the record; without a member the type's.</summary>
    public static string? Of(Type type, string? member)
    {
        var about = Members.GetValueOrDefault($"T:{type.FullName}");
        if (member is null) return Plain(about?.Element("summary"));
        return Plain(Members.GetValueOrDefault($"P:{type.FullName}.{member}")?.Element("summary") ?? about?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == member));
    }

    private static string? Plain(XElement? text)
    {
        if (text is null) return null;
        var words = string.Concat(text.Nodes().Select(n => n is XElement { Name.LocalName: "see" } see ? Named(see.Attribute("cref")?.Value ?? "") : n is XElement e ? e.Value : n.ToString(SaveOptions.None)));
        return Space().Replace(System.Net.WebUtility.HtmlDecode(words), " ").Trim();
    }

    /// <summary>A property as the file writes it, an enum's value as it stands.</summary>
    private static string Named(string cref)
    {
        var name = cref[(cref.LastIndexOf('.') + 1)..];
        return cref.StartsWith("P:", StringComparison.Ordinal) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
