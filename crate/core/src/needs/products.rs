//! Products that many know under many names: what a vendor's "postgresql" is called in Debian, in Red Hat's packages and
//! on Windows. Data, in this one place.

use super::names::Stem;

/// A product and the stems of its names, see [`Stem`]. A package stands here only where its version is the product's own: no
/// client libraries, no add-ons.
pub(super) struct Product {
    pub(super) name: &'static str,
    stems: &'static [&'static str],
}

macro_rules! products {
    ($($name:literal: $($stem:literal)+;)*) => {
        const PRODUCTS: &[Product] = &[$(Product { name: $name, stems: &[$($stem),+] }),*];
    };
}

products! {
    "apache-httpd": "apache" "httpd" "apache-httpd" "apache-http-server" "apache#-bin";
    "aspnetcore-runtime": "aspnetcore-runtime" "aspnetcore" "asp-net-core" "asp-net-core-runtime"
        "microsoft-aspnetcore-app" "microsoft-asp-net-core-#-shared-framework";
    "consul": "consul";
    "containerd": "containerd" "containerd-io";
    "curl": "curl";
    "docker": "docker" "docker-ce" "docker-io" "docker-ee" "docker-engine" "docker-desktop" "moby-engine";
    "dotnet-framework": "dotnet-framework" "net-framework" "microsoft-net-framework";
    "dotnet-runtime": "dotnet-runtime" "dotnet" "net" "net-runtime" "net-core" "net-core-runtime" "dotnet-core"
        "microsoft-net-runtime" "microsoft-net-core-runtime" "microsoft-netcore-app";
    "elasticsearch": "elasticsearch";
    "etcd": "etcd" "etcd-server";
    "git": "git" "git-core";
    "glibc": "glibc" "libc";
    "go": "go" "golang" "golang-go" "golang-#-go" "go-programming-language";
    "haproxy": "haproxy";
    "helm": "helm";
    // A JDK holds the JRE.
    "java": "java" "jre" "jdk" "openjdk" "openjdk-jre" "openjdk-jdk" "java-jre" "java-jdk" "java-runtime" "java-se"
        "default-jre" "default-jre-headless" "default-jdk" "default-jdk-headless"
        "openjdk-#-jre" "openjdk-#-jre-headless" "openjdk-#-jdk" "openjdk-#-jdk-headless"
        "java-#-openjdk" "java-#-openjdk-headless" "java-#-openjdk-devel" "java-#-amazon-corretto" "java-#-update"
        "openjdk#-jre" "openjdk#-jdk" "openjdk#-jre-headless" "temurin-#-jre" "temurin-#-jdk" "zulu-#-jre"
        "eclipse-temurin-jre-with-hotspot" "eclipse-temurin-jdk-with-hotspot" "java-se-development-kit" "amazon-corretto";
    "kafka": "kafka" "apache-kafka";
    "kubernetes": "kubernetes" "kubelet";
    "mariadb": "mariadb" "mariadb-server" "mariadb-server-core" "mariadb-server-#-core";
    "memcached": "memcached";
    "mongodb": "mongodb" "mongod" "mongodb-server" "mongodb-org" "mongodb-org-server";
    "mysql": "mysql" "mysql-server" "mysql-community-server" "mysql-server-core" "mysql-server-#-core";
    "nginx": "nginx" "nginx-core" "nginx-full" "nginx-light" "nginx-extras";
    "nodejs": "nodejs" "node" "node-js";
    "opensearch": "opensearch";
    "openssh": "openssh" "openssh-server" "openssh-client";
    "openssl": "openssl" "openssl-libs" "openssl-light" "libssl" "libssl#t" "libopenssl";
    "perl": "perl" "perl-base" "strawberry-perl";
    "php": "php" "php-cli" "php#-cli" "php-fpm" "php#-fpm" "php-common" "php#-common";
    "podman": "podman";
    "postgresql": "postgresql" "postgres" "pgsql" "postgresql-server" "postgresql#-server" "postgresql-server-#-core";
    "powershell": "powershell" "pwsh";
    "python": "python" "python#-minimal" "platform-python" "python-#-core-interpreter" "python-core-interpreter";
    "rabbitmq": "rabbitmq" "rabbitmq-server";
    "redis": "redis" "redis-server";
    "ruby": "ruby" "ruby-interpreter";
    "systemd": "systemd";
    "tomcat": "tomcat" "apache-tomcat";
    "vault": "vault";
    "visual-c++-redistributable": "microsoft-visual-c++-#-redistributable" "microsoft-visual-c++-redistributable"
        "visual-c++-redistributable" "visual-c++-#-redistributable" "vc++-redistributable" "vc-redist" "vcredist"
        "vc-redistributable" "microsoft-visual-c++-#-x#-minimum-runtime" "msvc-redistributable";
    "windowsdesktop-runtime": "windowsdesktop-runtime" "microsoft-windows-desktop-runtime" "windows-desktop-runtime";
    "zookeeper": "zookeeper" "apache-zookeeper";
}

/// What manifests list among their needs and no inventory lists as software: systems, processors, resources.
const PLATFORMS: &[&str] = &[
    "aarch",
    "almalinux",
    "alpine",
    "amazon-linux",
    "amd",
    "android",
    "arch",
    "architecture",
    "arm",
    "arm#hf",
    "armhf",
    "centos",
    "cpu",
    "darwin",
    "debian",
    "disk",
    "el",
    "fedora",
    "freebsd",
    "i",
    "ios",
    "kernel",
    "linux",
    "mac-os",
    "mac-os-x",
    "macos",
    "memory",
    "oracle-linux",
    "os",
    "os-x",
    "osx",
    "ram",
    "red-hat-enterprise-linux",
    "rhel",
    "rocky",
    "rocky-linux",
    "sles",
    "suse",
    "ubuntu",
    "unix",
    "win",
    "windows",
    "windows-server",
    "x",
];

/// The product that is called so.
pub(super) fn product(stem: &Stem) -> Option<&'static Product> {
    // Under a microsecond; names that come often are looked up once by the caller.
    PRODUCTS.iter().find(|product| product.stems.contains(&stem.text.as_str()))
}

/// Whether the name is one of a platform.
pub(super) fn is_platform(stem: &Stem) -> bool {
    PLATFORMS.binary_search(&stem.text.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn found(name: &str) -> Option<&'static str> {
        product(&Stem::of(name)).map(|product| product.name)
    }

    #[test]
    fn a_product_is_known_by_the_names_of_distributions_and_of_windows() {
        for (name, wanted) in [
            ("postgresql-15", "postgresql"),
            ("postgresql15-server", "postgresql"),
            ("PostgreSQL 15.4", "postgresql"),
            ("libssl3", "openssl"),
            ("libssl3t64", "openssl"),
            ("python3.11", "python"),
            ("Python 3.11.4 (64-bit)", "python"),
            ("openjdk-17-jre", "java"),
            ("java-1.8.0-openjdk-headless", "java"),
            ("Java 8 Update 391 (64-bit)", "java"),
            ("nodejs", "nodejs"),
            ("docker-ce", "docker"),
            ("docker.io", "docker"),
            ("mysql-server-8.0", "mysql"),
            ("dotnet-runtime-8.0", "dotnet-runtime"),
            ("Microsoft .NET Runtime - 8.0.8 (x64)", "dotnet-runtime"),
            ("Microsoft Visual C++ 2015-2022 Redistributable (x64) - 14.36.32532", "visual-c++-redistributable"),
            ("apache2", "apache-httpd"),
            ("libc6", "glibc"),
        ] {
            assert_eq!(found(name), Some(wanted), "{name}");
        }
    }

    #[test]
    fn what_only_belongs_to_a_product_is_not_the_product() {
        for name in ["postgresql-client-15", "libpq5", "python3-requests", "node-glob", "nginx-common", "docker-ce-cli"]
        {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn a_stem_belongs_to_one_product_and_platforms_are_in_order() {
        let stems: Vec<&str> = PRODUCTS.iter().flat_map(|product| product.stems).copied().collect();
        assert_eq!(stems.iter().collect::<BTreeSet<_>>().len(), stems.len());
        assert!(PLATFORMS.is_sorted());
        for name in ["linux", "el8", "win10", "x86_64", "Debian 12", "Windows Server 2019"] {
            assert!(is_platform(&Stem::of(name)), "{name}");
        }
    }
}
