using System.IO.MemoryMappedFiles;

namespace Tractor.Fuzz.Engine;

/// <summary>The input that is being tried, in a file that outlives the process that it ends.</summary>
internal sealed class CurrentInput : IDisposable
{
    private const int Room = 1 << 16;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Room);
        _view = _file.CreateViewAccessor();
    }

    public void Set(byte[] input)
    {
        _view.Write(0, 0);
        _view.WriteArray(sizeof(int), input, 0, input.Length);
        _view.Write(0, input.Length + 1);
    }

    public void Clear() => _view.Write(0, 0);

    /// <summary>What a process left there; null when it was trying nothing.</summary>
    public static byte[]? ReadLeft(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        byte[] all = File.ReadAllBytes(path);
        int length = BitConverter.ToInt32(all) - 1;
        return length >= 0 ? all.AsSpan(sizeof(int), length).ToArray() : null;
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
