using Campaigns.Core.Acting;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// A page of the address <c>/c/{slug}</c> whose loads (Shown) or accepted posts (Started) count for the step Sign. They are counted outside
/// of the action, since a page from the cache runs none.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CountsSignAttribute(Rung rung) : Attribute
{
    public Rung Rung { get; } = rung;
}
