//! Lists of what runs in production: every form by a realistic example, and what is none.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use dropscope_core::context::{Columns, Context, Host, InputChoice, Recognised, Role};

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

/// File, form, hosts, components, and rows that must be among them (all of them where there are as many).
type Example = (&'static str, &'static str, u32, u32, &'static [&'static str]);

const EXAMPLES: &[Example] = &[
    (
        "dpkg-l.txt",
        "dpkg -l",
        1,
        14,
        &[
            "dpkg-l|libssl3|3.0.19-1~deb12u2|deb",
            "dpkg-l|postgresql-15|15.8-0+deb12u1|deb",
            "dpkg-l|libc6|2.36-9+deb12u14|deb",
            "dpkg-l|libc6|2.36-9+deb12u8|deb",
        ],
    ),
    (
        "dpkg-query.txt",
        "dpkg-query -W",
        1,
        12,
        &[
            "dpkg-query|adduser|3.134|deb",
            "dpkg-query|git|1:2.39.5-0+deb12u3|deb",
            "dpkg-query|libc6|2.36-9+deb12u14|deb",
        ],
    ),
    ("dpkg-status.txt", "dpkg status", 1, 4, &["dpkg-status|openssl|3.0.19-1~deb12u2|deb"]),
    ("apt-list.txt", "apt list", 1, 8, &["apt-list|bash|5.2.15-2+b8|deb", "apt-list|libssl3|3.0.19-1~deb12u2|deb"]),
    (
        "rpm-qa.txt",
        "rpm -qa",
        1,
        10,
        &[
            "rpm-qa|python3-dnf-plugins-core|4.3.0-11.el9_3|rpm",
            "rpm-qa|java-17-openjdk-headless|17.0.10.0.7-2.el9|rpm",
            "rpm-qa|postgresql-server|15.5-1.module+el9.3.0+20500+f0a2cfdd|rpm",
        ],
    ),
    (
        "rpm-fields.txt",
        "rpm -qa --queryformat",
        1,
        6,
        &["rpm-fields|bash|5.1.8-6.el9|rpm", "rpm-fields|bind-libs|32:9.16.23-14.el9_3|rpm"],
    ),
    (
        "dnf-list.txt",
        "dnf list installed",
        1,
        6,
        &[
            "dnf-list|openssl|1:3.0.7-25.el9_3|rpm",
            "dnf-list|python3-dnf-plugins-core-long-name-that-wraps|4.3.0-11.el9_3|rpm",
        ],
    ),
    (
        "apk-info.txt",
        "apk info -v",
        1,
        11,
        &["apk-info|musl|1.2.4_git20230717-r4|apk", "apk-info|postgresql15-client|15.5-r0|apk"],
    ),
    ("apk-list.txt", "apk list", 1, 6, &["apk-list|libssl3|3.1.4-r5|apk"]),
    ("pacman-q.txt", "pacman -Q", 1, 15, &["pacman-q|xz|5.6.0-1.1|alpm", "pacman-q|vi|1:070224-6|alpm"]),
    (
        "pip-freeze.txt",
        "pip freeze",
        1,
        15,
        &["pip-freeze|Jinja2|3.1.6|pypi", "pip-freeze|internal-tools|2.4.0|pypi", "pip-freeze|dten_agent||pypi"],
    ),
    ("pip-list.txt", "pip list", 1, 6, &["pip-list|PyYAML|6.0.3|pypi"]),
    ("pip-list.json", "pip list --format=json", 1, 9, &["pip-list|urllib3|2.7.0|pypi"]),
    (
        "npm-ls.json",
        "npm ls --json",
        1,
        14,
        &["npm-ls|debug|2.6.9|npm", "npm-ls|debug|4.4.3|npm", "npm-ls|storefront|3.2.0|npm"],
    ),
    ("npm-ls.txt", "npm ls", 1, 10, &["npm-ls|@types/node|20.11.5|npm", "npm-ls|ms|2.0.0|npm"]),
    (
        "gem-list.txt",
        "gem list",
        1,
        12,
        &["gem-list|activesupport|7.0.8|gem", "gem-list|bundler|2.4.19|gem", "gem-list|nokogiri|1.16.2|gem"],
    ),
    (
        "winget-list.txt",
        "winget list",
        1,
        7,
        &[
            "winget-list|Mozilla Firefox (x64 en-US)|132.0.2|generic",
            "winget-list|微信|3.9.12.17|generic",
            "winget-list|DTEN Agent|4.7.1|generic",
        ],
    ),
    (
        "winget-export.json",
        "winget export",
        1,
        4,
        &["winget-export|Git.Git|2.43.0|generic", "winget-export|Mozilla.Firefox||generic"],
    ),
    ("choco-list.txt", "choco list", 1, 5, &["choco-list|git.install|2.43.0|generic"]),
    ("choco-limited.txt", "choco list", 1, 3, &["choco-limited|7zip|23.1.0|generic"]),
    (
        "get-package.txt",
        "Get-Package",
        1,
        4,
        &["get-package|DTEN Agent|4.7.1|generic", "get-package|PostgreSQL 15|15.8-1|generic"],
    ),
    ("get-package.csv", "Get-Package CSV", 1, 5, &["get-package|PostgreSQL 15|15.8-1|generic"]),
    (
        "get-package.json",
        "JSON table",
        1,
        2,
        &["get-package|DTEN Agent|4.7.1|generic", "get-package|PostgreSQL 15|15.8-1|generic"],
    ),
    (
        "get-itemproperty.csv",
        "Get-ItemProperty CSV",
        2,
        4,
        &["ROOM17|DTEN Agent|4.7.1|generic", "ROOM18|Zoom Rooms|5.17.5.4117|generic"],
    ),
    (
        "sccm.csv",
        "SCCM export",
        3,
        5,
        &["SRV-SQL01|PostgreSQL 12|12.19-1|generic", "SRV-APP02|Java 8 Update 392, 64-bit|8.0.3920.8|generic"],
    ),
    (
        "servicenow.csv",
        "ServiceNow export",
        2,
        4,
        &["srv-app01|DTEN Manager 4.4|4.4.3|generic", "srv-app02|Bürosoftware|2.1|generic"],
    ),
    (
        "servicenow.json",
        "JSON table",
        2,
        2,
        &["srv-app01|DTEN Manager|4.4.3|generic", "srv-app02|OpenSSL|1.1.1w|generic"],
    ),
    (
        "kubectl-all.json",
        "kubectl get -o json",
        3,
        6,
        &[
            "node-a|manager|4.7.1|oci",
            "node-a|proxyv2|1.20.1|oci",
            "node-b|postgres|15.8|oci",
            "namespace/web|portal|v2.3.0|oci",
            "namespace/web|busybox|1.36|oci",
            "namespace/web|python|3.11-slim|oci",
        ],
    ),
    (
        "kubectl-nodes.json",
        "kubectl get -o json",
        2,
        8,
        &["node-a|kubelet|v1.28.6|generic", "node-b|containerd|1.7.13|generic", "node-b|linux|6.1.0-18-arm64|generic"],
    ),
    (
        "helm-list.txt",
        "helm list",
        2,
        6,
        &[
            "namespace/dten|postgresql|12.5.6|helm",
            "namespace/dten|postgresql|15.3.0|generic",
            "namespace/ingress|ingress-nginx|4.9.1|helm",
            "namespace/ingress|ingress-nginx|1.9.6|generic",
            "namespace/dten|dten-manager|4.7.1-rc.2|helm",
            "namespace/dten|dten-manager|4.7.1|generic",
        ],
    ),
    ("helm-list.json", "helm list -o json", 1, 3, &["namespace/dten|dten-manager|4.7.1|helm"]),
    (
        "ansible.txt",
        "Ansible facts",
        2,
        4,
        &[
            "mgmt01.dten.test|openssl|3.0.14-1~deb12u2|deb",
            "mgmt01.dten.test|postgresql-15|15.8-0+deb12u1|deb",
            "edge02.dten.test|bash|4.2.46-35.el7_9|rpm",
            "edge02.dten.test|openssl|1:1.0.2k-26.el7_9|rpm",
        ],
    ),
    ("ansible-cache.json", "Ansible facts", 1, 2, &["mgmt01.dten.test|nginx|1.22.1-9|deb"]),
    ("ansible-callback.json", "Ansible facts", 2, 2, &["web01|nginx|1.22.1-9|deb", "web02|nginx|1.18.0-6|deb"]),
    ("osquery-deb.json", "osquery", 1, 2, &["osquery-deb|openssl|3.0.14-1~deb12u2|deb"]),
    ("osquery-rpm.json", "osquery", 1, 1, &["osquery-rpm|openssl|1:3.0.7-25.el9_3|rpm"]),
    ("osquery-programs.json", "osquery", 2, 2, &["room17|DTEN Agent|4.7.1|generic", "room18|DTEN Agent|4.2.0|generic"]),
    (
        "../manifests/sbom/bom.json",
        "CycloneDX 1.5",
        1,
        6,
        &["bom|libssl3|3.0.11-1~deb12u2|deb", "bom|org.slf4j:slf4j-api|2.0.12|maven", "bom|dten-gateway|5.0.1|generic"],
    ),
    ("../manifests/sbom/bom.xml", "CycloneDX 1.4", 1, 3, &["bom|ch.qos.logback:logback-core|1.4.14|maven"]),
    ("../manifests/sbom/image.spdx.json", "SPDX 2.3", 1, 2, &["image|openssl-libs|1:3.0.7-27.el9|rpm"]),
    ("../manifests/sbom/agent.spdx", "SPDX 2.2", 1, 2, &["agent|requests|2.31.0|pypi"]),
    ("../manifests/sbom/gateway.syft.json", "Syft JSON", 1, 3, &["gateway|busybox|1.36.1-r15|apk"]),
    ("../manifests/system/installed", "apk installed", 1, 2, &["installed|musl|1.2.4-r2|apk"]),
    (
        "table.tsv",
        "TSV",
        2,
        3,
        &["web01|nginx|1.22.1|generic", "web01|openssl|3.0.14|generic", "web02|nginx|1.18.0|generic"],
    ),
    (
        "semicolon.csv",
        "CSV (`;`)",
        2,
        2,
        &["srv01|Apache Tomcat|9.0.83|generic", "srv02|Apache Tomcat|10.1.16|generic"],
    ),
];

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
    assert_eq!((jinja.input, &*jinja.ecosystem), (2, "pypi"));
}

#[test]
fn what_is_no_list_is_left_alone_and_says_what_it_is() {
    let cases = [
        ("empty.txt", "an empty file"),
        ("picture.png", "a picture"),
        ("dten.yaml", "keys and values"),
        ("requirements.txt", "what is wanted"),
        ("package.json", "JSON with `name`"),
        ("package-lock.json", "JSON with `name`"),
        ("Packages", "keys and values"),
        ("token.txt", "no list of software"),
        ("users.csv", "no list of software"),
        ("conf.ini", "a section of a configuration"),
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
    assert!(problems.contains("2 rows have other than 3 columns"), "{problems}");
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
