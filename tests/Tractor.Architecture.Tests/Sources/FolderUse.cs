namespace Tractor.Architecture.Tests.Sources;

/// <summary>A file of one folder uses a type of another.</summary>
internal sealed record FolderUse(string Folder, string Used, string Type, string File)
{
    public override string ToString() => $"{Folder} uses {Used} ({Type} in {File})";
}
