global using NUnit.Framework;
global using Tractor.ProcessTests.Kit;
