using Tractor.Architecture.Tests.Sources;

namespace Tractor.Architecture.Tests;

/// <summary>The runtime's folders use each other only as the table in docs/architecture.md says.</summary>
internal sealed class LayerTests
{
    private static readonly RuntimeSources Sources = RuntimeSources.Load();
    private static readonly FolderTable Table = FolderTable.Read();

    [Test]
    public void The_compiler_knows_every_name_of_the_sources() => Assert.That(Sources.Unresolved(), Is.Empty);

    [Test]
    public void Each_folder_has_its_row() => Assert.That(Table.Folders, Is.EquivalentTo(Sources.Folders));

    [Test]
    public void The_table_has_no_cycle() => Assert.That(Table.Upward(), Is.Empty);

    [Test]
    public void A_folder_uses_only_what_its_row_allows()
    {
        IReadOnlyList<FolderUse> uses = Sources.Uses();

        Assert.That(uses, Is.Not.Empty);
        Assert.That(uses.Where(use => !Table.Allows(use)), Is.Empty);
    }

    [Test]
    public void A_row_allows_no_more_than_is_used()
    {
        ILookup<string, string> used = Sources.Uses().ToLookup(use => use.Folder, use => use.Used);

        Assert.That(Table.Named().Where(entry => !used[entry.Folder].Contains(entry.Allowed)), Is.Empty, "entries to take out of the table");
    }
}
