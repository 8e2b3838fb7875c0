namespace Benchmarks.Driver;

/// <summary>Publishes each program in Release; one that cannot be leaves the reason, which the comparison tells.</summary>
internal sealed class Preparation(Places places)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int failed = 0;
        foreach (ProgramKind program in Catalogue.Programs)
        {
            Console.Write($"{program.Directory} ... ");
            string? failure = await PublishAsync(program, cancellationToken);
            Console.WriteLine(failure ?? "ready");
            failed += failure is null ? 0 : 1;
        }

        Console.WriteLine(failed == 0 ? "All programs are ready." : $"{failed} programs could not be built; their figures will say why.");
        return 0;
    }

    private async Task<string?> PublishAsync(ProgramKind program, CancellationToken cancellationToken)
    {
        string output = places.Output(program);
        Directory.CreateDirectory(places.Artifacts);
        File.Delete(places.Failure(program));
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true);
        }

        List<string> arguments = ["publish", Path.Combine(places.Benchmarks, program.Project), "-c", "Release", "-o", output, "--nologo", "-v", "q"];
        if (program.Kind.Length > 0)
        {
            arguments.Add($"-p:ChildKind={program.Kind}");
        }

        string? failure = await ToolRun.RunAsync(arguments, places.Benchmarks, cancellationToken);
        if (failure is not null)
        {
            await File.WriteAllTextAsync(places.Failure(program), failure, cancellationToken);
        }

        return failure;
    }
}
