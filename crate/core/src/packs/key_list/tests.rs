#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::packs::{Effect, Packs, builtin};
use crate::version::looks_like_version;

/// Every row of the product that something of an ecosystem is.
fn rows_of<'p>(packs: &'p Packs, ecosystem: &str, name: &str) -> Vec<&'p KeyRow> {
    let keyed = packs.keyed();
    let product = keyed.iter().find(|product| product.is(ecosystem, name)).unwrap();
    product.rows.iter().map(|(_, row)| *row).collect()
}

fn row_of<'p>(packs: &'p Packs, name: &str, key: &str) -> &'p KeyRow {
    rows_of(packs, "generic", name).into_iter().find(|row| row.names.iter().any(|name| name == key)).unwrap()
}

#[test]
fn every_row_of_the_list_can_be_read() {
    let rows = LIST.lines().filter(|line| !line.starts_with(['#', '=', '~', '@']));
    assert_eq!(pack().keys.len(), rows.count());
    for row in &pack().keys {
        assert!(row.names.iter().all(|name| !name.trim().is_empty()), "{row:?}");
        assert!(row.sources.iter().all(|source| pack().sources.contains_key(source.as_ref())), "{row:?}");
        assert!(row.is_matched() != row.selectors.is_empty(), "a place or a reason: {row:?}");
        for version in [&row.since, &row.removed_in].into_iter().flatten() {
            assert!(looks_like_version(version), "{row:?}");
        }
        let is_backwards = row.since.as_deref().zip(row.removed_in.as_deref()).is_some_and(|(since, removed)| {
            let dialect = pack().products[row.product].dialect;
            crate::version::compare(dialect, since, removed).is_gt()
        });
        assert!(!is_backwards, "{row:?}");
    }
    let groups = LIST.lines().filter_map(|line| line.strip_prefix('@'));
    for form in groups.filter(|group| !group.starts_with('!')).flat_map(|group| group.split("; ")) {
        let forms = form.split(' ').next().unwrap_or("").split(',');
        assert!(forms.into_iter().all(|form| form == "*" || Form::of(form).is_some()), "{form}");
    }
}

#[test]
fn the_list_has_every_fact() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/knowledge");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: the facts are not beside the project");
        return;
    };
    let mut facts: BTreeMap<String, usize> = BTreeMap::new();
    for file in files.map(|file| file.unwrap().path()).filter(|file| file.extension().is_some_and(|end| end == "json"))
    {
        let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        for row in json.as_array().into_iter().flatten().filter(|row| row["key"].is_string()) {
            *facts
                .entry(row["product"].as_str().unwrap().trim_start_matches("schemastore:").to_owned())
                .or_default() += 1;
        }
    }
    let mut listed: BTreeMap<String, usize> = BTreeMap::new();
    for row in &pack().keys {
        *listed.entry(pack().products[row.product].names[0].text().to_owned()).or_default() += 1;
    }
    assert_eq!(listed, facts);
}

#[test]
fn no_two_products_of_the_list_are_taken_for_one() {
    let packs = Packs::default();
    let keyed = packs.keyed();
    assert_eq!(keyed.len(), pack().products.len());
    let in_packs: usize = builtin::packs().iter().map(|pack| pack.keys.len()).sum();
    assert_eq!(keyed.iter().map(|product| product.rows.len()).sum::<usize>(), pack().keys.len() + in_packs);
}

#[test]
fn products_are_found_by_the_names_that_packages_and_inventories_use() {
    let packs = Packs::default();
    for (ecosystem, name, rows) in [
        ("maven", "org.springframework.boot:spring-boot-starter-web", 994),
        ("generic", "Spring Boot", 994),
        ("deb", "postgresql-15", 174),
        ("rpm", "nginx", 32),
        ("deb", "openssh-server", 34),
        ("npm", "typescript", 24),
        ("pypi", "apache-airflow", 160),
        ("generic", "k8s", 88),
        ("deb", "kubelet", 88),
        ("docker", "apache/kafka", 27),
        ("docker", "library/traefik", 27),
        ("golang", "go.etcd.io/etcd", 14),
    ] {
        assert_eq!(rows_of(&packs, ecosystem, name).len(), rows, "{name}");
    }
    assert!(
        packs.keyed().iter().all(|product| !product.is("npm", "kafka")),
        "a client of the product is not the product"
    );
}

#[test]
fn a_row_says_when_and_with_what_source() {
    let packs = Packs::default();
    let host = row_of(&packs, "spring-boot", "spring.redis.host");
    assert_eq!((host.kind, host.boundary()), (KeyChange::Renamed, Some("3.0.0")));
    assert_eq!(host.replacement, ["spring.data.redis.host"]);
    assert_eq!(host.fix, [Fix::Rename { key: "spring.redis.host".into(), to: "spring.data.redis.host".into() }]);
    let source = pack().cite(&host.sources);
    assert!(source.starts_with("spring-projects/spring-boot v"), "{source}");
    assert!(source.ends_with("(built-in pack builtin.keys of 2026-08-01)"), "{source}");
    let wal = row_of(&packs, "postgresql", "wal_keep_segments");
    assert_eq!((wal.boundary(), wal.fix.len(), wal.effect), (Some("13"), 0, Some(Effect::StartupError)));
    let executor = row_of(&packs, "airflow", "AIRFLOW__CORE__EXECUTOR");
    assert_eq!(executor.old_default.as_deref(), Some("SequentialExecutor"));
    assert_eq!((executor.new_default.as_deref(), executor.boundary()), (Some("LocalExecutor"), Some("3.0.0")));
}

#[test]
fn odd_keys_of_the_facts_are_names_values_and_places() {
    let packs = Packs::default();
    let target = rows_of(&packs, "npm", "typescript");
    let target: Vec<_> =
        target.iter().filter(|row| row.names == ["compilerOptions.target"]).map(|row| &row.values[..]).collect();
    assert_eq!(target, [["ES3"], ["ES5"]]);
    assert_eq!(row_of(&packs, "nginx", "listen").values, ["* http2", "* http2 *"]);
    assert_eq!(row_of(&packs, "docker-compose", "volumes.*.external.name").boundary(), None);
    assert_eq!(row_of(&packs, "chrome-extension", "browser_action").boundary(), Some("3"));
    assert_eq!(row_of(&packs, "traefik", "--pilot.**").kind, KeyChange::Removed);
    let actions = rows_of(&packs, "generic", "github-actions");
    let codecov = actions.iter().find(|row| row.values == ["codecov/codecov-action@v2"]).unwrap();
    assert_eq!(codecov.names, ["jobs.*.steps.*.uses", "runs.steps.*.uses"]);
    let capabilities = row_of(&packs, "systemd", "Socket.Capabilities");
    assert_eq!(capabilities.names.len(), 4);
    assert!(capabilities.selectors.iter().any(|selector| selector.files.iter().any(|file| file == "*.service")));
    assert!(!row_of(&packs, "python", "import cgi").is_matched());
    let spelling = row_of(&packs, "spring-boot", "spring.kafka.ssl.truststore-password");
    assert!(spelling.note.contains("spelling"), "{}", spelling.note);
    assert_eq!(spelling.severity, Some(Severity::Info));
    assert_eq!(row_of(&packs, "spring-boot", "spring.redis.host").severity, None);
}

#[test]
fn a_users_pack_wins_over_the_list_key_by_key() {
    let mut packs = Packs::default();
    let own = "format = 1\nid = \"own\"\ntitle = \"T\"\nversion = \"1\"\nlicense = \"MIT\"\n\
               [[source]]\nid = \"s\"\nref = \"wiki\"\nbasis = \"manual\"\n\
               [[key]]\nid = \"redis\"\nproduct = \"spring-boot\"\nmatch = [\"spring.redis.host\"]\nkind = \"renamed\"\n\
               removed_in = \"3.0.0\"\nreplacement = [\"our.redis.host\"]\nsource = [\"s\"]\n";
    packs.add("own.pack.toml", own.as_bytes(), 0).unwrap();
    let rows = rows_of(&packs, "generic", "spring-boot");
    let redis: Vec<_> = rows.iter().filter(|row| row.names == ["spring.redis.host"]).collect();
    assert_eq!(redis.len(), 1);
    assert_eq!(redis[0].replacement, ["our.redis.host"]);
    assert_eq!(rows.len(), 994);
}
