namespace Campaigns.Core.Acting;

/// <summary>Through what a message or a person went. Stored by name and part of share codes: values may be added, never renamed.</summary>
public enum Channel { X, Facebook, Email, Bluesky, Mastodon, Threads, WhatsApp, Telegram, LinkedIn, Link, Qr, Embed, Paper }
