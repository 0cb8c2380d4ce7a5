[assembly: AssemblyFixture(typeof(Campaigns.Testing.TestPostgres))]
