//! What packages of operating systems ask of each other: `name>=1.2`, `name (>= 1.2)`, `name >= 1.2`.

/// Name and requirement of `name>=1.2`.
pub(super) fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find(['<', '>', '=', '~']).unwrap_or(text.len());
    let (name, requirement) = text.split_at_checked(end).unwrap_or((text, ""));
    (name.trim(), requirement.trim())
}

/// Whether a name is that of something in a package rather than of a package: a file, a shared object, a command. No
/// inventory lists these, and the packages that hold them are named elsewhere.
pub(super) fn is_capability(name: &str) -> bool {
    name.starts_with('/') || name.contains(['(', ':']) || name.contains(".so")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_at_the_comparator() {
        assert_eq!(split("python3>=3.11"), ("python3", ">=3.11"));
        assert_eq!(split("busybox=1.36.1-r15"), ("busybox", "=1.36.1-r15"));
        assert_eq!(split("musl"), ("musl", ""));
    }

    #[test]
    fn capabilities_are_no_packages() {
        for name in ["/bin/sh", "libc.so.6()(64bit)", "so:libz.so.1", "config(nginx)", "cmd:bash", "libz.so"] {
            assert!(is_capability(name), "{name}");
        }
        for name in ["glibc", "openssl-libs", "libstdc++", "python3.11"] {
            assert!(!is_capability(name), "{name}");
        }
    }
}
