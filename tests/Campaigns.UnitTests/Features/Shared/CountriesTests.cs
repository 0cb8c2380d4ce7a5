using System.Globalization;
using Campaigns.Web.Features.Shared;

namespace Campaigns.UnitTests.Features.Shared;

public sealed class CountriesTests
{
    [Theory]
    [InlineData("en", "Germany")]
    [InlineData("fr", "Allemagne")]
    [InlineData("ar", "ألمانيا")]
    public void A_country_is_named_in_the_language_of_the_page(string language, string name) =>
        Countries.NameOf("DE", CultureInfo.GetCultureInfo(language)).ShouldBe(name);

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("ar")]
    public void Every_country_has_a_name_of_its_own(string language)
    {
        var countries = Countries.All(CultureInfo.GetCultureInfo(language));
        countries.Count.ShouldBeGreaterThan(230);
        countries.Select(country => country.Name).Distinct().Count().ShouldBe(countries.Count);
        countries.ShouldAllBe(country => country.Name != country.Code && country.Name.Length > 1);
    }

    [Fact]
    public void French_readers_find_Egypt_under_its_first_letter_and_not_after_Z()
    {
        var names = Countries.All(CultureInfo.GetCultureInfo("fr")).Select(country => country.Name).ToList();
        names.IndexOf("Égypte").ShouldBeLessThan(names.IndexOf("France"));
    }

    [Theory]
    [InlineData("DE", true)]
    [InlineData("de", false)]
    [InlineData("ZZ", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_codes_of_the_list_are_known(string? code, bool isKnown) => Countries.IsKnown(code).ShouldBe(isKnown);

    [Fact]
    public void The_country_given_is_selected_again() =>
        Countries.Options(CultureInfo.GetCultureInfo("en"), "PT").ToString()!.ShouldContain("<option value=PT selected>Portugal");
}
