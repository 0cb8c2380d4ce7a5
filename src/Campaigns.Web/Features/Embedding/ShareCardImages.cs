using System.Collections.Concurrent;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Embedding;

/// <summary>Pictures of cards by their hash: each is drawn once, one at a time, however many ask; the ones asked for last stay in memory.</summary>
public sealed partial class ShareCardImages(ShareCards cards, TimeProvider clock, ILogger<ShareCardImages> logger) : IDisposable
{
    /// <summary>About 50 KB each.</summary>
    internal const int MostKept = 300, MostWaiting = 20;
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]?>>> _drawing = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Hash, byte[] Png)>> _kept = [];
    private readonly LinkedList<(string Hash, byte[] Png)> _byUse = new();
    private DateTimeOffset _restsUntil;

    /// <summary>How many were drawn since the start.</summary>
    internal int Drawn { get; private set; }

    /// <returns>PNG; null when it cannot be drawn now: no program, too many ask, or it has just failed.</returns>
    public async Task<byte[]?> GetAsync(ShareCard card)
    {
        if (cards.Program is not { } program) return null;
        if (Kept(card.Hash) is { } png) return png;
        if (clock.GetUtcNow() < _restsUntil || (_drawing.Count >= MostWaiting && !_drawing.ContainsKey(card.Hash))) return null;
        // Whoever asks first may go away: the others wait for the same picture, so it is drawn to its end.
        var drawing = _drawing.GetOrAdd(card.Hash, _ => new Lazy<Task<byte[]?>>(() => DrawAsync(program, card)));
        try { return await drawing.Value; }
        finally { _drawing.TryRemove(KeyValuePair.Create(card.Hash, drawing)); }
    }

    private async Task<byte[]?> DrawAsync(string program, ShareCard card)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            if (Kept(card.Hash) is { } already) return already;
            var png = await CardPicture.DrawAsync(program, card, CardPicture.Patience);
            Drawn++;
            Keep(card.Hash, png);
            return png;
        }
        catch (CardNotDrawnException e)
        {
            _restsUntil = clock.GetUtcNow() + RestAfterFailure;
            LogFailure(logger, e.Message);
            return null;
        }
        finally { _oneAtATime.Release(); }
    }

    private byte[]? Kept(string hash)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(hash, out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Png;
        }
    }

    private void Keep(string hash, byte[] png)
    {
        lock (_lock)
        {
            _kept[hash] = _byUse.AddFirst((hash, png));
            if (_kept.Count <= MostKept) return;
            _kept.Remove(_byUse.Last!.Value.Hash);
            _byUse.RemoveLast();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A share card was not drawn: {Reason}. The next try is in a minute.")]
    private static partial void LogFailure(ILogger logger, string reason);
}
