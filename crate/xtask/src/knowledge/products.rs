//! What the facts about keys do not say of their products: names, versions, files.

/// A product of which keys are known.
pub(super) struct Product {
    /// As the facts have it.
    pub(super) id: &'static str,
    /// How its versions are counted, as in a pack.
    pub(super) scheme: &'static str,
    /// Names under which packages and inventories have it, each `TYPE/NAME`, beside its id and those that the list of
    /// ends of life has for them.
    pub(super) names: &'static str,
    /// Names of files that are its own and nobody else's.
    pub(super) files: &'static str,
    /// Where its keys stand: groups between semicolons, each of forms (between commas, or `*` for any) and names of
    /// files, and empty for nowhere.
    pub(super) stands_in: &'static str,
    /// What comes of a key that is gone, as in a pack, where it is the same for all; `""` where the facts say.
    pub(super) effect: &'static str,
}

const NONE: Product = Product { id: "", scheme: "generic", names: "", files: "", stands_in: "", effect: "" };

/// Every product but those of published JSON Schemas, in the order of the list.
pub(super) const PRODUCTS: &[Product] = &[
    Product {
        id: "airflow",
        scheme: "pypi",
        names: "generic/apache-airflow pypi/apache-airflow-core",
        files: "airflow.cfg",
        stands_in: "ini airflow*.cfg; env",
        ..NONE
    },
    Product {
        id: "celery",
        scheme: "pypi",
        names: "pypi/celery",
        files: "celeryconfig.py",
        stands_in: "* celeryconfig.py *celery*.py",
        ..NONE
    },
    Product {
        id: "cert-manager",
        names: "golang/github.com/cert-manager/cert-manager",
        stands_in: "kubernetes",
        ..NONE
    },
    Product { id: "chrome-extension", stands_in: "json manifest.json", ..NONE },
    Product {
        id: "docker-compose",
        names: "deb/docker-compose deb/docker-compose-plugin rpm/docker-compose-plugin pypi/docker-compose",
        files: COMPOSE,
        stands_in: "yaml compose*.yaml compose*.yml docker-compose*.yaml docker-compose*.yml",
        ..NONE
    },
    Product {
        id: "eslint",
        scheme: "npm",
        files: ".eslintrc .eslintrc.json .eslintrc.yaml .eslintrc.yml",
        stands_in: "json,yaml .eslintrc .eslintrc.json .eslintrc.yaml .eslintrc.yml",
        ..NONE
    },
    Product {
        id: "etcd",
        names: "golang/go.etcd.io/etcd deb/etcd deb/etcd-server rpm/etcd docker/quay.io/coreos/etcd docker/coreos/etcd",
        stands_in: "flag; env",
        effect: "startup-error",
        ..NONE
    },
    Product { id: "github-actions", files: WORKFLOWS, stands_in: WORKFLOW_FORMS, ..NONE },
    Product { id: "istio", stands_in: "kubernetes", ..NONE },
    Product {
        id: "kafka",
        names: "generic/apache-kafka docker/apache/kafka maven/org.apache.kafka:kafka_2.12 maven/org.apache.kafka:kafka_2.13",
        files: "connect-distributed.properties connect-standalone.properties kafka*.properties",
        stands_in: "properties server.properties broker.properties controller.properties consumer.properties \
                    producer.properties connect-*.properties mirror-maker*.properties mm2*.properties \
                    streams*.properties topic*.properties kafka*.properties",
        ..NONE
    },
    Product { id: "kubernetes", names: "deb/kubeadm rpm/kubeadm", stands_in: "kubernetes", ..NONE },
    Product {
        id: "nginx",
        names: "deb/nginx-core deb/nginx-full deb/nginx-light docker/nginx docker/nginxinc/nginx-unprivileged",
        files: "nginx.conf nginx/conf.d/*.conf nginx/sites-available/* nginx/sites-enabled/*",
        stands_in: "directive nginx*.conf* *nginx.conf* *.nginx nginx/* conf.d/*.conf* sites-available/* sites-enabled/* \
                    snippets/*.conf",
        effect: "startup-error",
        ..NONE
    },
    Product {
        id: "openssh",
        names: "deb/openssh-server deb/openssh-client rpm/openssh rpm/openssh-server rpm/openssh-clients \
                apk/openssh apk/openssh-server generic/sshd",
        files: "sshd_config ssh_config sshd_config.d/*.conf ssh_config.d/*.conf",
        ..NONE
    },
    Product {
        id: "postgresql",
        files: "postgresql.conf postgresql.auto.conf recovery.conf",
        stands_in: "* postgresql*.conf* postgresql.conf.d/*.conf",
        effect: "startup-error",
        ..NONE
    },
    Product {
        id: "prometheus",
        names: "deb/prometheus rpm/prometheus",
        stands_in: "flag",
        effect: "startup-error",
        ..NONE
    },
    Product { id: "python", scheme: "pypi", ..NONE },
    Product { id: "rhel", scheme: "intdot", ..NONE },
    Product {
        id: "spring-boot",
        scheme: "maven",
        names: "maven/org.springframework.boot:spring-boot-dependencies \
                maven/org.springframework.boot:spring-boot-starter-parent \
                maven/org.springframework.boot:spring-boot-starter-webmvc \
                maven/org.springframework.boot:spring-boot-starter-data-redis \
                maven/org.springframework.boot:spring-boot-starter-json \
                maven/org.springframework.boot:spring-boot-actuator \
                maven/org.springframework.boot:spring-boot-loader",
        files: SPRING,
        stands_in: SPRING_FORMS,
        effect: "ignored",
    },
    Product {
        id: "systemd",
        names: "deb/systemd rpm/systemd",
        files: "*.service *.socket *.timer *.mount *.automount *.swap *.target *.path *.slice *.scope *.network *.netdev *.link \
                journald.conf coredump.conf sleep.conf",
        ..NONE
    },
    Product {
        id: "traefik",
        names: "golang/github.com/traefik/traefik generic/traefik-proxy",
        files: "traefik.yml traefik.yaml traefik.toml",
        stands_in: "yaml,toml traefik*.yml traefik*.yaml traefik*.toml; flag",
        ..NONE
    },
    Product {
        id: "typescript",
        scheme: "npm",
        names: "npm/typescript",
        files: "tsconfig*.json",
        stands_in: "json tsconfig*.json jsconfig*.json",
        ..NONE
    },
];

const COMPOSE: &str = "compose.yaml compose.yml docker-compose*.yaml docker-compose*.yml";

const WORKFLOWS: &str = ".github/workflows/*.yml .github/workflows/*.yaml";
const WORKFLOW_FORMS: &str = "yaml .github/workflows/*.yml .github/workflows/*.yaml action.yml action.yaml";

const SPRING: &str = "application.properties application-*.properties application.yml application-*.yml application.yaml \
                      application-*.yaml bootstrap.properties bootstrap-*.properties bootstrap.yml bootstrap-*.yml \
                      bootstrap.yaml bootstrap-*.yaml";

/// Keys that other software could have too count only where Spring looks.
const SPRING_FORMS: &str = "properties,yaml application*.properties application*.yml application*.yaml \
                            bootstrap*.properties bootstrap*.yml bootstrap*.yaml; env";
/// Keys that begin with `spring.` are nobody else's: any file of Spring's formats may have them.
pub(super) const SPRING_ANYWHERE: &str = "properties,yaml,env";

/// Where systemd's sections stand.
pub(super) const SYSTEMD: &[(&[&str], &str)] = &[
    (
        &["Unit", "Service", "Socket", "Mount", "Swap"],
        "ini *.service *.socket *.timer *.mount *.automount *.swap *.target *.path *.slice *.scope *.service.d/*.conf \
         *.socket.d/*.conf *.mount.d/*.conf *.swap.d/*.conf *.target.d/*.conf",
    ),
    (&["Link"], "ini *.link *.link.d/*.conf"),
    (&["VXLAN", "Tun", "Tap"], "ini *.netdev *.netdev.d/*.conf"),
    (&["Journal"], "ini journald.conf journald.conf.d/*.conf journald@*.conf"),
    (&["Coredump"], "ini coredump.conf coredump.conf.d/*.conf"),
    (&["Manager"], "ini system.conf user.conf system.conf.d/*.conf user.conf.d/*.conf"),
    (&["Sleep"], "ini sleep.conf sleep.conf.d/*.conf"),
    (
        &["Network", "Route", "DHCP", "DHCPv4", "DHCPv6", "IPv6AcceptRA", "Neighbor", "Address"],
        "ini *.network *.network.d/*.conf networkd.conf networkd.conf.d/*.conf",
    ),
];

/// Of published JSON Schemas that name no files: where the product has its keys, and what stands before them there.
pub(super) const SCHEMA_FILES: &[(&str, &str, &str)] = &[
    ("cargo-lints-clippy", "toml Cargo.toml", "lints.clippy. workspace.lints.clippy."),
    (
        "lefthook",
        "yaml,toml,json lefthook.yml .lefthook.yml lefthook.yaml .lefthook.yaml lefthook.toml lefthook.json",
        "",
    ),
    ("partial-mypy", "toml pyproject.toml", "tool.mypy."),
    ("partial-pytest", "toml pyproject.toml", ""),
    ("partial-scikit-build", "toml pyproject.toml", "tool.scikit-build."),
    ("partial-setuptools-scm", "toml pyproject.toml", "tool.setuptools_scm."),
    ("tox", "toml tox.toml", ""),
];

/// Where a definition of a published JSON Schema is used: schema, definition (`*` for any), and the keys before it there;
/// where the definition itself is meant, the keys themselves.
pub(super) const SCHEMA_DEFINITIONS: &[(&str, &str, &str)] = &[
    ("cargo", "Authors", "package.authors workspace.package.authors"),
    (
        "cargo",
        "DetailedDependency",
        "dependencies.*. dev-dependencies.*. build-dependencies.*. workspace.dependencies.*.",
    ),
    ("cargo-make", "task", "tasks.*."),
    ("docker-compose", "network", "networks.*."),
    ("docker-compose", "volume", "volumes.*."),
    ("docker-compose", "config", "configs.*."),
    ("feed", "item", "items.*."),
    ("fly", "services", "services.*."),
    ("hugo", "mounts", "module.mounts."),
    ("partial-pytest", "IniOptionsPytest", "tool.pytest.ini_options."),
    ("partial-pytest", "ConfigOptionsPytest", "tool.pytest."),
    ("ruff", "Flake8BuiltinsOptions", "flake8-builtins. lint.flake8-builtins."),
    ("ruff", "LintOptions", "lint."),
    ("ruff", "RuffOptions", "ruff. lint.ruff."),
    ("rumdl", "GlobalConfig", "global."),
    ("streamlit-config", "Mapbox", "mapbox.**"),
    ("stylelintrc", "*", "rules. overrides.*.rules."),
    (
        "webextension",
        "browser_style",
        "browser_action.browser_style page_action.browser_style sidebar_action.browser_style options_ui.browser_style",
    ),
];
