[assembly: AssemblyFixture(typeof(Campaigns.BrowserTests.Browser))]
// Journeys share one browser and two cores: side by side they only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
