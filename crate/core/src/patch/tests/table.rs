//! Before, fixes, after: for every format.

use super::*;
use ConfigFormat::*;

/// File name, how it is written, before, fixes, after; by hand are as many as the last number says.
type Case = (&'static str, ConfigFormat, &'static str, Vec<Fix>, &'static str, usize);

fn hold(cases: Vec<Case>) {
    let mut failures = Vec::new();
    for (name, format, before, fixes, expected, by_hand) in cases {
        let (made, after) = patched(name, format, before.as_bytes(), &fixes);
        let after = String::from_utf8(after).unwrap();
        if after != expected || made.by_hand.len() != by_hand {
            failures.push(format!(
                "{fixes:?}\n--- before\n{before}\n--- expected\n{expected}\n--- after\n{after}\n{:?}",
                made.by_hand
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n==========\n"));
}

#[test]
fn yaml_blocks() {
    hold(vec![
        (
            "a.yml",
            Yaml,
            "# top\na:\n  b: 1  # one\n  # about c\n  c: \"x\"\nd: end\n",
            vec![set("a.b", "2"), set("a.c", "y"), delete("d")],
            "# top\na:\n  b: 2  # one\n  # about c\n  c: \"y\"\n",
            0,
        ),
        ("a.yml", Yaml, "a:\n  b:\n    c: 1\n  d: 2\n", vec![delete("a.b.c")], "a:\n  d: 2\n", 0),
        (
            "a.yml",
            Yaml,
            "a:\n    b:\n        c: 1\nz: 2\n",
            vec![set("a.q.m", "true")],
            "a:\n    b:\n        c: 1\n    q:\n        m: true\nz: 2\n",
            0,
        ),
        ("a.yml", Yaml, "a:\n  b: 1\n", vec![rename("a.b", "a.x")], "a:\n  x: 1\n", 0),
        ("a.yml", Yaml, "a:\n  b: 1\nc:\n  d: 2\n", vec![rename("a.b", "c.e")], "c:\n  d: 2\n  e: 1\n", 0),
        (
            "a.yml",
            Yaml,
            "a.b.c: 1\na.b.d: 2\n",
            vec![rename("a.b.c", "a.b.x"), set("a.b.n", "on")],
            "a.b.x: 1\na.b.d: 2\na.b.n: \"on\"\n",
            0,
        ),
        ("a.yml", Yaml, "a:\n  b:\n  c: 1\n", vec![set("a.b", "x")], "a:\n  b: x\n  c: 1\n", 0),
        ("a.yml", Yaml, "a:\nb: 1\n", vec![set("a.q", "x")], "a:\n  q: x\nb: 1\n", 0),
        ("a.yml", Yaml, "a:\n  b: 1", vec![set("a.c", "x")], "a:\n  b: 1\n  c: x", 0),
        (
            "a.yml",
            Yaml,
            "a:\r\n  b: 1\r\n  c: 2\r\n",
            vec![set("a.d", "x"), delete("a.b")],
            "a:\r\n  c: 2\r\n  d: x\r\n",
            0,
        ),
        ("a.yml", Yaml, "\u{feff}a: 1\nb: 2\n", vec![delete("a"), set("b", "3")], "\u{feff}b: 3\n", 0),
        ("a.yml", Yaml, "", vec![set("a.b", "x")], "a:\n  b: x\n", 0),
        ("a.yml", Yaml, "a: 1\n---\na: 2\nb: 3\n", vec![delete("a"), set("q", "1")], "---\nb: 3\nq: 1\n", 0),
        ("a.yml", Yaml, "a:\n  text: |\n    one\n    two\n  b: 1\n", vec![delete("a.text")], "a:\n  b: 1\n", 0),
        ("a.yml", Yaml, "a:\n  l:\n  - x\n  - y\n  b: 1\n", vec![delete("a.l")], "a:\n  b: 1\n", 0),
        ("a.yml", Yaml, "A:\n  Mode: 'off'\n", vec![set("a.mode", "on")], "A:\n  Mode: 'on'\n", 0),
    ]);
}

#[test]
fn yaml_that_is_not_clear() {
    hold(vec![
        ("a.yml", Yaml, "a: &x\n  b: 1\nc: *x\n", vec![delete("a.b"), set("c.b", "2")], "a: &x\n  b: 1\nc: *x\n", 2),
        (
            "a.yml",
            Yaml,
            "a: &x\n  b: 1\nc:\n  <<: *x\n  b: 3\n",
            vec![delete("c.b")],
            "a: &x\n  b: 1\nc:\n  <<: *x\n  b: 3\n",
            1,
        ),
        ("a.yml", Yaml, "a: 1\na: 2\n", vec![delete("a"), set("a", "3")], "a: 1\na: 2\n", 2),
        ("a.yml", Yaml, "a: {{ .Values.a }}\nb: 1\n", vec![set("b", "3")], "a: {{ .Values.a }}\nb: 1\n", 1),
        (
            "a.yml",
            Yaml,
            "a: |\n  x\n  y\nl:\n  - 1\n",
            vec![set("a", "3"), set("l[0]", "2"), delete("l[0]")],
            "a: |\n  x\n  y\nl:\n  - 1\n",
            3,
        ),
        ("a.yml", Yaml, "a: on\n", vec![set("a.b", "3")], "a: on\n", 1),
        ("a.yml", Yaml, "a:\n  b: 1\n", vec![set("a", "3")], "a:\n  b: 1\n", 1),
        ("a.yml", Yaml, "a:\n b: [\n", vec![set("a.b", "3")], "a:\n b: [\n", 1),
    ]);
}

#[test]
fn braces() {
    hold(vec![
        ("a.yml", Yaml, "a: {b: 1, c: 2}\n", vec![delete("a.b"), set("a.d", "x y")], "a: {c: 2, d: x y}\n", 0),
        ("a.yml", Yaml, "a: {}\n", vec![set("a.b.c", "1")], "a: { b: { c: 1 } }\n", 0),
        (
            "a.json",
            Json,
            "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": \"x\"\n  }\n}\n",
            vec![delete("a"), set("b.d.e", "true"), set("b.c", "y")],
            "{\n  \"b\": {\n    \"c\": \"y\",\n    \"d\": {\n      \"e\": true\n    }\n  }\n}\n",
            0,
        ),
        ("a.json", Json, "{\n  \"a\": 1,\n  \"b\": 2\n}\n", vec![delete("b")], "{\n  \"a\": 1\n}\n", 0),
        ("a.json", Json, "{\n  \"a\": {\n    \"b\": 2\n  }\n}\n", vec![delete("a.b")], "{\n  \"a\": {\n  }\n}\n", 0),
        ("a.json", Json, "{\"a\":1,\"b\":2}", vec![delete("b"), rename("a", "c")], "{\"c\":1}", 0),
        ("a.json", Json, "{}\n", vec![set("a", "x")], "{\n  \"a\": \"x\"\n}\n", 0),
        (
            "a.json",
            Json,
            "{\n\t\"a\": {\n\t\t\"m\": 1\n\t},\n\t\"b\": {\n\t\t\"n\": 2\n\t}\n}\n",
            vec![rename("a.m", "b.m")],
            "{\n\t\"a\": {\n\t},\n\t\"b\": {\n\t\t\"n\": 2,\n\t\t\"m\": 1\n\t}\n}\n",
            0,
        ),
        (
            "a.jsonc",
            Jsonc,
            "{\n  // first\n  \"a\": 1, // one\n  /* second */\n  \"b\": 2 // two\n}\n",
            vec![set("c", "3"), delete("a")],
            "{\n  // first\n  /* second */\n  \"b\": 2, // two\n  \"c\": 3\n}\n",
            0,
        ),
        (
            "a.json5",
            Json5,
            "{\n  host: 'a',\n  port: 0x10,\n}\n",
            vec![set("host", "b"), set("mode", "x"), delete("port")],
            "{\n  host: 'b',\n  mode: \"x\",\n}\n",
            0,
        ),
    ]);
}

#[test]
fn toml() {
    hold(vec![
        (
            "a.toml",
            Toml,
            "# top\nx = 1\n\n[a]\nb = \"s\" # c\nd.e = 2\n\n# about z\n[z]\nk = [\n  1,\n  2,\n]\n",
            vec![set("a.b", "t"), delete("a.d.e"), set("a.n", "true"), set("y", "2"), delete("z.k")],
            "# top\nx = 1\ny = 2\n\n[a]\nb = \"t\" # c\nn = true\n\n# about z\n[z]\n",
            0,
        ),
        (
            "a.toml",
            Toml,
            "[a]\nb = 1\n",
            vec![set("a.c.d", "x"), set("n.m", "1.5")],
            "[a]\nb = 1\n\n[a.c]\nd = \"x\"\n\n[n]\nm = 1.5\n",
            0,
        ),
        (
            "a.toml",
            Toml,
            "a = { b = 1, c = 2 }\n",
            vec![delete("a.b"), set("a.d", "x"), rename("a.c", "a.e")],
            "a = { e = 2, d = \"x\" }\n",
            0,
        ),
        (
            "a.toml",
            Toml,
            "[a]\nb = 'x'\n[c]\n",
            vec![rename("a.b", "a.d"), set("c.q", "1")],
            "[a]\nd = 'x'\n[c]\nq = 1\n",
            0,
        ),
        ("a.toml", Toml, "[a]\nb = 'x'\n[c]\nd = 1\n", vec![rename("a.b", "c.b")], "[a]\n[c]\nd = 1\nb = 'x'\n", 0),
    ]);
}

#[test]
fn lines() {
    hold(vec![
        (
            "a.properties",
            Properties,
            "# top\na.b = 1\na.c: x\n#a.d=off\nlong=a,\\\n  b\nz=1\n",
            vec![set("a.b", "2"), rename("a.c", "a.x"), set("a.d", "on"), delete("long"), set("z", "C:\\x")],
            "# top\na.b = 2\na.x: x\na.d: on\n#a.d=off\nz=C:\\\\x\n",
            0,
        ),
        ("a.properties", Properties, "a.b.c=1\na.b.d=2\nx=1\n", vec![delete("a.b")], "x=1\n", 0),
        ("a.properties", Properties, "a.b.c=1\na.b.d=2\nx=1\n", vec![rename("a.b", "n")], "n.c=1\nn.d=2\nx=1\n", 0),
        ("a.properties", Properties, "a=1\na=2\n", vec![delete("a")], "a=1\na=2\n", 1),
        (
            "a.env",
            Env,
            "# c\nexport DTEN_LEGACY_MODE=\"on\"\nOTHER=1\n",
            vec![delete("dten.legacy.mode"), set("other", "a b"), set("dten.hybrid.enable", "true")],
            "# c\nOTHER=\"a b\"\nDTEN_HYBRID_ENABLE=true\n",
            0,
        ),
        (
            "my.cnf",
            Ini,
            "[mysqld]\nmax_connections = 200   # per host\nskip-name-resolve\n\n[client]\nport = \"1\"\n",
            vec![
                set("mysqld.max_connections", "300"),
                set("mysqld.sql_mode", "x"),
                set("client.port", "2"),
                set("dump.quick", "1"),
                delete("mysqld.skip-name-resolve"),
            ],
            "[mysqld]\nmax_connections = 300   # per host\nsql_mode = x\n\n[client]\nport = \"2\"\n\n[dump]\nquick = 1\n",
            0,
        ),
        (
            "a.service",
            Unit,
            "[Service]\nEnvironment=A_B=1 \"C=x y\"\nEnvironment=D=1\nRestart=no\n",
            vec![set("A_B", "2"), delete("C"), delete("D"), set("Service.Restart", "always"), set("E_F", "1")],
            "[Service]\nEnvironment=A_B=2\nRestart=always\n",
            1,
        ),
        (
            "Dockerfile",
            Dockerfile,
            "FROM x\nENV A=1 \\\n    B=2 \\\n    C=\"x y\"\nENV L C.UTF-8\n",
            vec![delete("C"), set("A", "3"), rename("B", "D"), set("L", "C")],
            "FROM x\nENV A=3 \\\n    D=2\nENV L C.UTF-8\n",
            1,
        ),
        (
            "sshd_config",
            Directives,
            "# c\nPort 22\nPermitRootLogin no\nMatch User deploy\n    X11Forwarding no\n",
            vec![
                set("Port", "2222"),
                delete("PermitRootLogin"),
                set("UsePAM", "yes"),
                set("Match User deploy.AllowTcpForwarding", "no"),
            ],
            "# c\nPort 2222\nUsePAM yes\nMatch User deploy\n    X11Forwarding no\n    AllowTcpForwarding no\n",
            0,
        ),
        (
            "nginx.conf",
            Nginx,
            "http {\n    server {\n        listen 443 ssl; # tls\n        ssl on;\n    }\n}\n",
            vec![delete("http.server.ssl"), set("http.server.listen", "8443 ssl"), set("http.server.http2", "on")],
            "http {\n    server {\n        listen 8443 ssl; # tls\n        http2 on;\n    }\n}\n",
            0,
        ),
        (
            "a.reg",
            Registry,
            "[HKEY_X\\Y]\n\"a\"=\"1\"\n",
            vec![set("HKEY_X\\Y\\a", "2")],
            "[HKEY_X\\Y]\n\"a\"=\"1\"\n",
            1,
        ),
    ]);
}

#[test]
fn xml() {
    hold(vec![
        (
            "core-site.xml",
            Xml,
            "<configuration>\n  <property>\n    <name>a.b</name>\n    <value>1</value>\n  </property>\n  <property>\n    <name>c</name>\n    <value>2</value>\n  </property>\n</configuration>\n",
            vec![set("a.b", "x & y"), delete("c"), set("a.n", "3")],
            "<configuration>\n  <property>\n    <name>a.b</name>\n    <value>x &amp; y</value>\n  </property>\n  <property>\n    <name>a.n</name>\n    <value>3</value>\n  </property>\n</configuration>\n",
            0,
        ),
        (
            "Web.config",
            Xml,
            "<configuration>\n  <appSettings>\n    <add key=\"A\" value=\"1\"/>\n    <add key=\"B\" value=\"2\"/>\n  </appSettings>\n  <compilation debug=\"false\"/>\n</configuration>\n",
            vec![rename("A", "C"), delete("B"), set("configuration.compilation.debug", "true"), set("N", "x")],
            "<configuration>\n  <appSettings>\n    <add key=\"C\" value=\"1\"/>\n    <add key=\"N\" value=\"x\"/>\n  </appSettings>\n  <compilation debug=\"true\"/>\n</configuration>\n",
            0,
        ),
    ]);
}

/// Keys go to another map one after the other; what holds a secret stays, and is said.
#[test]
fn a_migration_of_spring_boot() {
    let before = "spring:\n  redis:\n    # the cache\n    host: cache\n    port: 6379\n    password: geheim\n  main:\n    banner-mode: \"off\"\n---\nspring:\n  config:\n    activate:\n      on-profile: test\n  redis:\n    timeout: 1\n";
    let after = "spring:\n  redis:\n    # the cache\n    password: geheim\n  main:\n    banner-mode: \"off\"\n  data:\n    redis:\n      host: cache\n      port: 6379\n---\nspring:\n  config:\n    activate:\n      on-profile: test\n  redis:\n    timeout: 1\n";
    let fixes = ["host", "port", "password", "timeout"]
        .map(|name| rename(&format!("spring.redis.{name}"), &format!("spring.data.redis.{name}")));
    hold(vec![("application.yml", Yaml, before, fixes.to_vec(), after, 2)]);
    hold(vec![
        (
            "a.yml",
            Yaml,
            "a:\n  b: 1\n---\na:\n  b: 2\n",
            vec![rename("a.b", "a.c")],
            "a:\n  c: 1\n---\na:\n  c: 2\n",
            0,
        ),
        ("a.properties", Properties, "a.b=1\n#---\nc.d=2\n", vec![set("c.e", "3")], "a.b=1\nc.e=3\n#---\nc.d=2\n", 0),
    ]);
}

/// A ConfigMap's entries and a container's variables are keys by their own names.
#[test]
fn containers() {
    hold(vec![(
        "compose.yaml",
        Yaml,
        "services:\n  web:\n    image: x\n    environment:\n      A_B: \"1\"\n      C: 2\n  db:\n    image: y\n    environment:\n      - D=1\n",
        vec![set("A_B", "2"), delete("C"), set("D", "2"), set("N", "1")],
        "services:\n  web:\n    image: x\n    environment:\n      A_B: \"2\"\n  db:\n    image: y\n    environment:\n      - D=1\n",
        2,
    )]);
}

#[test]
fn the_sample_is_mended() {
    let before = include_str!("../../../../../tests/src/sample/beside/dten.yaml");
    let fixes = [delete("dten.legacy.mode"), set("dten.hybrid.enable", "true")];
    let (made, after) = patched("dten.yaml", Yaml, before.as_bytes(), &fixes);
    assert_eq!((made.by_hand.len(), made.changes), (0, 2), "{:?}", made.by_hand);
    let expected = before.replace("  legacy:\n    mode: \"on\"\n", "") + "  hybrid:\n    enable: true\n";
    assert_eq!(String::from_utf8(after).unwrap(), expected);
    assert!(made.diff.starts_with("--- a/dten.yaml\n+++ b/dten.yaml\n@@ -1,"), "{}", made.diff);
}

#[test]
fn what_is_done_already_needs_nothing() {
    let made = patch(&own("a.yml", Yaml, b"a: 1\n"), &[set("a", "1"), delete("b"), rename("c", "d")]).patch;
    assert_eq!((made.diff.as_str(), made.changes, made.by_hand.len()), ("", 0, 0));
}

#[test]
fn by_hand_says_what_where_and_why() {
    let made = patch(&own("a.yml", Yaml, b"a: &x\n  b: 1\nc: *x\n"), &[set("a.b", "2"), set("a.b.c", "3")]).patch;
    assert_eq!(
        made.by_hand[0],
        "Lines 2, 3: set `a.b` to `2` (x)"
            .replace("Lines 2, 3", "Line 2")
            .replace("(x)", "(more than this key would be another)")
    );
}
