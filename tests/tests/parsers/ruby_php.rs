//! RubyGems, Bundler, Composer and PEAR.

use dropscope_core::facts::{ManifestState, PackageOrigin, SourceKind};

use super::kit::{example, facts, hooks, needs, pins, versions};

#[test]
fn gemfile() {
    let facts = facts("Gemfile", example("ruby/Gemfile"));
    assert_eq!(
        needs(&facts),
        [
            "ruby ~> 3.2 [Runtime] 3",
            "rails ~> 7.1.2 [Runtime] 5",
            "pg >= 1.5, < 2 [Runtime] 6",
            "relay-client  [Runtime] 7",
            "lint  [Development] 8",
            "puma 6.4.0 [Runtime] 9",
            "rspec-rails  [Development] 14",
            "listen ~> 3.8 [Development] 16",
            "capybara  [Test] 21",
            "billing  [Runtime] 25",
            "bootsnap = 1.17.0 [Runtime] 28",
        ]
    );
    let source = facts.dependencies[3].source.as_ref().unwrap();
    assert_eq!((source.kind, source.pinned), (SourceKind::Git, true));
    let source = facts.dependencies[9].source.as_ref().unwrap();
    assert_eq!((source.kind, source.url.as_str()), (SourceKind::Path, "engines"));
    assert_eq!(facts.dependencies[0].ecosystem, "generic");
    assert!(facts.dependencies[10].source.is_none());
}

#[test]
fn gemfile_lock() {
    let facts = facts("Gemfile.lock", example("ruby/Gemfile.lock"));
    assert_eq!(facts.manifests[0].kind, PackageOrigin::Lockfile);
    assert_eq!(
        versions(&facts),
        [
            "relay-client 0.4.0 [Lockfile] 6",
            "console 2.1.0 [Manifest] 12",
            "nokogiri 1.15.5 [Lockfile] 18",
            "racc 1.7.3 [Lockfile] 22",
            "rails 7.1.2 [Lockfile] 23",
            "rack 3.0.8 [Lockfile] 24",
        ]
    );
    assert_eq!(
        needs(&facts),
        [
            "console  [Runtime] 31",
            "nokogiri  [Runtime] 32",
            "rails ~> 7.1.2 [Runtime] 33",
            "relay-client  [Runtime] 34"
        ]
    );
    assert!(facts.dependencies[3].source.as_ref().unwrap().pinned);
}

#[test]
fn gemfile_lock_in_conflict() {
    let text = "GEM\n  specs:\n    rack (3.0.8)\n<<<<<<< HEAD\n    rake (13.1.0)\n=======\n";
    let facts = facts("Gemfile.lock", text);
    assert_eq!(versions(&facts)[0], "rack 3.0.8 [Lockfile] 3");
    let ManifestState::Unreadable { line, .. } = facts.manifests[0].state else { panic!() };
    assert_eq!(line, 4);
}

#[test]
fn gemspec() {
    let facts = facts("relay-client.gemspec", example("ruby/relay.gemspec"));
    assert!(facts.manifests[0].describes_package);
    assert_eq!(versions(&facts), ["relay-client 0.4.0 [Manifest] 6"]);
    assert_eq!(
        needs(&facts),
        [
            "ruby >= 2.7.0 [Runtime] 9",
            "rack >= 2, < 4 [Runtime] 11",
            "json ~> 2.6 [Runtime] 12",
            "rspec  [Development] 13"
        ]
    );
    assert_eq!(hooks(&facts), ["gem extension `ext/relay/extconf.rb` 10"]);
}

#[test]
fn an_installed_gem_asks_for_nothing() {
    let facts = facts("usr/lib/ruby/specifications/relay-client-0.4.0.gemspec", example("ruby/relay.gemspec"));
    assert_eq!(versions(&facts), ["relay-client 0.4.0 [Manifest] 6"]);
    assert!(facts.dependencies.is_empty() && facts.install_hooks.is_empty());
    assert!(!facts.manifests[0].describes_package);
}

#[test]
fn gemspec_whose_version_is_elsewhere() {
    let text = "require_relative 'lib/relay/version'\nGem::Specification.new do |s|\n  s.name = 'relay'\n  s.version = Relay::VERSION\nend\n";
    assert_eq!(versions(&facts("relay.gemspec", text)), ["relay  [Manifest] 3"]);
    let ManifestState::Unreadable { line, .. } = facts("relay.gemspec", "s.name = 'relay'").manifests[0].state else {
        panic!()
    };
    assert_eq!(line, 1);
}

#[test]
fn packed_gem() {
    let facts = facts("relay-client-0.4.0.gem!/metadata.gz!/metadata", example("ruby/metadata"));
    assert_eq!(versions(&facts), ["relay-client 0.4.0 [Manifest] 2"]);
    assert_eq!(
        needs(&facts),
        ["rack >= 2, < 4 [Runtime] 8", "rspec >= 0 [Development] 19", "ruby >= 2.7.0 [Runtime] 28"]
    );
    assert_eq!(hooks(&facts), ["gem extension `ext/relay/extconf.rb` 27"]);
}

#[test]
fn composer_json() {
    let facts = facts("composer.json", example("php/composer.json"));
    assert!(facts.manifests[0].describes_package);
    assert_eq!(versions(&facts), ["dten/console 3.1.0 [Manifest] 2"]);
    assert_eq!(
        needs(&facts),
        [
            "php >=8.1 [Runtime] 5",
            "ext-pdo * [Runtime] 6",
            "monolog/monolog ^3.4 [Runtime] 7",
            "phpunit/phpunit ~10.5 [Development] 10"
        ]
    );
    assert_eq!(facts.dependencies[1].ecosystem, "generic");
    assert_eq!(facts.dependencies[2].purl, "pkg:composer/monolog/monolog");
    assert_eq!(
        hooks(&facts),
        [
            "composer post-install-cmd `@php bin/migrate` 13",
            "composer post-install-cmd `bin/warm-up` 13",
            "composer post-autoload-dump `bin/link` 14"
        ]
    );
}

#[test]
fn composer_lock_and_what_is_installed() {
    let lock = facts("composer.lock", example("php/composer.lock"));
    assert_eq!(pins(&lock), ["monolog/monolog 3.5.0 [Runtime] 5", "phpunit/phpunit 10.5.2 [Development] 15"]);
    assert_eq!(needs(&lock), ["php >=8.1 [Runtime] 20"]);
    let installed = facts("app/vendor/composer/installed.json", example("php/installed.json"));
    assert_eq!(versions(&installed), ["monolog/monolog 3.5.0 [Listed] 4"]);
    // Composer 1 wrote the list by itself.
    let old = facts("vendor/composer/installed.json", r#"[{"name": "psr/log", "version": "v1.1.4"}]"#);
    assert_eq!(versions(&old), ["psr/log v1.1.4 [Listed] 1"]);
    assert!(facts("data/installed.json", example("php/installed.json")).packages.is_empty());
}

#[test]
fn pear_registry() {
    let facts = facts("usr/share/php/.registry/memcached.reg", example("php/memcached.reg"));
    assert_eq!(versions(&facts), ["memcached 3.2.0 [Listed] 1"]);
    assert_eq!(facts.manifests[0].state, ManifestState::Read);
    for cut in 2..example("php/memcached.reg").len() {
        let facts = super::kit::facts("x.reg", &example("php/memcached.reg")[..cut]);
        assert_ne!(facts.manifests[0].state, ManifestState::Read, "{cut}");
    }
    let deep = "a:1:{i:0;".repeat(100_000);
    let ManifestState::Unreadable { column, .. } = super::kit::facts("x.reg", deep).manifests[0].state else {
        panic!()
    };
    assert_eq!(column, 128 * 9 + 1);
}
