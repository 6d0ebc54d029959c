//! A configuration of Spring Boot 2.7 under Spring Boot 3: what the migration guide and the release notes of 3.0 ask for.

use super::kit::*;
use crate::context::Context;
use crate::facts::{Facts, Location};
use crate::finding::Severity;
use crate::matrix::join;
use crate::report::RowState;

const PROPERTIES: &str = "\
spring.application.name=orders
server.port=8080
server.max-http-header-size=16KB
spring.redis.host=redis.example.test
spring.redis.port=6379
spring.redis.password=${REDIS_PASSWORD}
spring.redis.sentinel.master=orders
spring.data.cassandra.contact-points=cassandra1.example.test
spring.data.cassandra.keyspace-name=orders
spring.data.cassandra.local-datacenter=eu
spring.jpa.hibernate.use-new-id-generator-mappings=true
spring.jpa.hibernate.ddl-auto=validate
spring.flyway.ignore-missing-migrations=true
spring.session.store-type=redis
spring.security.saml2.relyingparty.registration.okta.identityprovider.entity-id=https://idp.example.test
# spring.redis.timeout=2s
";

const YAML: &str = "\
spring:
  data:
    mongodb:
      uri: mongodb://mongo.example.test/orders
  mvc:
    pathmatch:
      matching-strategy: ant_path_matcher
  banner:
    image:
      location: banner.png
management:
  endpoints:
    web:
      exposure:
        include: health,prometheus
  metrics:
    export:
      prometheus:
        enabled: true
      datadog:
        apiKey: ${DD_KEY}
    web:
      server:
        request:
          metric-name: http.requests
          autotime:
            enabled: true
  trace:
    http:
      enabled: false
logging:
  level:
    root: info
";

/// What is found, with what takes the place of each key; from the migration guide and its list of changed properties.
const GUIDE: &[(&str, &str, &str)] = &[
    ("removed-key", "management.metrics.web.server.request.autotime.enabled", ""),
    ("removed-key", "spring.banner.image.location", ""),
    ("removed-key", "spring.jpa.hibernate.use-new-id-generator-mappings", ""),
    ("removed-key", "spring.security.saml2.relyingparty.registration.okta.identityprovider.entity-id", ""),
    ("removed-key", "spring.session.store-type", ""),
    ("renamed-key", "management.metrics.export.datadog.apiKey", "management.datadog.metrics.export.api-key"),
    ("renamed-key", "management.metrics.export.prometheus.enabled", "management.prometheus.metrics.export.enabled"),
    (
        "renamed-key",
        "management.metrics.web.server.request.metric-name",
        "management.observations.http.server.requests.name",
    ),
    ("renamed-key", "management.trace.http.enabled", "management.httpexchanges.recording.enabled"),
    ("renamed-key", "server.max-http-header-size", "server.max-http-request-header-size"),
    ("renamed-key", "spring.data.cassandra.contact-points", "spring.cassandra.contact-points"),
    ("renamed-key", "spring.data.cassandra.keyspace-name", "spring.cassandra.keyspace-name"),
    ("renamed-key", "spring.data.cassandra.local-datacenter", "spring.cassandra.local-datacenter"),
    ("renamed-key", "spring.flyway.ignore-missing-migrations", "spring.flyway.ignore-migration-patterns"),
    ("renamed-key", "spring.redis.host", "spring.data.redis.host"),
    ("renamed-key", "spring.redis.password", "spring.data.redis.password"),
    ("renamed-key", "spring.redis.port", "spring.data.redis.port"),
    ("renamed-key", "spring.redis.sentinel.master", "spring.data.redis.sentinel.master"),
];

/// A package with an application on a Spring Boot version, as the jar of the framework says of itself.
fn shop(version: &str) -> Facts {
    let mut facts = package("orders", "8.0.0");
    ship(&mut facts, "maven", "spring.boot", version);
    facts
}

fn given() -> Context {
    let mut context = Context::default();
    own(&mut context, "application.properties", PROPERTIES);
    own(&mut context, "application.yml", YAML);
    context
}

#[test]
fn the_list_of_the_migration_guide_comes_out() {
    let mut context = given();
    baseline(&mut context, shop("2.7.18"));
    for version in ["3.0.13", "3.2.0"] {
        let facts = shop(version);
        let found = findings(&facts, &context);
        let mut told: Vec<(String, String)> =
            found.iter().map(|f| (f.rule.replace("config/", ""), f.subject.clone())).collect();
        told.sort();
        let wanted: Vec<(String, String)> =
            GUIDE.iter().map(|(rule, key, _)| ((*rule).to_owned(), (*key).to_owned())).collect();
        assert_eq!(told, wanted, "{version}");
        for (_, key, replacement) in GUIDE.iter().filter(|(_, _, replacement)| !replacement.is_empty()) {
            let finding = found.iter().find(|finding| finding.subject == *key).unwrap();
            assert!(finding.message.contains(&format!("`{replacement}`")), "{}", finding.message);
            assert!(matches!(&finding.primary, Location::Context { role, line, .. } if role == "config" && *line > 0));
            assert!(finding.message.contains("the predecessor has 2.7.18"), "{}", finding.message);
        }
        // Under 3.0 the old name of this one still works.
        let header = found.iter().find(|finding| finding.subject == "server.max-http-header-size").unwrap();
        let severity = if version == "3.0.13" { Severity::Medium } else { Severity::High };
        assert_eq!(header.severity, severity);
        let gone = found.iter().find(|finding| finding.subject == "spring.banner.image.location").unwrap();
        assert_eq!(gone.severity, Severity::Blocker);
    }
    let shown = join(&shop("3.2.0"), &context).shown();
    assert_eq!(shown.rows.iter().filter(|row| row.state == RowState::Act).count(), GUIDE.len());
    assert!(shown.uncovered.is_empty());
    assert_eq!(shown.patches.len(), 2);
}

#[test]
fn what_is_current_or_was_gone_before_is_left_alone() {
    let mut context = given();
    baseline(&mut context, shop("3.2.0"));
    assert_eq!(told(&shop("3.2.5"), &context), []);
    let mut context = given();
    baseline(&mut context, shop("2.7.0"));
    assert_eq!(told(&shop("2.7.18"), &context), []);
}

#[test]
fn without_spring_boot_in_the_package_its_files_are_not_judged() {
    let context = given();
    assert_eq!(told(&package("orders", "8.0.0"), &context), []);
    let shown = join(&package("orders", "8.0.0"), &context).shown();
    assert!(shown.rows.iter().all(|row| row.state == RowState::Unknown), "{:?}", shown.rows);
}

#[test]
fn keys_of_spring_are_not_looked_for_in_other_files() {
    let mut context = Context::default();
    own(
        &mut context,
        "docker-compose.yml",
        "services:\n  web:\n    image: nginx\nserver:\n  max-http-header-size: 1\n",
    );
    own(&mut context, "other.yaml", "server:\n  max-http-header-size: 1\nlogging:\n  path: x\n");
    assert_eq!(told(&shop("3.2.0"), &context), []);
    own(&mut context, "orders.env", "SPRING_REDIS_HOST=r\nLOGGING_PATH=/var/log\nSERVER_MAXHTTPHEADERSIZE=8KB\n");
    assert_eq!(told(&shop("3.2.0"), &context), [("renamed-key".to_owned(), "SPRING_REDIS_HOST".to_owned())]);
}
