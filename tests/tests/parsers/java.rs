//! Maven, Gradle, sbt, Ivy and jars, from `tests/data/manifests/java`.

use dropscope_core::facts::SourceKind;

use super::kit::{broken, example, facts, facts_at_most, identity, needs, purls};

#[test]
fn pom() {
    let facts = facts("dten-core-5.0.1/pom.xml", example("java/pom.xml"));
    assert_eq!(facts.manifests.len(), 1, "it is no vendor's manifest as well");
    assert!(facts.manifests[0].describes_package);
    assert_eq!(identity(&facts), ("dten-core".to_owned(), "5.0.1".to_owned()));
    assert_eq!(purls(&facts), ["pkg:maven/com.example.dten/dten-core@5.0.1 [Manifest] 9"]);
    assert_eq!(
        needs(&facts),
        [
            "com.fasterxml.jackson.core:jackson-databind 2.17.1 [Runtime] 35",
            "com.example.dten:dten-api 5.0.1 [Runtime] 40",
            "org.slf4j:slf4j-api 2.0.13 [Runtime] 42",
            "jakarta.servlet:jakarta.servlet-api [6.0,7.0) [Peer] 49",
            "org.example:from-parent  [Runtime] 55",
            "org.example:looping  [Optional] 60",
            "com.vendor:driver 1.0 [Runtime] 66",
            "org.junit.jupiter:junit-jupiter  [Test] 70",
            "com.oracle.database.jdbc:ojdbc11 23.4.0.24.05 [Optional] 83",
        ]
    );
    let source = facts.dependencies[6].source.as_ref().unwrap();
    assert_eq!((source.kind, source.url.as_str()), (SourceKind::Path, "/opt/vendor/driver.jar"));
    assert_eq!(facts.dependencies[3].range.as_ref().unwrap().dialect, "maven");
    assert!(facts.dependencies[4].range.is_none(), "any version would be too much to say");
}

#[test]
fn pom_inside_a_jar_leaves_its_tests_out() {
    let path = "lib/dten-core.jar!/META-INF/maven/com.example.dten/dten-core/pom.xml";
    let built = facts(path, example("java/pom.xml"));
    assert!(!built.manifests[0].describes_package);
    assert!(!needs(&built).iter().any(|needs| needs.contains("[Test]")));
    assert_eq!(needs(&built).len(), 8);
    assert!(facts("vendor/x/pom.xml", example("java/pom.xml")).dependencies.is_empty());
}

#[test]
fn truncated_pom_keeps_what_stood_before() {
    let pom = String::from_utf8(example("java/pom.xml")).unwrap();
    let end = pom.find("<artifactId>dten-api").unwrap();
    let facts = facts("pom.xml", &pom[..end]);
    assert_eq!(broken(&facts), Some((39, 7, "`<dependency>` is not closed")));
    assert_eq!(identity(&facts).0, "dten-core");
    assert_eq!(needs(&facts), ["com.fasterxml.jackson.core:jackson-databind 2.17.1 [Runtime] 35"]);
}

#[test]
fn pom_in_every_encoding() {
    let pom = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\r\n<project>\r\n<groupId>g</groupId>\r\n\
        <artifactId>a</artifactId>\r\n<version>1</version>\r\n<name>Gr\u{fc}\u{df}e</name>\r\n<dependencies><dependency>\
        <groupId>x</groupId>\r\n<artifactId>y</artifactId>\r\n<version>2</version></dependency></dependencies></project>";
    let latin1: Vec<u8> = pom.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(pom.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = [b"\xEF\xBB\xBF", pom.as_bytes()].concat();
    for bytes in [latin1, utf16, marked] {
        let facts = facts("pom.xml", bytes);
        assert_eq!(purls(&facts), ["pkg:maven/g/a@1 [Manifest] 4"]);
        assert_eq!(needs(&facts), ["x:y 2 [Runtime] 9"]);
    }
}

#[test]
fn hostile_poms_end() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\
        <project><artifactId>&b;&b;&b;</artifactId><version>1</version></project>";
    assert_eq!(identity(&facts("pom.xml", laughs)).0, "&b;&b;&b;", "no entity is replaced");
    let properties: String = (0..100).map(|n| format!("<p{n}>${{p{}}}${{p{}}}</p{n}>", n + 1, n + 1)).collect();
    let growing = format!(
        "<project><artifactId>a</artifactId><version>${{p0}}</version><properties>{properties}</properties></project>"
    );
    assert_eq!(identity(&facts("pom.xml", growing)), ("a".to_owned(), String::new()));
    let deep = format!("<project>{}", "<a>".repeat(100_000));
    assert_eq!(broken(&facts("pom.xml", deep)).unwrap().2, "nested deeper than 128 levels");
    let nul = facts("pom.xml", b"<project>\0<artifactId>a\0b</artifactId></project>");
    assert!(!identity(&nul).0.contains('\0'));
    assert!(facts("pom.xml", "<html><body/></html>").manifests.is_empty());
}

#[test]
fn pom_properties_anywhere() {
    let text = "groupId=com.example\nartifactId=x\nversion=1.0\n";
    let facts = |path: &str, text: &str| super::kit::facts(path, text);
    assert_eq!(purls(&facts("a.jar!/META-INF/x/pom.properties", text)), ["pkg:maven/com.example/x@1.0 [Manifest] 2"]);
    assert!(facts("target/pom.properties", "version=1.0\n").manifests.is_empty(), "it says too little");
}

#[test]
fn jar_manifests() {
    let manifest = |text: &str| facts("lib/commons-io-2.16.1.jar!/META-INF/MANIFEST.MF", text);
    let by_file = manifest("Manifest-Version: 1.0\nCreated-By: 17\n");
    assert_eq!(purls(&by_file), ["pkg:maven/commons-io@2.16.1 [Manifest] 0"]);
    let no_version = manifest("Automatic-Module-Name: org.example.io\n");
    assert_eq!(purls(&no_version), ["pkg:maven/org.example.io@2.16.1 [Manifest] 1"]);
    let placeholders = manifest("Bundle-SymbolicName: ${name}\nBundle-Name: %name\nImplementation-Version: 3.0\n");
    assert_eq!(purls(&placeholders), ["pkg:maven/commons-io@3.0 [Manifest] 0"]);
    let title = "Implementation-Title: Commons IO\nImplementation-Version: 2.16.1\n";
    let titled = manifest(title);
    assert_eq!(identity(&titled).0, "Commons IO");
    assert_eq!(purls(&titled), ["pkg:maven/commons-io@2.16.1 [Manifest] 0"]);
    assert_eq!(purls(&facts("META-INF/MANIFEST.MF", title)), ["pkg:generic/Commons%20IO@2.16.1 [Manifest] 1"]);
    let once = facts("META-INF/MANIFEST.MF", "Require-Bundle: a\nImplementation-Title: %title\n");
    assert_eq!(needs(&once), ["a  [Runtime] 1"]);
    // Old jars describe their one package instead of themselves.
    let old = "Manifest-Version: 1.0\nCreated-By: 1.4.2\n\nName: org/example/axis\nImplementation-Title: Axis\n\
        Implementation-Version: 1.4 1855 April 22 2006\n";
    let old = facts("META-INF/MANIFEST.MF", old);
    assert_eq!(purls(&old), ["pkg:maven/Axis@1.4 [Manifest] 5"]);
    let unpacked = facts("webapps/portal/META-INF/MANIFEST.MF", "Implementation-Title: portal\n");
    assert!(!unpacked.manifests[0].describes_package);
}

#[test]
fn gradle_lockfile() {
    let facts = facts("gradle.lockfile", example("java/gradle.lockfile"));
    assert_eq!(purls(&facts), ["pkg:maven/com.google.guava/guava@33.2.0-jre [Lockfile] 3"]);
    assert_eq!(needs(&facts), ["org.apiguardian:apiguardian-api 1.1.2 [Test] 4"]);
    let odd = super::kit::facts("gradle.lockfile", "a:b:1=x\n<<<<<<< HEAD\nc:d:2=x\n");
    assert_eq!(broken(&odd), Some((2, 1, "no `group:artifact:version`")));
    assert_eq!(odd.packages.len(), 2);
}

#[test]
fn large_lockfile_is_bounded() {
    let line = "org.example.a.rather.long.group:artifact-with-a-name:1.0.0=compileClasspath,runtimeClasspath\n";
    let facts = facts_at_most("gradle.lockfile", line.repeat(110_000).as_bytes(), 20_000);
    assert_eq!((facts.packages.len(), facts.skipped.len()), (20_000, 1));
}

#[test]
fn gradle_verification_metadata() {
    let facts = facts("gradle/verification-metadata.xml", example("java/verification-metadata.xml"));
    assert_eq!(
        purls(&facts),
        ["pkg:maven/com.google.guava/guava@33.2.0-jre [Lockfile] 7", "pkg:maven/org.ow2.asm/asm@9.7 [Lockfile] 12"]
    );
}

#[test]
fn gradle_version_catalog() {
    let facts = facts("gradle/libs.versions.toml", example("java/libs.versions.toml"));
    assert_eq!(facts.manifests.len(), 1);
    assert_eq!(
        needs(&facts),
        [
            "com.google.guava:guava 33.2.0-jre [Runtime] 6",
            "io.ktor:ktor-server-core 2.3.11 [Runtime] 7",
            "ch.qos.logback:logback-classic [1.4, 1.6[ [Runtime] 8",
            "org.springframework:spring-core  [Runtime] 9",
            "com.gradleup.shadow:com.gradleup.shadow.gradle.plugin 8.3.0 [Build] 15",
        ]
    );
}

#[test]
fn gradle_build_script() {
    let facts = facts("build.gradle", example("java/build.gradle"));
    assert_eq!(
        needs(&facts),
        [
            "org.springframework.boot:org.springframework.boot.gradle.plugin 3.3.0 [Build] 3",
            "io.micrometer:micrometer-bom 1.13.0 [Runtime] 13",
            "org.apache.commons:commons-lang3 3.14.0 [Runtime] 14",
            "io.netty:netty-handler  [Runtime] 15",
            "org.postgresql:postgresql 42.7.3 [Runtime] 16",
            "org.projectlombok:lombok 1.18.32 [Peer] 17",
            "org.junit.jupiter:junit-jupiter 5.10.2 [Test] 18",
            "org.projectlombok:lombok 1.18.32 [Build] 19",
            "org.example:typed  [Runtime] 22",
        ]
    );
}

#[test]
fn sbt_lock() {
    let facts = facts("build.sbt.lock", example("java/build.sbt.lock"));
    assert_eq!(purls(&facts), ["pkg:maven/org.typelevel/cats-core_2.13@2.12.0 [Lockfile] 6"]);
    assert_eq!(needs(&facts), ["org.scalatest:scalatest_2.13 3.2.18 [Test] 13"]);
}

#[test]
fn ivy() {
    let facts = facts("ivy.xml", example("java/ivy.xml"));
    assert_eq!(purls(&facts), ["pkg:maven/com.example.dten/dten-ant@5.0.1 [Manifest] 2"]);
    assert_eq!(
        needs(&facts),
        [
            "commons-cli:commons-cli 1.8.0 [Runtime] 4",
            "com.example.dten:dten-api latest.integration [Runtime] 5",
            "junit:junit 4.13.2 [Test] 6",
        ]
    );
}
