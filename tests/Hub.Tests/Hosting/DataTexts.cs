using System.Text;

namespace TidalHall.Hub.Tests.Hosting;

/// <summary>All that stands in files of a running hub, byte for byte, to look for what must not.</summary>
internal static class DataTexts
{
    /// <summary>Each file's text in Latin-1. A pass in which SQLite took a side file away is read anew: what was in it has moved to a file read before.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string folder, Func<string, bool> named, CancellationToken cancel)
    {
        while (true)
        {
            var texts = new List<string>();
            try
            {
                foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => named(Path.GetFileName(f))))
                {
                    await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    using var reader = new StreamReader(stream, Encoding.Latin1);
                    texts.Add(await reader.ReadToEndAsync(cancel));
                }
                Assert.NotEmpty(texts);
                return texts;
            }
            catch (FileNotFoundException) { }
        }
    }
}
