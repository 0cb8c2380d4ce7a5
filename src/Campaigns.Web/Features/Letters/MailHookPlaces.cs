namespace Campaigns.Web.Features.Letters;

/// <summary>How many mails are taken in at a time, since each stands in memory whole. The mail server keeps the others and comes again.</summary>
public sealed class MailHookPlaces
{
    public const int Most = 8;

    private readonly SemaphoreSlim _free = new(Most, Most);

    /// <returns>Null when all are taken. Dispose it to give the place back.</returns>
    public IDisposable? TryTake() => _free.Wait(0, CancellationToken.None) ? new Place(_free) : null;

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        private SemaphoreSlim? _free = free;

        public void Dispose() => Interlocked.Exchange(ref _free, null)?.Release();
    }
}
