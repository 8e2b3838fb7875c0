namespace Tractor.ProcessTests.Teardown;

/// <summary>Appends to a file when it is disposed.</summary>
internal sealed class FileNote(string file, string text) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await File.AppendAllTextAsync(file, text);
}
