using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace VerifyNUnit;

/// <summary>
/// The call and the files of Verify.SourceGenerators, in so far as they are used here: with that package in place this
/// file goes, and no test changes.
/// </summary>
internal static class Verifier
{
    public static async Task Verify(GeneratorDriver driver, [CallerFilePath] string sourceFile = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(sourceFile)!, "_snapshots");
        string stem = $"{TestContext.CurrentContext.Test.ClassName!.Split('.')[^1]}.{TestContext.CurrentContext.Test.MethodName}#";
        Dictionary<string, string> received = driver.GetRunResult().Results
            .SelectMany(result => result.GeneratedSources)
            .ToDictionary(
                source => stem + Path.GetFileNameWithoutExtension(source.HintName),
                source => $"//HintName: {source.HintName}\n{source.SourceText}");
        List<string> problems = [];
        foreach ((string name, string text) in received)
        {
            string path = Path.Combine(folder, name);
            string? verified = File.Exists(path + ".verified.cs") ? await File.ReadAllTextAsync(path + ".verified.cs") : null;
            if (verified == text)
            {
                File.Delete(path + ".received.cs");
                continue;
            }

            await File.WriteAllTextAsync(path + ".received.cs", text);
            problems.Add(verified is null ? $"{name} is new: rename .received.cs to .verified.cs if it is right." : $"{name} differs:\n{Difference(verified, text)}");
        }

        problems.AddRange(Directory.EnumerateFiles(folder, stem + "*.verified.cs")
            .Where(path => !received.ContainsKey(Path.GetFileName(path)[..^".verified.cs".Length]))
            .Select(path => $"{Path.GetFileName(path)} is no longer generated."));
        Assert.That(problems, Is.Empty, string.Join("\n", problems));
    }

    private static string Difference(string verified, string received)
    {
        string[] before = verified.Split('\n');
        string[] after = received.Split('\n');
        return string.Join("\n", before.Except(after).Select(line => "- " + line).Concat(after.Except(before).Select(line => "+ " + line)));
    }
}
