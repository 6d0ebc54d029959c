//! NuGet, MSBuild, Paket and Chocolatey, from `tests/data/manifests/dotnet`.

use super::kit::{broken, example, facts, hooks, identity, needs, purls};

#[test]
fn packages_config() {
    let facts = facts("packages.config", example("dotnet/packages.config"));
    assert_eq!(
        purls(&facts),
        ["pkg:nuget/Newtonsoft.Json@13.0.3 [Lockfile] 3", "pkg:nuget/log4net@2.0.17 [Lockfile] 4"]
    );
    assert_eq!(needs(&facts), ["Microsoft.Net.Compilers 4.2.0 [Development] 5"]);
    assert!(facts.dependencies[0].range.as_ref().unwrap().is_exact());
}

#[test]
fn msbuild_project() {
    let facts = facts("Dten.Server.csproj", example("dotnet/Dten.Server.csproj"));
    assert!(facts.manifests[0].describes_package);
    assert_eq!(identity(&facts), ("Dten.Server".to_owned(), "5.0.1".to_owned()));
    assert_eq!(
        needs(&facts),
        [
            "Serilog.AspNetCore 8.0.1 [Runtime] 9",
            "Npgsql [8.0.3,9) [Runtime] 10",
            "Polly  [Runtime] 13",
            "StyleCop.Analyzers 1.1.118 [Build] 14",
            "Grpc.Core  [Runtime] 15",
        ]
    );
    assert!(facts.dependencies[0].range.as_ref().unwrap().is_unbounded_above(), "a plain version is a lower bound");
}

#[test]
fn central_versions() {
    let facts = facts("Directory.Packages.props", example("dotnet/Directory.Packages.props"));
    assert_eq!(facts.manifests[0].format, "Directory.Packages.props");
    assert_eq!(needs(&facts), ["Polly 8.4.0 [Runtime] 6", "Nerdbank.GitVersioning 3.6.133 [Build] 7"]);
}

#[test]
fn deps_json_and_its_runtime() {
    let facts = facts("server/Dten.Server.deps.json", example("dotnet/Dten.Server.deps.json"));
    assert_eq!(identity(&facts), ("Dten.Server".to_owned(), "5.0.1".to_owned()));
    assert_eq!(
        purls(&facts),
        [
            "pkg:nuget/Dten.Server@5.0.1 [Manifest] 10",
            "pkg:generic/Dten.Api@5.0.1 [Listed] 9",
            "pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@8.0.6 [Listed] 11",
            "pkg:nuget/Npgsql@8.0.3 [Listed] 12",
        ]
    );
    let runtime =
        super::kit::facts("server/Dten.Server.runtimeconfig.json", example("dotnet/Dten.Server.runtimeconfig.json"));
    assert_eq!(
        needs(&runtime),
        ["Microsoft.NETCore.App [8.0.0, 9.0) [Runtime] 5", "Microsoft.AspNetCore.App [8.0.0, 9.0) [Runtime] 6"]
    );
}

#[test]
fn lockfiles() {
    let lock = facts("packages.lock.json", example("dotnet/packages.lock.json"));
    assert_eq!(lock.manifests.len(), 1, "it is no vendor's manifest as well");
    assert_eq!(
        purls(&lock),
        [
            "pkg:nuget/Npgsql@8.0.3 [Lockfile] 5",
            "pkg:nuget/Microsoft.Extensions.Logging.Abstractions@8.0.0 [Lockfile] 12"
        ]
    );
    assert_eq!(needs(&lock), ["Npgsql [8.0.3, 9.0.0) [Runtime] 5"]);
    let assets = facts("obj/project.assets.json", example("dotnet/project.assets.json"));
    assert_eq!(purls(&assets), ["pkg:nuget/Npgsql@8.0.3 [Lockfile] 5"]);
    assert_eq!(needs(&assets), ["Npgsql [8.0.3, ) [Runtime] 13"]);
}

#[test]
fn truncated_lockfile_keeps_what_stood_before() {
    let text = String::from_utf8(example("dotnet/packages.lock.json")).unwrap();
    let end = text.find("dten.api").unwrap();
    let facts = facts("packages.lock.json", &text[..end]);
    assert_eq!(broken(&facts), Some((13, 7, "a text that is not closed")));
    assert_eq!(facts.packages.len(), 2);
}

#[test]
fn paket() {
    let lock = facts("paket.lock", example("dotnet/paket.lock"));
    assert_eq!(broken(&lock), None);
    assert_eq!(
        purls(&lock),
        [
            "pkg:nuget/FSharp.Core@8.0.300 [Lockfile] 4",
            "pkg:nuget/Giraffe@6.4 [Lockfile] 5",
            "pkg:github/fsharp/fake@a25c2f256a99be4c0ce1f7f1fb6b3ad0ddd11a3c [Lockfile] 9",
            "pkg:nuget/Expecto@10.2.1 [Lockfile] 14",
        ]
    );
    let asked = facts("paket.dependencies", example("dotnet/paket.dependencies"));
    assert_eq!(
        needs(&asked),
        [
            "FSharp.Core ~> 8.0 [Runtime] 4",
            "Giraffe >= 6.4 < 7 [Runtime] 5",
            "Expecto  [Runtime] 6",
            "fsharp/FAKE  [Runtime] 7",
            "https://•••@git.example.com/tools.git  [Runtime] 8",
        ]
    );
    assert_eq!(
        asked.dependencies.iter().filter_map(|d| d.source.as_ref()).map(|s| s.pinned).collect::<Vec<_>>(),
        [true, false]
    );
    assert!(!serde_json::to_string(&asked).unwrap().contains("hunter2"));
    assert!(broken(&facts("paket.lock", "this is no lockfile\n")).is_some());
}

#[test]
fn global_json() {
    let facts = facts("global.json", example("dotnet/global.json"));
    assert_eq!(broken(&facts), None, "comments are allowed here");
    assert_eq!(needs(&facts), ["dotnet-sdk 8.0.300 [Build] 3", "Microsoft.Build.Traversal 4.1.0 [Build] 5"]);
    assert!(super::kit::facts("global.json", "{\"theme\": \"dark\"}").manifests.is_empty());
}

#[test]
fn chocolatey() {
    let facts = facts("lib/dten-agent/dten-agent.nuspec", example("dotnet/chocolatey.nuspec"));
    assert_eq!(purls(&facts), ["pkg:chocolatey/dten-agent@5.0.1 [Manifest] 4"]);
    assert_eq!(
        needs(&facts),
        ["vcredist140 14.38.33135 [Runtime] 11", "chocolatey-core.extension [1.4.0] [Runtime] 12"]
    );
    let script = super::kit::facts("tools/chocolateyInstall.ps1", "Install-ChocolateyPackage @args\n");
    assert_eq!(hooks(&script), ["Chocolatey chocolateyinstall.ps1 `` 0"]);
    let source = "<package><metadata><id>$id$</id><version>$version$</version></metadata></package>";
    assert!(super::kit::facts("x.nuspec", source).packages.is_empty(), "placeholders name nothing");
}

#[test]
fn build_targets_run_with_the_build() {
    let targets = example("dotnet/Dten.Tools.targets");
    assert_eq!(
        hooks(&facts("x.nupkg!/build/net8.0/Dten.Tools.targets", &targets)),
        [
            "MSBuild Dten.Tools.targets `powershell -File \"$(MSBuildThisFileDirectory)setup.ps1\"` 3",
            "MSBuild Dten.Tools.targets `target DtenCheck` 5",
        ]
    );
    assert!(facts("src/Dten.Tools.targets", &targets).install_hooks.is_empty());
}
