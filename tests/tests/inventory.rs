//! Lists of what runs in production: every form by a realistic example, and what is none.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "inventory/examples.rs"]
mod examples;

use std::fs;
use std::path::{Path, PathBuf};

use dropscope_core::context::{Columns, Context, Host, InputChoice, Recognised, Role};

use examples::EXAMPLES;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

fn read(example: &str) -> Vec<u8> {
    fs::read(folder("inventory").join(example)).unwrap()
}

fn taken(name: &str, bytes: &[u8], choice: &InputChoice) -> (Recognised, Context) {
    let mut context = Context::default();
    let recognised = context.add_input(name, bytes, choice);
    assert_eq!(context.beside.len(), 1);
    (recognised, context)
}

fn example(name: &str) -> (Recognised, Context) {
    taken(name.rsplit('/').next().unwrap(), &read(name), &InputChoice::default())
}

/// What is installed: `host name version ecosystem`, between bars.
fn rows(context: &Context) -> Vec<String> {
    let hosts = context.inventory.hosts();
    let row = |found: &dropscope_core::context::Installed| {
        let host = &hosts[usize::try_from(found.host).unwrap()].name;
        format!("{host}|{}|{}|{}", found.name, found.version, found.ecosystem)
    };
    context.inventory.installed().iter().map(row).collect()
}

#[test]
fn every_form_is_recognised_and_read() {
    let mut failures = Vec::new();
    for &(name, form, hosts, components, wanted) in EXAMPLES {
        let (recognised, context) = example(name);
        let found = rows(&context);
        let counts = (context.inventory.hosts().len(), found.len());
        let is_right = recognised.role == Role::Inventory
            && recognised.form == form
            && recognised.is_readable()
            && !recognised.reason.is_empty()
            && (recognised.hosts, recognised.components) == (hosts, components)
            && counts == (hosts as usize, components as usize)
            && wanted.iter().all(|row| found.iter().any(|found| found == row));
        if !is_right {
            failures.push(format!("{name}: {recognised:?}\n{found:#?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_example_is_listed_here() {
    let mut files: Vec<String> = fs::read_dir(folder("inventory"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| !EXAMPLES.iter().any(|example| example.0 == name))
        .collect();
    files.sort();
    assert_eq!(files, Vec::<String>::new());
}

/// The form is in the contents: under another name, with other line ends or in another encoding it is the same.
#[test]
fn neither_name_nor_encoding_decides() {
    let mut failures = Vec::new();
    for &(name, form, _, components, _) in EXAMPLES {
        let bytes = read(name);
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let crlf = text.replace('\n', "\r\n");
        let utf16 = |with_mark: bool| {
            let mark = if with_mark { "\u{feff}" } else { "" };
            format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        };
        let ways = [
            text.clone().into_bytes(),
            crlf.into_bytes(),
            format!("\u{feff}{text}").into_bytes(),
            utf16(true),
            utf16(false),
        ];
        for (at, bytes) in ways.iter().enumerate() {
            let (recognised, _) = taken("x.bin", bytes, &InputChoice::default());
            if (recognised.form.as_str(), recognised.components) != (form, components) {
                failures.push(format!("{name}, way {at}: {recognised:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_sample_has_six_hosts_with_system_and_architecture() {
    let csv = include_bytes!("../src/sample/beside/inventory.csv");
    let (recognised, context) = taken("inventory.csv", csv, &InputChoice::default());
    assert_eq!((recognised.form.as_str(), recognised.hosts, recognised.components), ("CSV", 6, 17));
    assert_eq!(recognised.header, ["host", "role", "os", "arch", "component", "version", "checked"]);
    assert_eq!(recognised.columns, Columns { name: Some(4), version: Some(5), host: Some(0) });
    let host = |name: &str, os: &str, architecture: &str| Host {
        name: format!("{name}.dten.test"),
        os: os.to_owned(),
        architecture: architecture.to_owned(),
    };
    assert_eq!(
        context.inventory.hosts(),
        [
            host("mgmt01", "debian-12", "x86_64"),
            host("mgmt02", "debian-11", "x86_64"),
            host("mgmt03", "debian-12", "x86_64"),
            host("edge01", "debian-12", "aarch64"),
            host("edge02", "centos-7", "x86_64"),
            host("room17", "windows-10", "x86_64"),
        ]
    );
    let first = &context.inventory.installed()[0];
    assert_eq!((&*first.name, &*first.version, first.line), ("dten-manager", "4.7.1", 2));
}

#[test]
fn facts_about_hosts_are_kept() {
    let (_, context) = example("kubectl-nodes.json");
    let host = &context.inventory.hosts()[1];
    assert_eq!((host.os.as_str(), host.architecture.as_str()), ("Debian GNU/Linux 12 (bookworm)", "arm64"));
    let (_, context) = example("ansible-cache.json");
    let host = &context.inventory.hosts()[0];
    assert_eq!((host.os.as_str(), host.architecture.as_str()), ("Debian 12.5", "x86_64"));
}

#[test]
fn several_lists_about_one_host_join() {
    let mut context = Context::default();
    context.add_input("web01.txt", &read("dpkg-l.txt"), &InputChoice::default());
    context.add_input("WEB01.json", &read("pip-list.json"), &InputChoice::default());
    let choice = InputChoice { host: Some("web01".to_owned()), ..InputChoice::default() };
    context.add_input("status", &read("dpkg-status.txt"), &choice);
    assert_eq!(context.inventory.hosts().len(), 1);
    assert_eq!(context.inventory.named("openssl").count(), 1, "two lists that agree count once");
    let jinja = context.inventory.named("jinja2").next().unwrap();
    assert_eq!((jinja.input, &*jinja.ecosystem), (1, "pypi"));
}

#[test]
fn what_is_no_list_is_left_alone_and_says_what_it_is() {
    let cases = [
        ("empty.txt", "an empty file"),
        ("picture.png", "a picture"),
        ("requirements.txt", "what is wanted"),
        ("package.json", "JSON with `name`"),
        ("package-lock.json", "JSON with `name`"),
        ("Packages", "keys and values"),
        ("token.txt", "no list of software"),
        ("users.csv", "no list of software"),
        ("letter.txt", "no list of software"),
        ("cert.pem", "PEM"),
    ];
    for (name, words) in cases {
        let bytes = fs::read(folder("inventory-not").join(name)).unwrap();
        let (recognised, context) = taken(name, &bytes, &InputChoice::default());
        assert_eq!((recognised.role, recognised.form.as_str()), (Role::Unknown, ""), "{name}: {recognised:?}");
        assert!(recognised.reason.contains(words), "{name}: {}", recognised.reason);
        assert!(recognised.reason.contains("What can be read"), "{name}: {}", recognised.reason);
        assert!(context.inventory.is_empty());

        let asked = InputChoice { role: Some(Role::Inventory), ..InputChoice::default() };
        let (recognised, context) = taken(name, &bytes, &asked);
        assert_eq!(recognised.role, Role::Inventory);
        assert!(!recognised.is_readable() && !recognised.problems.is_empty(), "{name}: {recognised:?}");
        assert!(context.inventory.is_empty());
        for secret in ["hunter2", "battery"] {
            assert!(!format!("{recognised:?}").contains(secret), "{name}: {recognised:?}");
        }
    }
}

#[test]
fn columns_can_be_said() {
    let csv = "what;where;which\nnginx;web01;1.22.1\nopenssl;web02;3.0.14\n";
    let asked = InputChoice { role: Some(Role::Inventory), ..InputChoice::default() };
    let (recognised, _) = taken("list.csv", csv.as_bytes(), &asked);
    assert!(!recognised.is_readable());
    assert_eq!(recognised.header, ["what", "where", "which"]);

    let columns = Columns { name: Some(0), version: Some(2), host: Some(1) };
    let choice = InputChoice { columns: Some(columns.clone()), ..asked };
    let (recognised, context) = taken("list.csv", csv.as_bytes(), &choice);
    assert_eq!((recognised.hosts, recognised.components, recognised.columns), (2, 2, columns));
    assert_eq!(rows(&context), ["web01|nginx|1.22.1|generic", "web02|openssl|3.0.14|generic"]);
}

/// Other columns do not move the header: what stands above it is no row.
#[test]
fn columns_can_be_corrected_below_a_title() {
    let (guessed, _) = example("sccm.csv");
    let columns = Columns { name: Some(4), ..guessed.columns };
    let choice = InputChoice { columns: Some(columns), ..InputChoice::default() };
    let (recognised, context) = taken("sccm.csv", &read("sccm.csv"), &choice);
    assert_eq!((recognised.header, recognised.hosts), (guessed.header, 3));
    assert_eq!(rows(&context)[0], "SRV-SQL01|Microsoft Corporation|15.0.2000.5|generic");
}

#[test]
fn the_users_role_wins() {
    let bytes = read("dpkg-l.txt");
    for role in [Role::Unknown, Role::Package] {
        let choice = InputChoice { role: Some(role), ..InputChoice::default() };
        let (recognised, context) = taken("a.txt", &bytes, &choice);
        assert_eq!(recognised.role, role);
        assert!(context.inventory.is_empty());
    }
    let choice = InputChoice { role: Some(Role::Pack), ..InputChoice::default() };
    let (recognised, _) = taken("a.txt", &bytes, &choice);
    assert!(recognised.role == Role::Pack && !recognised.is_readable() && !recognised.problems.is_empty());
}

#[test]
fn a_table_with_faults_is_read_as_far_as_it_goes() {
    let csv = "host,name,version\nweb01,nginx,1.22.1\nweb02,\"nginx,1.18.0\nweb03\n,openssl,3.0.14,extra\n\0,bash,5\n";
    let (recognised, context) = taken("faults.csv", csv.as_bytes(), &InputChoice::default());
    let problems = recognised.problems.join("\n");
    assert!(problems.contains("line 3, column 7: a quotation mark opens here"), "{problems}");
    assert!(problems.contains("line 4: could not be read as a row"), "{problems}");
    assert!(problems.contains("not 3 columns as the header has: 2 rows, the first line 4, with 1"), "{problems}");
    assert!(rows(&context).contains(&"faults|openssl|3.0.14|generic".to_owned()), "{:?}", rows(&context));
}

#[test]
fn a_json_list_that_breaks_off_keeps_what_came_before() {
    let bytes = read("pip-list.json");
    let (recognised, context) = taken("cut.json", &bytes[..200], &InputChoice::default());
    assert_eq!(recognised.form, "pip list --format=json");
    assert!(context.inventory.named("certifi").next().is_some());
    assert!(recognised.problems[0].contains("line 1, column"), "{:?}", recognised.problems);
}

/// Every example, cut anywhere and with bytes in it that do not belong there: nothing panics.
#[test]
fn hostile_input_ends() {
    for &(name, ..) in EXAMPLES {
        let bytes = read(name);
        for cut in (0..bytes.len()).step_by(bytes.len() / 12 + 1) {
            taken(name, &bytes[..cut], &InputChoice::default());
            let mut spoiled = bytes.clone();
            for (at, byte) in b"\0\"\xff{\n".iter().enumerate() {
                spoiled.insert((cut + at * 7).min(bytes.len()), *byte);
            }
            taken(name, &spoiled, &InputChoice::default());
            let asked = InputChoice {
                role: Some(Role::Inventory),
                host: None,
                columns: Some(Columns { name: Some(1), version: Some(900), host: None }),
            };
            taken(name, &spoiled, &asked);
        }
    }
    let deep = [r#"{"dependencies":{"a":{"version":"1","#, &r#""dependencies":{"a":{"#.repeat(50_000)].concat();
    let (recognised, _) = taken("deep.json", deep.as_bytes(), &InputChoice::default());
    assert!(!recognised.is_readable() || !recognised.problems.is_empty());
    taken("deep.json", "[".repeat(2_000_000).as_bytes(), &InputChoice::default());
}

/// 40 hosts with 2,000 packages each: a name that stands on every host is held once.
#[test]
fn rows_of_many_hosts_are_small() {
    let mut csv = String::from("host,name,version\n");
    for host in 0..40 {
        for package in 0..2_000 {
            csv.push_str(&format!("host{host}.example.test,package-{package},1.{package}.0\n"));
        }
    }
    let (recognised, context) = taken("many.csv", csv.as_bytes(), &InputChoice::default());
    assert_eq!((recognised.hosts, recognised.components), (40, 80_000));
    assert_eq!(context.inventory.named("Package_7").count(), 40);
    let found: Vec<_> = context.inventory.named("package-7").collect();
    assert!(found.iter().all(|other| std::sync::Arc::ptr_eq(&other.name, &found[0].name)));
}
