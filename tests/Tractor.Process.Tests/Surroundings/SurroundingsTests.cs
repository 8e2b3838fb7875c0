using System.Globalization;
using System.Runtime.InteropServices;

namespace Tractor.ProcessTests.Surroundings;

/// <summary>What a child finds around it (api.md, section 4; SPN-10, RUN-16, RUN-22, RPC-15).</summary>
internal sealed partial class SurroundingsTests : ProcessFixture
{
    [Test]
    public async Task The_directory_is_that_of_the_parent_at_the_start_or_of_the_options()
    {
        string before = Environment.CurrentDirectory;
        string[] seen = await Root.RunAsync(async nursery =>
        {
            Environment.CurrentDirectory = "/usr";
            try
            {
                Portal inherited = await nursery.StartActorAsync("inherited", Explorers.Endpoints);
                Portal told = await nursery.StartActorAsync("told", Explorers.Endpoints, new ActorOptions { WorkingDirectory = "/etc" });
                string[] directories = [await inherited.DirectoryAsync(), await told.DirectoryAsync()];
                await nursery.CancelAsync();
                return directories;
            }
            finally
            {
                Environment.CurrentDirectory = before;
            }
        });

        Assert.That(seen, Is.EqualTo(new[] { "/usr", "/etc" }));
    }

    [Test]
    public async Task The_environment_is_that_of_the_parent_at_the_start_and_of_the_options()
    {
        const string Name = "TRACTOR_TEST_COLOUR";
        Environment.SetEnvironmentVariable(Name, "red");
        try
        {
            Assert.That(await AskAsync(async portal => await portal.VariableAsync(Name)), Is.EqualTo("red"));
            Assert.That(await AskAsync(async portal => await portal.VariableAsync(Name), WithVariable("blue")), Is.EqualTo("blue"));
            Assert.That(await AskAsync(async portal => await portal.VariableAsync(Name), WithVariable(null)), Is.Null);
            Assert.That(await AskAsync(async portal => await portal.VariableAsync("TRACTOR_SPAWN")), Is.Null, "no grandchild is to find it");
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }

        static ActorOptions WithVariable(string? value) => new() { Environment = new Dictionary<string, string?> { [Name] = value } };
    }

    [Test]
    public async Task The_culture_is_that_of_the_parents_flow_or_of_the_options()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");

        Assert.That(await AskAsync(async portal => await portal.CultureAsync()), Is.EqualTo("de-DE/fr-FR/de-DE"));
        ActorOptions options = new() { Culture = CultureInfo.GetCultureInfo("sv-SE") };
        Assert.That(await AskAsync(async portal => await portal.CultureAsync(), options), Is.EqualTo("sv-SE/sv-SE/sv-SE"));
    }

    [Test]
    public async Task Standard_input_is_empty() =>
        Assert.That(await AskAsync(async portal => await portal.InputAsync()), Is.Empty);

    [Test]
    public async Task No_descriptor_but_0_to_2_and_the_connection_to_the_parent_is_inherited()
    {
        string marker = Path.GetTempFileName();
        using FileStream file = File.OpenRead(marker);
        int inheritable = Duplicate((int)file.SafeFileHandle.DangerousGetHandle());
        Assert.That(inheritable, Is.GreaterThan(2));
        try
        {
            string[] descriptors = await AskAsync(async portal => await portal.DescriptorsAsync());

            Assert.That(descriptors, Has.Some.StartsWith("2 pipe:"), string.Join('\n', descriptors));
            Assert.That(descriptors, Has.Some.EqualTo("0 /dev/null"));
            Assert.That(descriptors, Has.Some.StartsWith("3 socket:"));
            Assert.That(descriptors, Has.None.Contains(marker), string.Join('\n', descriptors));
        }
        finally
        {
            _ = Close(inheritable);
            File.Delete(marker);
        }
    }

    [Test]
    public async Task What_a_child_starts_does_not_have_its_connection()
    {
        string[] descriptors = await AskAsync(async portal => await portal.DescriptorsOfProgramAsync());

        Assert.That(descriptors, Has.Some.StartsWith("0 "), string.Join('\n', descriptors));
        Assert.That(descriptors, Has.None.Contains("socket:"), string.Join('\n', descriptors));
    }

    [Test]
    public async Task The_startup_method_was_called_first()
    {
        Assert.That(await AskAsync(async portal => await portal.WasStartedUpAsync()), Is.True);
        Assert.That(Startup.ChildStartup.WasCalled, Is.False, "it is for children");
    }

    [Test]
    [Property("Row", "RUN-16")]
    public async Task RUN16_The_process_shows_as_an_actor_with_name_and_pid()
    {
        (string Comm, string CommandLine) title = await AskAsync(async portal => await portal.TitleAsync());

        Assert.That(title.Comm, Does.StartWith("_subactor[expl"));
        Assert.That(title.CommandLine, Does.Match(@"^_subactor\[explorer@\d+\]"));
    }

    [Test]
    [Property("Row", "RUN-22")]
    public async Task RUN22_RUN08_A_child_knows_who_it_is_who_its_parent_is_and_which_dialog_it_serves()
    {
        await Root.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("explorer", Explorers.Endpoints);
            await using var context = await portal.OpenIdentityAsync();
            var (id, isRoot, parent, root, dialog, _) = await context.ResultAsync();
            bool hasContext = await portal.HasContextAsync();
            Assert.Multiple(() =>
            {
                Assert.That(id, Is.EqualTo(portal.Actor));
                Assert.That(isRoot, Is.False);
                Assert.That(parent, Is.EqualTo(CurrentActor.Id));
                Assert.That(root, Is.EqualTo(CurrentActor.Id));
                Assert.That(dialog, Does.Contain("Identity"));
                Assert.That(hasContext, Is.False, "a plain call has no context");
                Assert.That(CurrentActor.IsRoot, Is.True);
                Assert.That(CurrentActor.Parent, Is.Null);
                Assert.That(CurrentActor.Context, Is.Null);
            });
            await nursery.CancelAsync();
        });
    }

    [Test]
    [Property("Row", "RUN-22")]
    public async Task RUN22_The_actor_is_known_everywhere_in_its_process_and_the_dialog_in_its_own_flow_alone()
    {
        await Root.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("explorer", Explorers.Endpoints);
            await using var context = await portal.OpenFlowsAsync();
            string[] flows = await context.ResultAsync();
            object? inside = null;
            await portal.OpenFlowsAsync(_ => Task.Run(() => inside = CurrentActor.Dialog));

            Assert.That(flows, Is.EqualTo(new[] { "task explorer Flows", "thread explorer Flows", "pool explorer -" }));
            Assert.That(await portal.HasContextAsync(), Is.False);
            Assert.That(inside, Is.Not.Null);
            Assert.That(CurrentActor.Dialog, Is.Null);
            await nursery.CancelAsync();
        });
    }

    [Test]
    public async Task RPC15_A_child_calls_what_its_parent_serves()
    {
        ActorRuntimeOptions options = Root.Options() with { Endpoints = Explorers.Endpoints };
        int answer = await ActorNursery.RunAsync(
            nursery => nursery.RunInActorAsync("explorer", Explorers.Endpoints, async portal => await portal.AskParentAsync(21)), options).WithinAsync();

        Assert.That(answer, Is.EqualTo(42));
    }

    [Test]
    public async Task RPC02_A_child_is_refused_what_its_parent_does_not_serve()
    {
        Exception error = await Root.ErrorAsync(nursery =>
            nursery.RunInActorAsync("explorer", Explorers.Endpoints, async portal => await portal.AskParentAsync(21)));

        Assert.That(error, Is.InstanceOf<RemoteActorException>());
        Assert.That(((RemoteActorException)error).Is<EndpointNotExposedException>(), Is.True, error.ToString());
    }

    [Test]
    public async Task Siblings_connect_by_address()
    {
        string name = await Root.RunAsync(async nursery =>
        {
            Portal host = await nursery.StartActorAsync("host", Explorers.Endpoints);
            Portal guest = await nursery.StartActorAsync("guest", Explorers.Endpoints);
            string seen = await guest.VisitAsync(await host.AddressAsync());
            await nursery.CancelAsync();
            return seen;
        });

        Assert.That(name, Is.EqualTo("host"));
    }

    [Test]
    [Property("Row", "SPN-10")]
    public async Task SPN10_Main_runs_in_no_child_and_output_and_input_are_as_told()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("surroundings");
        await program.WriteLineAsync("for the root");
        Assert.That(await program.Exited.WithinAsync(), Is.Zero);
        await program.LineAsync("parent stdin for the root");
        await program.LineAsync("child stdin []");

        Assert.That(program.Lines.Count(line => line.StartsWith("main", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(await Soon.HoldsAsync(Soon.Bound, () => program.Errors.Contains("child to stderr", StringComparison.Ordinal)), Is.True);
    }

    [Test]
    public async Task The_last_words_of_a_dying_leaf_reach_the_standard_error_of_the_root()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("last-words");
        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(5));

        Assert.That(await Soon.HoldsAsync(TimeSpan.FromSeconds(2), () => program.Errors.Contains("the last word", StringComparison.Ordinal)), Is.True, program.Errors);
        Assert.That(program.Errors, Does.Contain("word 0 ").And.Contain("word 399 "));
    }

    private Task<T> AskAsync<T>(Func<Portal, Task<T>> ask, ActorOptions? options = null) =>
        Root.RunAsync(nursery => nursery.RunInActorAsync("explorer", Explorers.Endpoints, ask, options));

    // Without close-on-exec, as only C code would have it.
    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
