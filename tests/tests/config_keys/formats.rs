//! What each format yields.

use dropscope_core::facts::ConfigFormat;

use super::kit::assert_keys;

#[test]
fn yaml_has_documents_anchors_merged_maps_and_keys_in_comments() {
    assert_keys(
        "application.yml",
        ConfigFormat::Yaml,
        &[
            "3 server.port = 8080",
            "5 server.ssl.enabled = true",
            "6 server.ssl.protocols[0] = TLSv1.2",
            "6 admin.protocols[0] = TLSv1.2",
            "6 server.ssl.protocols[1] = TLSv1.3",
            "6 admin.protocols[1] = TLSv1.3",
            "7 #server.shutdown = graceful",
            "10 dten.hybrid.enable = false",
            "11 #dten.hybrid.retries = 3",
            "14 datasource.url = jdbc:postgresql://•••@db.example.com/app",
            "15 datasource.password = •••",
            "18 admin.enabled = false",
            "20 spring.config.activate.on-profile = test",
            "22 server.port = 0",
        ],
    );
}

#[test]
fn json_may_have_comments_and_trailing_commas() {
    assert_keys(
        "config.jsonc",
        ConfigFormat::Jsonc,
        &[
            "3 logging.level = info",
            "3 logging.files = []",
            "4 auth.clientSecret = •••",
            "4 auth.scopes[0] = read",
            "4 auth.scopes[1] = write",
        ],
    );
}

#[test]
fn json5_has_names_without_quotes() {
    assert_keys("gateway.json5", ConfigFormat::Json5, &["2 host = localhost", "3 port = 0x1F90", "4 retry-after = .5"]);
}

#[test]
fn toml_comments_belong_to_the_section_above() {
    assert_keys(
        "agent.toml",
        ConfigFormat::Toml,
        &[
            "3 agent.interval = 10s",
            "4 #agent.metric_batch_size = 1000",
            "8 outputs.influxdb[0].urls[0] = http://127.0.0.1:8086",
            "9 outputs.influxdb[0].token = •••",
        ],
    );
}

#[test]
fn ini_has_sections_and_names_without_values() {
    assert_keys(
        "my.cnf.sample",
        ConfigFormat::Ini,
        &[
            "2 mysqld.max_connections = 200",
            "3 mysqld.skip-name-resolve = ",
            "4 #mysqld.innodb_buffer_pool_size = 1G",
            "7 client.password = •••",
        ],
    );
}

#[test]
fn units_set_the_environment() {
    assert_keys(
        "gateway.service",
        ConfigFormat::Unit,
        &[
            "2 Unit.Description = DTEN gateway",
            "4 DTEN_HYBRID_ENABLE = true",
            "4 JAVA_OPTS = -Xmx1g -Xms1g",
            "5 DB_PASSWORD = •••",
            "6 Service.ExecStart = /opt/gateway/bin/run --port 8080",
            "7 --port = 8080",
            "8 Service.Restart = on-failure",
        ],
    );
}

#[test]
fn properties_go_on_after_a_backslash() {
    assert_keys(
        "application.properties",
        ConfigFormat::Properties,
        &[
            "2 dten.hybrid.enable = true",
            "3 #dten.legacy.mode = off",
            "4 hosts = alpha,beta",
            "6 spring.datasource.password = •••",
        ],
    );
}

#[test]
fn hadoop_has_pairs_of_name_and_value() {
    assert_keys("core-site.xml", ConfigFormat::Xml, &["3 fs.defaultFS = hdfs://nn:8020", "7 fs.s3a.secret.key = •••"]);
}

#[test]
fn dotnet_has_settings_beside_plain_elements() {
    assert_keys(
        "Web.config",
        ConfigFormat::Xml,
        &[
            "4 Main = •••",
            "7 Hybrid:Enable = true",
            "10 configuration.system.web.compilation.debug = false",
            "11 configuration.system.web.handler[0] = a",
            "12 configuration.system.web.handler[1] = b",
        ],
    );
}

#[test]
fn environment_files_export() {
    assert_keys(
        "gateway.env",
        ConfigFormat::Env,
        &["2 DTEN_HYBRID_ENABLE = true", "3 #DTEN_LEGACY_MODE = off", "4 API_TOKEN = •••"],
    );
}

#[test]
fn compose_sets_variables_in_two_ways() {
    assert_keys(
        "compose.yaml",
        ConfigFormat::Yaml,
        &["5 DTEN_HYBRID_ENABLE = true", "9 POSTGRES_PASSWORD = •••", "10 POSTGRES_DB = app"],
    );
}

#[test]
fn kubernetes_objects_have_data_and_variables() {
    assert_keys(
        "deployment.yaml",
        ConfigFormat::Yaml,
        &["6 dten.hybrid.enable = true", "13 licence = •••", "25 DTEN_MODE = hybrid", "27 DB_PASSWORD = •••"],
    );
}

#[test]
fn dockerfiles_set_variables_over_several_lines() {
    assert_keys(
        "Dockerfile",
        ConfigFormat::Dockerfile,
        &["2 VERSION = 5.0.1", "3 DTEN_HYBRID_ENABLE = true", "3 JAVA_OPTS = -Xmx1g -Xms1g", "5 LANG = C.UTF-8"],
    );
}

#[test]
fn nginx_blocks_are_parts_of_the_path() {
    assert_keys(
        "nginx.conf",
        ConfigFormat::Nginx,
        &[
            "1 worker_processes = auto",
            "3 #http.gzip = on",
            "5 http.server.listen = 443 ssl",
            "7 http.server.location /api.proxy_set_header = Host ${host}",
        ],
    );
}

#[test]
fn sshd_directives_in_comments_have_no_blank() {
    assert_keys(
        "sshd_config",
        ConfigFormat::Directives,
        &["2 #Port = 22", "3 PermitRootLogin = no", "5 Match User deploy.X11Forwarding = no"],
    );
}

#[test]
fn haproxy_sections_hold_indented_lines() {
    assert_keys(
        "haproxy.cfg",
        ConfigFormat::Directives,
        &["2 global.maxconn = 4096", "4 frontend web.bind = :443", "5 frontend web.stats = auth •••"],
    );
}

#[test]
fn registry_files_name_values_under_keys() {
    assert_keys(
        "gateway.reg",
        ConfigFormat::Registry,
        &[
            "4 HKEY_LOCAL_MACHINE\\SOFTWARE\\DTEN\\Gateway\\Hybrid = dword:00000001",
            "5 HKEY_LOCAL_MACHINE\\SOFTWARE\\DTEN\\Gateway\\InstallDir = C:\\Program Files\\DTEN",
            "6 HKEY_LOCAL_MACHINE\\SOFTWARE\\DTEN\\Gateway\\@ = gateway",
        ],
    );
}

#[test]
fn templates_are_read_line_by_line() {
    assert_keys(
        "values.yaml.tpl",
        ConfigFormat::Template,
        &["2 server.port = {{ .Values.port }}", "3 #server.debug = true", "5 dten.hybrid.enable = true"],
    );
}
