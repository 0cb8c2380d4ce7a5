using Campaigns.Core.Signing;

namespace Campaigns.UnitTests.Signing;

public sealed class ShortNameTests
{
    [Theory]
    [InlineData("Ana Kovalenko", "Ana K.")]
    [InlineData("  Ana   Maria  Kovalenko ", "Ana K.")]
    [InlineData("Friedrich-Maximilian Weißhaupt", "Friedrich-Maximilian W.")]
    [InlineData("ليلى حداد", "ليلى ح.")]
    [InlineData("Étienne E\u0301luard", "Étienne E\u0301.")]
    [InlineData("Oona", "Oona")]
    [InlineData("王小明", "王…")]
    [InlineData("김민서", "김…")]
    [InlineData("   ", "")]
    public void In_public_stands_the_first_name_and_an_initial(string name, string shown) => ShortName.Of(name).ShouldBe(shown);
}
