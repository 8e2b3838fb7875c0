global using NUnit.Framework;
global using Tractor.ProcessTests.Kit;
global using Tractor.TestKit;
