//! Names of keys for comparing.

/// How well two keys agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyMatch {
    /// The same but for case.
    Same,
    /// The same but for case and what stands between words: probably the same setting.
    Probable,
}

/// A key in lower case, otherwise as it is shown: `Server.Ports[0]` is `server.ports[0]`.
pub fn canonical(key: &str) -> String {
    key.to_lowercase()
}

/// Only the letters and digits of a key, in lower case: environment variables cannot have dots, and Spring, .NET and
/// others take `DTEN_HYBRID_ENABLE` and `Dten__HybridEnable` for `dten.hybrid-enable`.
pub fn relaxed(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two keys as shown name the same setting.
pub fn matching(a: &str, b: &str) -> Option<KeyMatch> {
    if canonical(a) == canonical(b) {
        return Some(KeyMatch::Same);
    }
    let relaxed_key = relaxed(a);
    (!relaxed_key.is_empty() && relaxed_key == relaxed(b)).then_some(KeyMatch::Probable)
}

#[cfg(test)]
mod tests {
    use super::{KeyMatch, matching};

    #[test]
    fn an_environment_variable_probably_means_the_dotted_key() {
        assert_eq!(matching("DTEN_HYBRID_ENABLE", "dten.hybrid.enable"), Some(KeyMatch::Probable));
        assert_eq!(matching("Logging__LogLevel__Default", "Logging.LogLevel.Default"), Some(KeyMatch::Probable));
        assert_eq!(matching("MY_SERVICE_0_OTHER", "my.service[0].other"), Some(KeyMatch::Probable));
        assert_eq!(matching("Server.Port", "server.port"), Some(KeyMatch::Same));
        assert_eq!(matching("server.port", "server.ports"), None);
        assert_eq!(matching("--", "__"), None);
    }
}
