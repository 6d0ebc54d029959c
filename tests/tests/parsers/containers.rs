//! Images, charts and what sets machines up.

use dropscope_core::facts::SourceKind;

use super::kit::{broken, example, facts, needs, packages};

#[test]
fn dockerfile() {
    let facts = facts("images/agent/Dockerfile", example("container/Dockerfile"));
    assert_eq!(
        packages(&facts),
        [
            "docker golang 1.22-alpine [Reference] 5",
            "docker busybox 1.36 [Reference] 22",
            "docker gcr.io/distroless/static-debian12 nonroot [Reference] 24",
            "docker redis latest [Reference] 28",
        ]
    );
    assert_eq!(facts.packages[2].purl, "pkg:docker/distroless/static-debian12@nonroot?repository_url=gcr.io");
}

#[test]
fn dockerfiles_by_name() {
    for name in ["Dockerfile.prod", "api.Dockerfile", "Containerfile", "x/Dockerfile-arm", "dev.dockerfile"] {
        assert_eq!(packages(&facts(name, "FROM a:1\r\n")), ["docker a 1 [Reference] 1"], "{name}");
    }
    assert!(facts("Dockerfile.dockerignore", "FROM a:1\n").manifests.is_empty());
}

#[test]
fn compose() {
    let facts = facts("docker-compose.prod.yml", example("container/compose.yaml"));
    assert_eq!(
        packages(&facts),
        [
            "docker registry.dten.example:5000/dten/worker 5.0.1 [Reference] 3",
            "docker postgres 16.2 [Reference] 8",
            "docker redis sha256:3134997edb04277814aa51a4175a588d45eb4299272f8eff2307bbf8b39e4d43 [Reference] 10",
        ]
    );
}

#[test]
fn kubernetes() {
    let facts = facts("manifests/gateway.yaml", example("container/deployment.yaml"));
    assert_eq!(facts.manifests[0].format, "Kubernetes");
    assert_eq!(
        packages(&facts),
        [
            "docker registry.dten.example/dten/migrate 5.0.1 [Reference] 18",
            "docker registry.dten.example/dten/gateway 5.0.1 [Reference] 21",
            "docker envoyproxy/envoy sha256:8a7d0a3f1a7c0a9a1b2c3d4e5f60718293a4b5c6d7e8f90112233445566778899 [Reference] 23",
            "docker busybox latest [Reference] 34",
            "docker quay.io/example/db 14.2 [Reference] 42",
        ]
    );
}

#[test]
fn kubernetes_json_and_templates() {
    let json = r#"{"apiVersion": "v1", "kind": "List", "items": [
        {"kind": "Pod", "spec": {"containers": [{"image": "nginx:1.25"}]}}]}"#;
    assert_eq!(packages(&facts("list.json", json)), ["docker nginx 1.25 [Reference] 2"]);
    let template = "apiVersion: v1\nkind: Pod\nspec:\n  {{- if .Values.x }}\n  image: {{ .Values.image }}\n";
    let facts = facts("chart/templates/pod.yaml", template);
    assert!(facts.manifests.is_empty() && facts.packages.is_empty());
    assert_eq!(facts.skipped.len(), 1);
}

#[test]
fn kustomization() {
    let yaml = "resources:\n  - base\nimages:\n  - name: gateway\n    newName: dten/gateway\n    newTag: 5.0.1\n\
        \x20 - name: redis\n    newTag: \"7.2\"\n  - name: left-alone\n";
    let facts = facts("overlay/kustomization.yaml", yaml);
    assert_eq!(packages(&facts), ["docker dten/gateway 5.0.1 [Reference] 5", "docker redis 7.2 [Reference] 7"]);
}

#[test]
fn a_broken_document_keeps_those_before_it() {
    let yaml = "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: 'a:1'}]}\n---\nkind: Pod\nspec: [x\n";
    let facts = facts("pods.yaml", yaml);
    assert_eq!(packages(&facts), ["docker a 1 [Reference] 3"]);
    assert!(broken(&facts).unwrap().0 >= 6, "{:?}", broken(&facts).unwrap());
}

#[test]
fn helm_chart() {
    let facts = facts("dten-5.0.1/Chart.yaml", example("container/Chart.yaml"));
    assert_eq!(packages(&facts), ["helm dten 5.0.1 [Manifest] 2"]);
    assert!(facts.manifests[0].describes_package);
    assert_eq!(
        needs(&facts),
        [
            "kubernetes >=1.25.0 [Runtime] 7",
            "postgresql ~13.4.0 [Optional] 9",
            "common >=2.0.0, <3.0.0 [Runtime] 13",
            "dten-lib 1.x.x [Runtime] 16",
        ]
    );
    let bounds: Vec<_> = facts.dependencies.iter().map(|needs| needs.range.as_ref().unwrap().intervals.len()).collect();
    assert_eq!(bounds, [1, 1, 1, 1]);
    assert_eq!(facts.dependencies[3].source.as_ref().unwrap().kind, SourceKind::Path);
}

#[test]
fn helm_lock_and_values() {
    let lock = facts("chart/Chart.lock", example("container/Chart.lock"));
    assert_eq!(packages(&lock), ["helm postgresql 13.4.6 [Lockfile] 2", "helm common 2.19.0 [Lockfile] 5"]);
    let values = facts("chart/values.yaml", example("container/values.yaml"));
    assert_eq!(
        packages(&values),
        [
            "docker registry.dten.example/dten/gateway 5.0.1 [Reference] 4",
            "docker envoyproxy/envoy v1.29.1 [Reference] 7",
            "docker busybox sha256:3fbc632167424a6d997e74f52b878d7cc478225cffac6bc977eedfe51c7f4e79 [Reference] 13",
        ]
    );
}

#[test]
fn ansible() {
    let galaxy = facts("galaxy.yml", example("container/galaxy.yml"));
    assert_eq!(packages(&galaxy), ["ansible dten.upgrade 5.0.1 [Manifest] 2"]);
    assert_eq!(needs(&galaxy), ["community.general >=7.0.0,<9.0.0 [Runtime] 6", "ansible.posix * [Runtime] 7"]);
    let built = facts("MANIFEST.json", example("container/MANIFEST.json"));
    assert_eq!(packages(&built), ["ansible dten.upgrade 5.0.1 [Manifest] 4"]);
    assert!(built.dependencies[0].range.as_ref().unwrap().is_exact());
}

#[test]
fn ansible_requirements() {
    let facts = facts("ansible/requirements.yml", example("container/requirements.yml"));
    assert_eq!(
        needs(&facts),
        [
            "community.general >=7.0.0 [Runtime] 2",
            "ansible.posix  [Runtime] 4",
            "https://git.dten.example/ansible/dten.git 0d3e6a1b2c3d4e5f60718293a4b5c6d7e8f90112 [Runtime] 5",
            "geerlingguy.postgresql 3.4.3 [Runtime] 9",
            "dten.base main [Runtime] 11",
        ]
    );
    let sources: Vec<_> = facts.dependencies.iter().filter_map(|needs| needs.source.as_ref()).collect();
    assert_eq!(
        sources.iter().map(|source| (source.kind, source.pinned)).collect::<Vec<_>>(),
        [(SourceKind::Git, true), (SourceKind::Git, false)]
    );
    assert!(!sources[1].url.contains("hunter2"), "{}", sources[1].url);
}

#[test]
fn terraform_lock() {
    let facts = facts("infra/.terraform.lock.hcl", example("container/terraform.lock.hcl"));
    assert_eq!(
        packages(&facts),
        [
            "terraform hashicorp/aws 5.31.0 [Lockfile] 4",
            "terraform registry.dten.example/dten/gateway 1.2.0 [Lockfile] 13"
        ]
    );
    assert_eq!(needs(&facts), ["hashicorp/aws ~> 5.30 [Runtime] 5"]);
}

#[test]
fn terraform_configuration() {
    let facts = facts("infra/main.tf", example("container/main.tf"));
    assert_eq!(
        needs(&facts),
        [
            "hashicorp/aws ~> 5.30 [Runtime] 5",
            "hashicorp/random  [Runtime] 8",
            "terraform >= 1.5 [Runtime] 2",
            "terraform-aws-modules/vpc/aws 5.5.1 [Runtime] 14",
            "./modules/gateway  [Runtime] 20",
            "git::https://git.dten.example/tf.git?ref=0d3e6a1b2c3d4e5f60718293a4b5c6d7e8f90112  [Runtime] 24",
        ]
    );
    assert!(facts.dependencies[5].source.as_ref().unwrap().pinned);
    let cut = super::kit::facts("a.tf", "module \"x\" {\n  source = \"./x\"\n  name = \"y\n");
    assert_eq!((broken(&cut).unwrap().0, cut.dependencies.len()), (3, 1));
    assert!(super::kit::facts("b.tf", "locals {\n  version = \"1\"\n}\n").manifests.is_empty());
}

#[test]
fn github_workflow() {
    let facts = facts("src/.github/workflows/release.yml", example("container/workflow.yml"));
    assert_eq!(
        packages(&facts),
        [
            "github actions/checkout v4.1.1 [Reference] 7",
            "github actions/cache v4 [Reference] 8",
            "github dten/workflows main [Reference] 15",
        ]
    );
    assert_eq!(facts.packages[0].purl, "pkg:github/actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11");
    assert_eq!(facts.packages[1].purl, "pkg:github/actions/cache@v4#restore");
    assert_eq!(
        needs(&facts),
        [
            "actions/checkout b4ffde65f46336ab88eb53be808477a3936bae11 [Build] 7",
            "actions/cache/restore v4 [Build] 8",
            "./.github/actions/bootstrap  [Build] 9",
            "alpine 3.19 [Build] 10",
            "dten/workflows/.github/workflows/sign.yml main [Build] 15",
        ]
    );
    let pinned: Vec<_> = facts.dependencies.iter().filter_map(|needs| Some(needs.source.as_ref()?.pinned)).collect();
    assert_eq!(pinned, [true, false, true, false]);
}

#[test]
fn gitlab_ci() {
    let facts = facts(".gitlab-ci.yml", example("container/gitlab-ci.yml"));
    assert_eq!(
        packages(&facts),
        [
            "docker ruby 3.3 [Reference] 1",
            "docker gcr.io/kaniko-project/executor v1.21.0-debug [Reference] 4",
            "docker postgres 16 [Reference] 7",
            "docker docker 25-dind [Reference] 8",
        ]
    );
}

#[test]
fn odd_bytes_do_no_harm() {
    let names = [
        "Dockerfile",
        "compose.yaml",
        "Chart.yaml",
        "Chart.lock",
        "values.yaml",
        "galaxy.yml",
        "requirements.yml",
        ".terraform.lock.hcl",
        "main.tf",
        ".github/workflows/x.yml",
        ".gitlab-ci.yml",
    ];
    let deep = format!("kind: x\napiVersion: v1\na: {}", "[".repeat(50_000));
    let braces = format!("FROM ${{{}", "a".repeat(10_000));
    for name in names {
        for bytes in
            [&b"\0\0\0"[..], b"\xFF\xFEF\0R\0O\0M\0", b"\xEF\xBB\xBFname: \xE9", deep.as_bytes(), braces.as_bytes()]
        {
            facts(name, bytes);
        }
    }
    facts("pod.yaml", deep);
}
