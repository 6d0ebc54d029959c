//! Extensions of editors, browsers and servers, from `tests/data/manifests/extensions`.

use super::kit::{example, facts, identity, needs, purls};

#[test]
fn vscode_list() {
    let list = facts(".vscode/extensions/extensions.json", example("extensions/extensions.json"));
    assert_eq!(
        purls(&list),
        [
            "pkg:vscode-extension/ms-python/python@2024.8.0 [Listed] 2",
            "pkg:vscode-extension/golang/go@0.41.4 [Listed] 4"
        ]
    );
    assert_eq!(list.packages[1].name, "golang.Go");
    let recommended = r#"{"recommendations": ["golang.go"], "identifier": 1}"#;
    assert!(facts(".vscode/extensions.json", recommended).manifests.is_empty());
}

#[test]
fn chrome_store_layout() {
    let manifest = r#"{"manifest_version": 3, "name": "__MSG_appName__", "version": "1.2.85"}"#;
    let path = "Default/Extensions/caaadbdomjkkjkaonfhkkikfgjllcleb/1.2.85_0/manifest.json";
    let installed = facts(path, manifest);
    assert_eq!(purls(&installed), ["pkg:generic/caaadbdomjkkjkaonfhkkikfgjllcleb@1.2.85 [Manifest] 1"]);
    let other = "Default/Extensions/zzzzdbdomjkkjkaonfhkkikfgjllcleb/1.2.85_0/manifest.json";
    assert!(facts(other, manifest).manifests.is_empty(), "ids have the letters a to p");
}

#[test]
fn wordpress_plugin() {
    let plugin = facts("dten-booking/dten-booking.php", example("extensions/plugin.php"));
    assert_eq!(plugin.manifests[0].format, "WordPress plugin");
    assert!(plugin.manifests[0].describes_package);
    assert_eq!(identity(&plugin), ("DTEN Rooms: Booking".to_owned(), "5.0.1".to_owned()));
    assert_eq!(purls(&plugin), ["pkg:wordpress/dten-booking@5.0.1 [Manifest] 5"]);
    assert_eq!(
        needs(&plugin),
        [
            "wordpress >=6.2 [Runtime] 8",
            "php >=8.1 [Runtime] 9",
            "woocommerce  [Runtime] 10",
            "advanced-forms  [Runtime] 10"
        ]
    );
    let deep = "wp-content/plugins/dten-booking/includes/templates/header.php";
    assert!(facts(deep, example("extensions/plugin.php")).manifests.is_empty(), "WordPress does not look there");
    let late = [" ".repeat(9_000).as_bytes(), &example("extensions/plugin.php")].concat();
    assert!(facts("x.php", late).manifests.is_empty(), "nor after the first 8 KiB");
}

#[test]
fn wordpress_theme() {
    let theme = facts("wp-content/themes/dten-child/style.css", example("extensions/style.css"));
    assert_eq!(purls(&theme), ["pkg:wordpress/dten-child@1.2 [Manifest] 2"]);
    assert_eq!(needs(&theme), ["wordpress >=6.4 [Runtime] 5", "twentytwentyfour  [Runtime] 3"]);
}

#[test]
fn jenkins_plugin() {
    let plugin = facts("META-INF/MANIFEST.MF", example("extensions/jenkins.MF"));
    assert_eq!(plugin.manifests.len(), 1, "it is no plain jar as well");
    assert_eq!(identity(&plugin), ("dten-deploy".to_owned(), "5.0.1".to_owned()));
    assert_eq!(purls(&plugin), ["pkg:maven/com.example.jenkins/dten-deploy@5.0.1 [Manifest] 3"]);
    assert_eq!(
        needs(&plugin),
        [
            "jenkins >=2.440.3 [Runtime] 9",
            "credentials >=1337.v60b_d7b_c7b_c9f [Runtime] 10",
            "workflow-step-api >=657.v03b_e8115821b_ [Optional] 10",
        ]
    );
}

#[test]
fn atlassian_plugin() {
    let plugin = facts("atlassian-plugin.xml", example("extensions/atlassian-plugin.xml"));
    assert_eq!(plugin.manifests.len(), 1);
    assert_eq!(purls(&plugin), ["pkg:generic/com.example.dten.jira@5.0.1 [Manifest] 1"]);
    assert_eq!(needs(&plugin), ["atlassian >=9.0 <=9.17 [Runtime] 6"]);
}
