using Tractor.Architecture.Tests.Sources;

namespace Tractor.Architecture.Tests;

/// <summary>The runtime's folders use each other only as the table in docs/architecture.md says.</summary>
internal sealed class LayerTests
{
    private static readonly FolderTable Table = FolderTable.Read();

    [Test]
    public void The_compiler_knows_every_name_of_the_sources() => Findings.AreNone(RuntimeSources.Unresolved(), "names without a meaning");

    [Test]
    public void Each_folder_has_its_row() => Assert.That(Table.Folders, Is.EquivalentTo(RuntimeSources.Folders));

    [Test]
    public void The_table_has_no_cycle() => Findings.AreNone(Table.Upward(), "order the rows so that each names only rows above it");

    [Test]
    public void A_folder_uses_only_what_its_row_allows()
    {
        Assert.That(RuntimeSources.Uses, Is.Not.Empty);
        Findings.AreNone(RuntimeSources.Uses.Where(use => !Table.Allows(use)), "move the code, or say in docs/architecture.md that it may");
    }

    [Test]
    public void A_row_allows_no_more_than_is_used()
    {
        ILookup<string, string> used = RuntimeSources.Uses.ToLookup(use => use.Folder, use => use.Used);

        Findings.AreNone(Table.Named().Where(entry => !used[entry.Folder].Contains(entry.Allowed)), "take out of the table what nobody uses");
    }
}
