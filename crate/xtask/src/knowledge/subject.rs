//! What a fact is about: its key as files write it, the values that are meant, and where it can stand.

use super::products::{Product, SCHEMA_DEFINITIONS, SCHEMA_FILES, SPRING_ANYWHERE, SYSTEMD};

/// What a fact is about.
#[derive(Default)]
pub(super) struct Subject {
    /// The key's names; one part of a name may be `*`, any number of parts `**`.
    pub(super) names: Vec<String>,
    /// Patterns of the values that are meant; empty for all.
    pub(super) values: Vec<String>,
    /// Groups of forms and files, as in [`Product::stands_in`].
    pub(super) stands_in: String,
    /// Why no file can show it; `""` where one can.
    pub(super) unmatched: &'static str,
    /// What has to be said of it beside the facts; `""` for nothing.
    pub(super) note: &'static str,
}

const DEFINITION: &str = "a definition of a schema, whose place in a file is not known";

impl Subject {
    /// Of a key, as the facts write it, of a product whose facts have `selector`.
    pub(super) fn of(product: &Product, key: &str, selector: &str, replacement: &str) -> Self {
        match product.id {
            "chrome-extension" => of_extension(key),
            "docker-compose" => of_schema("docker-compose", key),
            "eslint" => named([format!("rules.{key}"), format!("overrides.*.rules.{key}")]),
            "etcd" => of_etcd(key),
            "github-actions" => of_workflow(key),
            "airflow" => of_airflow(key),
            "istio" if !key.contains('/') => named([key.to_owned(), key.replacen('#', "/*#", 1)]),
            "nginx" => of_nginx(key),
            "openssh" => standing(key, &format!("directive {0} {0}.d/*.conf", selector.trim_start_matches("conf:"))),
            "postgresql" if selector.ends_with("recovery.conf") => {
                standing(key, "* recovery.conf postgresql*.conf* postgresql.conf.d/*.conf")
            }
            "python" => unmatched(key, "an import in source code"),
            "rhel" => unmatched(key, "a device of the machine"),
            "spring-boot" => of_spring(key, replacement),
            "systemd" => of_systemd(key),
            "traefik" => of_traefik(key),
            "typescript" => with_value(&key.replace("[]", ".*")),
            _ => named([key.to_owned()]),
        }
    }

    /// Of a key of a published JSON Schema, whose selector names its files.
    pub(super) fn of_schema(schema: &str, key: &str, selector: &str) -> Self {
        let mut subject = of_schema(schema, key);
        let (forms, files) = selector.split_once(':').unwrap_or((selector, ""));
        let files: Vec<&str> = files.split(',').map(|file| file.trim_start_matches("**/")).collect();
        if !files.concat().is_empty() {
            subject.stands_in = format!("{} {}", forms.replace('|', ","), files.join(" "));
        } else if let Some((_, stands_in, before)) = SCHEMA_FILES.iter().find(|(own, ..)| *own == schema) {
            subject.stands_in = (*stands_in).to_owned();
            if !before.is_empty() {
                subject.names = prefixed(before, key);
            }
        } else if subject.unmatched.is_empty() {
            subject.unmatched = "a key of a schema that names no file";
        }
        subject
    }
}

fn named(names: impl Into<Vec<String>>) -> Subject {
    Subject { names: names.into(), ..Subject::default() }
}

fn standing(key: &str, stands_in: &str) -> Subject {
    Subject { stands_in: stands_in.to_owned(), ..named([key.to_owned()]) }
}

fn unmatched(key: &str, unmatched: &'static str) -> Subject {
    Subject { unmatched, ..named([key.to_owned()]) }
}

fn valued(name: &str, values: &[&str]) -> Subject {
    Subject { values: values.iter().map(|&value| value.to_owned()).collect(), ..named([name.to_owned()]) }
}

/// `a.b=c`: the key with one value.
fn with_value(key: &str) -> Subject {
    match key.split_once('=') {
        Some((name, value)) => valued(name, &[value]),
        None => named([key.to_owned()]),
    }
}

fn prefixed(before: &str, key: &str) -> Vec<String> {
    before.split(' ').map(|before| format!("{before}{key}")).collect()
}

fn of_extension(key: &str) -> Subject {
    match key {
        // In the version before, these were values where there are tables now: the name itself has none any more.
        "content_security_policy (string)" => named(["content_security_policy".to_owned()]),
        "web_accessible_resources (string array)" => named(["web_accessible_resources.*".to_owned()]),
        "permissions host patterns" => valued("permissions.*", &["*://*", "<all_urls>"]),
        "permissions.webRequestBlocking" => valued("permissions.*", &["webRequestBlocking"]),
        _ if key.starts_with("chrome.") => unmatched(key, "a call in source code"),
        _ => named([key.to_owned()]),
    }
}

/// etcd takes each flag as a variable too.
fn of_etcd(key: &str) -> Subject {
    let variable = key.trim_start_matches('-').replace('-', "_").to_uppercase();
    named([key.to_owned(), format!("ETCD_{variable}")])
}

/// Airflow takes each option of a section as `AIRFLOW__SECTION__OPTION` too.
fn of_airflow(key: &str) -> Subject {
    // The facts took the section alone from a call that names its argument.
    let key = if key == "webserver" { "webserver.auth_rate_limit" } else { key };
    let variable = format!("AIRFLOW__{}", key.replacen('.', "__", 1).to_uppercase());
    let values = if key == "core.parallelism" { vec!["0".to_owned()] } else { Vec::new() };
    Subject { values, ..named([key.to_owned(), variable]) }
}

fn of_workflow(key: &str) -> Subject {
    let (field, value) = match key.strip_prefix("uses: ") {
        Some(action) => ("uses", action.to_owned()),
        None => ("run", format!("*{key}*")),
    };
    let names = [format!("jobs.*.steps.*.{field}"), format!("runs.steps.*.{field}")];
    Subject { values: vec![value], ..named(names) }
}

fn of_nginx(key: &str) -> Subject {
    match key {
        "listen ... http2" => valued("listen", &["* http2", "* http2 *"]),
        "aio sendfile" => valued("aio", &["sendfile"]),
        "imap" => named(["imap.**".to_owned()]),
        _ => named([key.to_owned()]),
    }
}

fn of_spring(key: &str, replacement: &str) -> Subject {
    // Maps, whose own keys stand behind theirs.
    const MAPS: &[&str] = &[
        "endpoints.health.mapping",
        "flyway.placeholders",
        "jolokia.config",
        "liquibase.parameters",
        "management.metrics.export.dynatrace.v2.default-dimensions",
        "management.metrics.export.humio.tags",
        "management.otlp.logging.headers",
        "management.otlp.tracing.headers",
        "management.wavefront.application.custom-tags",
        "server.context-parameters",
        "server.jsp-servlet.init-parameters",
        "spring.data.elasticsearch.properties",
        "spring.http.encoding.mapping",
        "spring.jackson.generator",
        "spring.jackson.parser",
        "spring.jackson.read",
        "spring.jackson.write",
        "spring.jta.bitronix.connectionfactory.driver-properties",
        "spring.jta.bitronix.datasource.driver-properties",
        "spring.mvc.media-types",
    ];
    let mut subject = named([key.to_owned()]);
    if MAPS.contains(&key) {
        subject.names.push(format!("{key}.*"));
    }
    if key.starts_with("spring.") {
        subject.stands_in = SPRING_ANYWHERE.to_owned();
    }
    if relaxed(key) == relaxed(replacement) {
        subject.note = "only another spelling, which Spring reads as the same key";
    }
    subject
}

/// A key as Spring compares it.
fn relaxed(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// `Service|Socket.Key` or `Section.Key=value`.
fn of_systemd(key: &str) -> Subject {
    let Some((sections, rest)) = key.split_once('.') else {
        return unmatched(key, "a specifier within values");
    };
    let sections: Vec<&str> = sections.split('|').collect();
    let subject = with_value(rest);
    let of_section = |section: &&str| subject.names.iter().map(|name| format!("{section}.{name}")).collect::<Vec<_>>();
    let stands_in = SYSTEMD.iter().find(|(own, _)| sections.iter().any(|section| own.contains(section)));
    Subject {
        names: sections.iter().flat_map(of_section).collect(),
        stands_in: stands_in.map_or("ini", |(_, stands_in)| stands_in).to_owned(),
        ..subject
    }
}

/// Traefik takes each key as a flag too; the facts name some sections with everything in them.
fn of_traefik(key: &str) -> Subject {
    const SECTIONS: &[&str] = &[
        "pilot",
        "providers.marathon",
        "providers.rancher",
        "experimental.http3",
        "experimental.kubernetesGateway",
        "tracing.jaeger",
        "tracing.zipkin",
        "tracing.datadog",
        "tracing.instana",
        "tracing.haystack",
        "tracing.elastic",
        "tracing.globalAttributes",
    ];
    let key = if SECTIONS.contains(&key) { format!("{key}.**") } else { key.to_owned() };
    let flag = format!("--{key}");
    named([key, flag])
}

/// `a.[].b`, or `#definition.a.b`, whose place has to be known from elsewhere.
fn of_schema(schema: &str, key: &str) -> Subject {
    let plain = key.replace("[]", "*");
    let Some(rest) = plain.strip_prefix('#') else { return named([plain]) };
    let (definition, field) = rest.split_once('.').unwrap_or((rest, ""));
    let known =
        SCHEMA_DEFINITIONS.iter().find(|(own, used, _)| *own == schema && (*used == "*" || *used == definition));
    match known {
        Some((_, _, before)) => named(prefixed(before, field)),
        None => unmatched(key, DEFINITION),
    }
}
