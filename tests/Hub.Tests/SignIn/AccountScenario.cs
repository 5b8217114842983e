using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Staffing;
using TidalHall.Hub.SignIn;

namespace TidalHall.Hub.Tests.SignIn;

/// <summary>The accounts of a data folder, as the hub opens them at each start.</summary>
internal sealed class AccountScenario : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("accounts");
    private ServiceProvider _services;
    private int _verified;

    public AccountScenario() => _services = Build();

    /// <summary>Passwords that were reckoned with, right or wrong.</summary>
    public int Verified => Volatile.Read(ref _verified);

    public DemoAccounts Demo => _services.GetRequiredService<DemoAccounts>();
    public string File(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A later start of the hub on the same folder.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    public async Task<IdentityResult> GiveAsync(string name, Roles roles)
    {
        await using var scope = _services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await accounts.FindByNameAsync(name) is not { } account) return await accounts.CreateAsync(new Account { UserName = name, Roles = roles }, "a-long-password");
        account.Roles = roles;
        return await accounts.UpdateAsync(account);
    }

    public async Task<T> WithAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    private ServiceProvider Build()
    {
        var data = DataFolder.OpenShared(_folder.FullName);
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(data).AddSignIn(data);
        services.AddScoped<IPasswordHasher<Account>>(_ => new CountingHasher(() => Interlocked.Increment(ref _verified)));
        return services.BuildServiceProvider();
    }

    private sealed class CountingHasher(Action verified) : PasswordHasher<Account>
    {
        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            verified();
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
