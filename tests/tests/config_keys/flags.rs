//! Command-line flags, with the program that they are for.

use dropscope_core::config::format_of;
use dropscope_core::facts::{ConfigFormat, ConfigKey};
use dropscope_core::limits::Limits;

use super::kit::read_as;
use super::package::facts;

/// Each flag as `line program key = value`; the keys of programs that are not known too.
fn shown<'k>(keys: impl IntoIterator<Item = &'k ConfigKey>) -> Vec<String> {
    keys.into_iter().map(|key| format!("{} {} {} = {}", key.line, key.program, key.key, key.value)).collect()
}

/// The flags of a file whose name tells its format.
fn flags(name: &str, text: &str) -> Vec<String> {
    let format = format_of(name, text.as_bytes()).unwrap();
    shown(read_as(name, text, format).keys.iter().filter(|key| !key.program.is_empty()))
}

#[test]
fn units_start_programs() {
    let unit = "[Service]\nExecStartPre=-/usr/bin/mkdir -p /data\nExecStart=/usr/local/bin/prometheus \\\n  --config.file=/etc/p.yml \\\n\
                \n# why\n  --web.enable-lifecycle \\\n  --storage.tsdb.retention 15d\n";
    // An empty line ends the command, as it does for systemd.
    assert_eq!(flags("prometheus.service", unit), ["4 prometheus --config.file = /etc/p.yml"]);
    let unit = "[Service]\nExecStart=@!/usr/bin/etcd etcd \\\n  --debug \\\n# why\n  --ca-file=/x -log.level debug\n";
    assert_eq!(
        flags("etcd.service", unit),
        ["3 etcd --debug = ", "5 etcd --ca-file = /x", "5 etcd -log.level = debug"]
    );
    let shell = "[Service]\nExecStart=/bin/sh -c 'exec nice -n 5 /opt/a/bin/agent --mode hybrid && other --x=1'\n";
    assert_eq!(flags("a.service", shell), ["2 agent --mode = hybrid", "2 other --x = 1"]);
    let supervised = "[program:etcd]\ncommand=/usr/bin/etcd --proxy on\n";
    assert_eq!(flags("supervisord.conf", supervised), ["2 etcd --proxy = on"]);
}

#[test]
fn interpreters_hand_their_arguments_on() {
    let unit = "[Service]\nExecStart=/usr/bin/java -Xmx1g -Dserver.port=80 -jar /opt/app/app.jar --spring.profiles.active=x\n\
                ExecStart=/usr/bin/python3.11 -m gunicorn --bind :80\nExecStart=java -cp a.jar:lib/* com.example.Main --mode=x\n";
    assert_eq!(
        flags("a.service", unit),
        [
            "2 java server.port = 80",
            "2 app.jar --spring.profiles.active = x",
            "3 gunicorn --bind = :80",
            "4 com.example.Main --mode = x"
        ]
    );
}

#[test]
fn variables_of_distributions_hold_flags() {
    let text = "ARGS=\"--storage.tsdb.path=/data --web.enable-lifecycle\"\n#ARGS=\"--x=1\"\nNAME=\"a-b\"\n";
    assert_eq!(
        flags("etc/default/prometheus", text),
        ["1 prometheus --storage.tsdb.path = /data", "1 prometheus --web.enable-lifecycle = "]
    );
    let keys = read_as("a.env", "JAVA_OPTS='-Dspring.main.banner-mode=off -Xmx1g'\n", ConfigFormat::Env).keys;
    assert_eq!(shown(keys.iter().skip(1)), ["1  spring.main.banner-mode = off"]);
}

#[test]
fn dockerfiles_have_an_entry_point_and_its_arguments() {
    let exec = "FROM x\nENTRYPOINT [\"/bin/etcd\"]\nCMD [\"run\", \"--debug\", \"--proxy=on\"]\n";
    assert_eq!(flags("Dockerfile", exec), ["3 etcd --debug = ", "3 etcd --proxy = on"]);
    let of_image = "FROM quay.io/prometheus/prometheus:v2.53.0 AS p\nCMD [\"--storage.tsdb.retention=15d\"]\n";
    assert_eq!(flags("Dockerfile", of_image), ["2 prometheus --storage.tsdb.retention = 15d"]);
    let shell = "FROM x\nCMD exec /opt/agent --mode hybrid\n";
    assert_eq!(flags("Dockerfile", shell), ["2 agent --mode = hybrid"]);
}

#[test]
fn containers_get_flags() {
    let pod = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: quay.io/prometheus/prometheus:v2.1\n    args:\n\
               \x20   - run\n    - --alertmanager.timeout=10s\n    - --x\n    - 'y'\n  - image: a\n    command: [/bin/etcd, --debug]\n\
               \x20   args: [--proxy, 'on']\n";
    assert_eq!(
        flags("pod.yaml", pod),
        [
            "8 prometheus --alertmanager.timeout = 10s",
            "9 prometheus --x = y",
            "12 etcd --debug = ",
            "13 etcd --proxy = on"
        ]
    );
    let compose = "services:\n  p:\n    image: prom/prometheus:${TAG}\n    command:\n      - --storage.tsdb.retention=1d\n\
                   \x20 e:\n    image: x\n    command: etcd --debug\n";
    assert_eq!(flags("compose.yaml", compose), ["5 prometheus --storage.tsdb.retention = 1d", "8 etcd --debug = "]);
}

#[test]
fn lists_of_objects_are_read_as_the_objects() {
    let list = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  data: {mode: hybrid}\n\
                - apiVersion: v1\n  kind: Secret\n  data: {licence: Z2VoZWlt}\n";
    let keys = read_as("all.yaml", list, ConfigFormat::Yaml).keys;
    assert_eq!(shown(&keys), ["6  mode = hybrid", "9  licence = •••"]);
}

#[test]
fn config_maps_hold_files() {
    let map = "kind: ConfigMap\napiVersion: v1\ndata:\n  plain: \"a: 1\"\n  application.yml: |\n    server:\n      port: 80\n\
               \x20   password: geheim\n  app.properties: \"a=1\\nb=2\\n\"\n";
    let keys = read_as("map.yaml", map, ConfigFormat::Yaml).keys;
    assert_eq!(shown(&keys), ["4  plain = a: 1", "7  server.port = 80", "8  password = •••", "9  a = 1", "9  b = 2"]);
}

#[test]
fn scripts_start_programs_and_use_tools() {
    let script = "#!/bin/sh\ncurl --silent https://example.com/\ntar --strip-components=1 -xf a.tgz\n\
                  if true; then sudo -u etcd /opt/etcd/bin/etcd --debug --ca-file \"$CA\" & fi\n\
                  \"$HOME/bin/dten-manager\" --legacy-mode=on\n/usr/bin/grep --quiet x y\n$PROGRAM --x=1\n";
    let found = facts(&[("bin/start.sh", script), ("tests/start.sh", script)], &Limits::default());
    assert_eq!(
        shown(&found.config_keys),
        ["4 etcd --debug = ", "4 etcd --ca-file = $CA", "5 dten-manager --legacy-mode = on"]
    );
    assert!(found.config_keys.iter().all(|key| key.format == ConfigFormat::Script));
}

#[test]
fn letters_and_words_are_no_flags() {
    let unit = "[Service]\nExecStart=/bin/run -rf -v --  --after x -Xmx1g --9 -abc ---x --a$b=1\n";
    assert!(flags("a.service", unit).is_empty());
}

#[test]
fn python_settings_are_lines_that_set_a_name() {
    let text = "# Broker = fast\nfrom x import y\nbroker_url = 'redis://user:geheim@localhost'\nCELERY_TASK_SERIALIZER = \"json\"  # x\n\
                if a == b:\n    inner = 1\n#result_expires = 3600\nSECRET_KEY = 'geheim'\nDOC = \"\"\"\nnot = a setting\n\"\"\"\n\
                DATABASES = {\n    'x': 1,\n}\n";
    let keys = read_as("celeryconfig.py", text, format_of("conf/celeryconfig.py", b"").unwrap()).keys;
    let found: Vec<String> = keys.iter().map(|key| format!("{} {} = {}", key.line, key.key, key.value)).collect();
    assert_eq!(
        found,
        [
            "1 Broker = fast",
            "3 broker_url = redis://•••@localhost",
            "4 CELERY_TASK_SERIALIZER = json",
            "7 result_expires = 3600",
            "8 SECRET_KEY = •••",
            "9 DOC = ",
            "12 DATABASES = {",
        ]
    );
}
