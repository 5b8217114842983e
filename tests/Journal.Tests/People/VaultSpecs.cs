using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Queueing;
using TidalHall.Journal.People;

namespace TidalHall.Journal.Tests.People;

/// <summary>What the vault keeps, for whom, and for how long.</summary>
public sealed class VaultSpecs : IDisposable
{
    private const string Number = "511602194901011234";
    private const string Name = "欧阳德福";

    private readonly string _folder = Directory.CreateTempSubdirectory("vault").FullName;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly FakeTimeProvider _time = new(new(2026, 11, 25, 1, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_card_is_the_same_person_after_a_restart_too()
    {
        var first = await Open().RememberAsync(Number, Name, Cancel);
        var again = await Open().RememberAsync(Number, Name, Cancel);
        var other = await Open().RememberAsync("51160219490101124X", "王二", Cancel);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task A_clerk_sees_the_family_name_alone()
    {
        var vault = Open();
        var person = await vault.RememberAsync(Number, Name, Cancel);
        Assert.Equal("欧***", await vault.MaskedNameAsync(person, "li", Cancel));
        Assert.Null(await vault.MaskedNameAsync(new PersonRef(Guid.NewGuid()), "li", Cancel));
    }

    [Theory]
    [InlineData("王芳", "王*")]
    [InlineData("李", "李*")]
    [InlineData("𠮷野家", "𠮷**")]
    [InlineData("", "")]
    public void A_name_is_masked_by_signs_not_by_code_units(string name, string masked) => Assert.Equal(masked, PeopleVault.Mask(name));

    [Fact]
    public async Task No_file_of_the_vault_holds_a_number_or_a_name_in_clear()
    {
        var vault = Open();
        await vault.RememberAsync(Number, Name, Cancel);
        foreach (var file in Directory.GetFiles(_folder))
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancel);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Number)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Name)));
            // Nor anything one could look a number up by without the key.
            Assert.Equal(-1, bytes.AsSpan().IndexOf(SHA256.HashData(Encoding.UTF8.GetBytes(Number))));
        }
    }

    [Fact]
    public async Task Whose_time_is_over_is_forgotten_and_met_anew()
    {
        var vault = Open();
        var before = await vault.RememberAsync(Number, Name, Cancel);
        _time.Advance(PeopleVault.Keep - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await vault.ForgetAsync(Cancel));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await vault.ForgetAsync(Cancel));
        Assert.Null(await vault.MaskedNameAsync(before, "li", Cancel));
        Assert.NotEqual(before, await vault.RememberAsync(Number, Name, Cancel));
    }

    [Fact]
    public async Task A_key_that_is_not_the_files_own_reads_nothing()
    {
        var person = await Open().RememberAsync(Number, Name, Cancel);
        var stranger = PeopleVault.Open(Path.Combine(_folder, "people.db"), RandomNumberGenerator.GetBytes(32), _time);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => stranger.MaskedNameAsync(person, "li", Cancel));
    }

    [Fact]
    public async Task Two_kiosks_that_meet_one_person_at_once_get_one_reference()
    {
        var vault = Open();
        var met = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => vault.RememberAsync(Number, Name, Cancel), Cancel)));
        Assert.Single(met.Distinct());
    }

    private PeopleVault Open() => PeopleVault.Open(Path.Combine(_folder, "people.db"), _key, _time);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
