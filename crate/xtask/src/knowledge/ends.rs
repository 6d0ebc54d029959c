//! The compact list of ends of life out of endoflife.date's facts, `endoflife.json.gz`.

use super::{AS_OF, text};
use crate::run::{Error, Result, at, root};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Devices, services that their provider keeps up to date, and hardware: no list of installed software has them.
const LEFT_OUT: &[&str] = &[
    "alibaba-ack",
    "amazon-aurora-postgresql",
    "amazon-documentdb",
    "amazon-eks",
    "amazon-elasticache-redis",
    "amazon-glue",
    "amazon-mq-activemq",
    "amazon-mq-rabbitmq",
    "amazon-msk",
    "amazon-neptune",
    "amazon-opensearch",
    "amazon-rds-mariadb",
    "amazon-rds-mysql",
    "amazon-rds-postgresql",
    "android",
    "anthropic-claude",
    "apple-tvos",
    "apple-watch",
    "aws-lambda",
    "azure-database-for-mysql",
    "azure-database-for-postgresql",
    "azure-kubernetes-service",
    "cos",
    "fairphone",
    "github-actions-runner-images",
    "google-kubernetes-engine",
    "google-nexus",
    "intel-processors",
    "ios",
    "ipad",
    "ipados",
    "iphone",
    "kindle",
    "lineageos",
    "motorola-mobility",
    "netbackup-appliance-os",
    "nokia",
    "nvidia-gpu",
    "oneplus",
    "pci-dss",
    "pixel",
    "pixel-watch",
    "raspberry-pi",
    "samsung-galaxy-tab",
    "samsung-galaxy-watch",
    "samsung-mobile",
    "sns-hardware",
    "sony-xperia",
    "steamos",
    "surface",
    "tls",
    "visionos",
    "watchos",
    // Their lines are service packs, which the version alone does not tell.
    "internet-explorer",
    "mssqlserver",
    "office",
];

/// Ecosystems whose names inventories and manifests use.
const ECOSYSTEMS: &[&str] = &[
    "apk", "cargo", "composer", "deb", "docker", "gem", "generic", "golang", "hex", "maven", "npm", "nuget", "pypi",
    "rpm",
];

/// Names that the facts lack. `{}` stands for each line of versions, `{-}` for them without dots.
const NAMES: &[(&str, &str)] = &[
    ("apache-http-server", "generic/apache generic/apache2 generic/httpd deb/apache2 rpm/httpd"),
    (
        "dotnet",
        "generic/.net deb/dotnet-runtime-{} deb/aspnetcore-runtime-{} rpm/dotnet-runtime-{} rpm/aspnetcore-runtime-{}",
    ),
    ("elasticsearch", "deb/elasticsearch rpm/elasticsearch"),
    ("kubernetes", "generic/k8s deb/kubelet rpm/kubelet"),
    ("mariadb", "generic/mariadb-server deb/mariadb-server"),
    ("mongodb", "deb/mongodb-org-server rpm/mongodb-org-server"),
    (
        "mysql",
        "generic/mysql-server deb/mysql-server deb/mysql-server-{} deb/mysql-community-server rpm/mysql-server rpm/mysql-community-server",
    ),
    ("nodejs", "generic/node generic/node.js deb/nodejs rpm/nodejs"),
    ("openssl", "deb/openssl rpm/openssl rpm/openssl-libs apk/openssl"),
    ("php", "deb/php{} deb/php{}-fpm deb/php{}-cli rpm/php"),
    ("postgresql", "generic/postgres deb/postgresql-{} rpm/postgresql-server rpm/postgresql{-}-server"),
    ("python", "generic/python3 deb/python3 deb/python{} rpm/python3 rpm/python{} rpm/python{-} apk/python3"),
    ("redis", "generic/redis-server deb/redis-server rpm/redis"),
    ("tomcat", "generic/apache-tomcat deb/tomcat{} rpm/tomcat"),
];

/// Most names of one product: a few have a package for each of hundreds of builds, which nobody depends on by name.
const MOST_NAMES: usize = 20;

/// The list out of the facts in a folder.
pub(super) fn list(folder: &Path) -> Result<String> {
    let file = &folder.join("endoflife.json.gz");
    let bytes = at(file, fs::read(file))?;
    let broken = |what: &str| Error::Check(format!("{}: {what}", file.display()));
    let json = gunzip(&bytes).ok_or_else(|| broken("is no gzip file"))?;
    let products: Vec<Value> = serde_json::from_slice(&json).map_err(|error| broken(&error.to_string()))?;
    let mut out = header();
    for product in products.iter().filter(|product| !LEFT_OUT.contains(&text(&product["p"]))) {
        out.push_str(&format!("={}\t{}\n", text(&product["p"]), names(product).join(" ")));
        for line in product["rel"].as_array().into_iter().flatten() {
            let fields = [text(&line[0]).to_owned(), end(&line[3]), end(&line[4]), text(&line[5]).to_owned()];
            out.push_str(fields.join("\t").trim_end());
            out.push('\n');
        }
    }
    Ok(out)
}

fn header() -> String {
    let licence = at(Path::new("LICENSE-MIT"), fs::read_to_string(root().join("LICENSE-MIT"))).unwrap_or_default();
    let permission = licence.find("Permission").and_then(|start| licence.get(start..)).unwrap_or_default();
    let mut out = format!("# source: endoflife.date (MIT), as of {AS_OF}\n");
    out.push_str("# Written by `cargo xtask knowledge`; devices and hosted services are left out.\n");
    out.push_str("# =PRODUCT, names; then LINE, end, end of extended support, newest version. Tabs between.\n#\n");
    out.push_str("# Copyright 2020 endoflife.date contributors\n#\n");
    for line in permission.lines() {
        out.push_str(format!("# {line}").trim_end());
        out.push('\n');
    }
    out
}

/// The names of a product, each as `TYPE/NAME`, without those that its id already gives.
fn names(product: &Value) -> Vec<String> {
    let id = text(&product["p"]);
    let added = NAMES.iter().find(|(product, _)| *product == id).map_or("", |(_, names)| names);
    let patterns: Vec<&str> = added.split(' ').filter(|name| name.contains('{')).collect();
    let lines: Vec<&str> = product["rel"].as_array().into_iter().flatten().map(|line| text(&line[0])).collect();
    let is_covered = |name: &String| {
        patterns.iter().any(|pattern| {
            lines.iter().any(|line| pattern.replace("{-}", &line.replace('.', "")).replace("{}", line) == *name)
        })
    };
    let known = product["purl"].as_array().into_iter().flatten().filter_map(|purl| name(text(purl)));
    let known: BTreeSet<String> =
        known.filter(|name| *name != format!("generic/{id}") && !is_covered(name)).take(MOST_NAMES).collect();
    let added = added.split(' ').filter(|name| !name.is_empty() && !known.contains(*name)).map(str::to_owned);
    known.iter().cloned().chain(added).collect()
}

/// `pkg:deb/debian/nginx` → `deb/nginx`: as inventories name it.
fn name(purl: &str) -> Option<String> {
    let plain = purl.strip_prefix("pkg:")?.split('?').next()?.replace("%40", "@");
    let (kind, path) = plain.split_once('/')?;
    if !ECOSYSTEMS.contains(&kind) || path.contains([' ', '%']) {
        return None;
    }
    let name = match kind {
        "apk" | "deb" | "rpm" => path.rsplit('/').next()?.to_owned(),
        "docker" => path.trim_start_matches("library/").to_owned(),
        "maven" => path.replacen('/', ":", 1),
        _ => path.to_owned(),
    };
    Some(format!("{kind}/{name}"))
}

/// A day, `true` (it has ended), `false` (it has not), or nothing.
fn end(value: &Value) -> String {
    text(value).to_lowercase()
}

/// A gzip file with nothing in its header but a name, which is all that is needed here.
fn gunzip(bytes: &[u8]) -> Option<Vec<u8>> {
    const NAME: u8 = 8;
    let flags = *bytes.get(3)?;
    let mut start = 10;
    if flags == NAME {
        start += bytes.get(start..)?.iter().position(|byte| *byte == 0)? + 1;
    } else if flags != 0 {
        return None;
    }
    miniz_oxide::inflate::decompress_to_vec(bytes.get(start..)?).ok()
}
