//! No line that holds a secret is in a diff, neither changed nor around a change.

use super::*;
use ConfigFormat::*;

fn hold(name: &str, format: ConfigFormat, before: &str, fixes: &[Fix]) -> ConfigPatch {
    let (made, _) = patched(name, format, before.as_bytes(), fixes);
    let shown = format!("{made:?}");
    for secret in ["geheim", "hunter2", "MIIE", "sommer"] {
        assert!(!shown.contains(secret), "{name}: {shown}");
    }
    made
}

#[test]
fn context_is_cut_on_both_sides() {
    let before = "a: 1\npassword: geheim\nb: 2\nc: 3\nd: 4\ne: 5\n";
    let made = hold("a.yml", Yaml, before, &[set("b", "9")]);
    assert!(made.diff.contains("@@ -3,1 +3,1 @@\n-b: 2\n+b: 9\n"), "{}", made.diff);
    let made = hold("a.yml", Yaml, before, &[set("a", "9")]);
    assert!(made.diff.contains("@@ -1,1 +1,1 @@\n"), "{}", made.diff);
    let made = hold("a.yml", Yaml, before, &[set("c", "9")]);
    assert!(made.diff.contains("@@ -3,3 +3,3 @@\n b: 2\n"), "{}", made.diff);
    let made = hold("a.yml", Yaml, before, &[set("e", "9"), set("a", "7"), delete("c")]);
    assert_eq!(made.changes, 3);
    let made = hold("a.yml", Yaml, "a:\n  password: geheim\n", &[set("a.z", "1")]);
    assert_eq!(made.diff, "--- a/a.yml\n+++ b/a.yml\n@@ -2,0 +3,1 @@\n+  z: 1\n");
}

#[test]
fn a_secret_is_changed_by_hand() {
    for fix in [
        delete("db.password"),
        set("db.password", "hunter2"),
        rename("db.password", "db.pass"),
        rename("db.password", "other.x"),
    ] {
        let made = hold("a.yml", Yaml, "db:\n  password: geheim\n  user: app\n", &[fix]);
        assert_eq!((made.changes, made.by_hand.len()), (0, 1));
        assert!(made.by_hand[0].starts_with("Line 2: "), "{:?}", made.by_hand);
    }
    let made = hold("a.yml", Yaml, "z: {password: \"x\n  geheim\", b: 1}\n", &[set("z.b", "3")]);
    assert_eq!(made.by_hand.len(), 1);
    let made = hold("a.json", Json, "{\"a\":1,\"token\":\"geheim\"}", &[set("a", "2")]);
    assert_eq!(made.by_hand.len(), 1);
}

#[test]
fn secrets_stand_in_many_places() {
    let cases: [(&str, ConfigFormat, &str, Fix); 13] = [
        ("a.yml", Yaml, "# password: geheim\na: 1\nb: 2\n", set("a", "2")),
        (
            "a.yml",
            Yaml,
            "tls:\n  key: |\n    -----BEGIN PRIVATE KEY-----\n    MIIEabc\n    -----END PRIVATE KEY-----\na: 1\n",
            set("a", "2"),
        ),
        ("a.yml", Yaml, "url: https://app:geheim@db/x\na: 1\n", set("a", "2")),
        ("a.yml", Yaml, "env:\n  - name: DB_PASSWORD\n    value: geheim\na: 1\n", set("a", "2")),
        ("a.yml", Yaml, "args: [run]\ncmd:\n  - --password\n  - geheim\na: 1\n", set("a", "2")),
        (
            "a.xml",
            Xml,
            "<c>\n<p>\n<name>x.secret.key</name>\n<value>geheim</value>\n</p>\n<p>\n<name>a</name>\n<value>1</value>\n</p>\n</c>\n",
            set("a", "2"),
        ),
        ("a.yml", Yaml, "x: &s geheim\nq: 0\nb:\n  password: *s\na: 1\n", set("q", "2")),
        ("a.json", Json, "{\n\"a\": 1,\n\"z\": {\n\"password\":\n\"geheim\", \"b\": 1\n}}\n", set("a", "2")),
        ("a.yml", Yaml, "a: 1\nz: {password: \"x\n  geheim\", b: 1}\nc: 2\n", set("c", "3")),
        ("a.properties", Properties, "db.password=geheim,\\\n  sommer\na=1\n", set("a", "2")),
        ("a.env", Env, "A=1\nAPI_TOKEN='geheim'\nB=2\n", delete("A")),
        ("Dockerfile", Dockerfile, "FROM x\nRUN curl -u app:geheim https://x\nENV A=1\n", set("A", "2")),
        ("a.toml", Toml, "a = 1\nsecret = \"\"\"\ngeheim\nsommer\"\"\"\nb = 2\n", set("b", "3")),
    ];
    for (name, format, before, fix) in cases {
        let made = hold(name, format, before, &[fix]);
        assert_eq!(made.changes, 1, "{name}: {made:?}");
    }
}

#[test]
fn what_utf8_cannot_express_stays_out() {
    let made = patched("a.properties", Properties, b"a=1\nb=\xfcber\nc=2\n", &[set("c", "3"), set("b", "x")]).0;
    assert_eq!((made.changes, made.by_hand.len()), (1, 1));
    assert!(made.diff.is_ascii());
}
