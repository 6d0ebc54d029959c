//! The objects of Kubernetes manifests.

use dropscope_core::config::kubernetes_objects;
use dropscope_core::limits::Limits;

use super::package::facts;

/// Each object as `line apiVersion kind name`.
fn objects(text: &str) -> Vec<String> {
    let objects = kubernetes_objects("a.yaml", text.as_bytes());
    objects.iter().map(|o| format!("{} {} {} {}", o.site.line, o.api_version, o.kind, o.name)).collect()
}

#[test]
fn every_document_is_an_object() {
    let text = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n---\n# nothing\n---\nkind: Deployment\n\
                metadata: {name: app}\napiVersion: apps/v1\n---\nname: a chart\napiVersion: v2\n";
    assert_eq!(objects(text), ["1 v1 Service web", "10 apps/v1 Deployment app"]);
}

#[test]
fn lists_are_their_items() {
    let list = r#"{"apiVersion": "v1", "kind": "List", "items": [
      {"apiVersion": "extensions/v1beta1", "kind": "Ingress", "metadata": {"name": "a"}},
      {"kind": "Secret"}]}"#;
    assert_eq!(objects(list), ["2 extensions/v1beta1 Ingress a"]);
    let typed =
        "apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- metadata:\n    name: a\n- metadata:\n    name: b\n";
    assert_eq!(objects(typed), ["4 apps/v1 Deployment a", "6 apps/v1 Deployment b"]);
    let template =
        "apiVersion: template.openshift.io/v1\nkind: Template\nobjects:\n- apiVersion: v1\n  kind: Service\n";
    assert_eq!(objects(template), ["4 v1 Service "]);
}

#[test]
fn templates_give_what_stands_there_literally() {
    let text = "{{- if .Values.enabled }}\napiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: {{ .Release.Name }}\n\
                spec: {}\n{{- end }}\n---\napiVersion: {{ include \"v\" . }}\nkind: Ingress\n---\nkind: Role\n\
                apiVersion: rbac.authorization.k8s.io/v1 # since 1.8\nmetadata:\n  {{- with .Values.labels }}\n  labels: {}\n\
                {{- end }}\n  name: reader\n";
    assert_eq!(objects(text), ["2 batch/v1beta1 CronJob ", "13 rbac.authorization.k8s.io/v1 Role reader"]);
}

#[test]
fn a_template_that_asks_the_cluster_gives_nothing() {
    let asked = "{{- if .Capabilities.APIVersions.Has \"policy/v1beta1/PodSecurityPolicy\" }}\napiVersion: policy/v1beta1\n\
                 kind: PodSecurityPolicy\n{{- end }}\n---\n{{- if .Values.old }}\napiVersion: extensions/v1beta1\n{{- else }}\n\
                 apiVersion: networking.k8s.io/v1\n{{- end }}\nkind: Ingress\n---\n{{/* not\n{{ if .Capabilities }} */}}\n\
                 apiVersion: v1\nkind: Service\n";
    assert_eq!(objects(asked), ["15 v1 Service "]);
}

#[test]
fn what_is_no_object_gives_nothing() {
    for text in
        ["", "apiVersion: v1\n", "kind: x\napiVersion: [1]\n", "apiVersion: v1\nkind: lower\n", "\u{0}apiVersion kind"]
    {
        assert!(objects(text).is_empty(), "{text}");
    }
    let deep = "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": [".repeat(10_000);
    assert!(objects(&deep).is_empty());
}

#[test]
fn a_package_has_the_objects_of_its_manifests() {
    let files = [
        ("k8s/app.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\n"),
        ("chart/templates/ingress.yaml", "{{ if .x }}\napiVersion: extensions/v1beta1\nkind: Ingress\n{{ end }}\n"),
        ("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n"),
    ];
    let facts = facts(&files, &Limits::default());
    let found: Vec<_> = facts.kubernetes_objects.iter().map(|o| (o.site.path.as_str(), o.kind.as_str())).collect();
    assert_eq!(found, [("k8s/app.yaml", "Deployment"), ("chart/templates/ingress.yaml", "Ingress")]);
}
