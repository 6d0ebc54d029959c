//! The story's left-over credentials: values that open nothing anywhere, in the form of real ones.
//!
//! They are put together here from parts, so that this repository's files hold none of them and a secret scanner that
//! reads the repository has nothing to report.

/// Placeholder name (as `@{name}` in the sample's files) and value.
pub fn all() -> Vec<(&'static str, String)> {
    let db_password = ["pairing", "-Fake-", "1984!"].concat();
    vec![
        ("db_url", format!("postgresql://dten:{db_password}@db01.dten.test:5432/dten")),
        ("db_password", db_password),
        ("provision_password", ["Lab", "Fake", "#", "77", "provision"].concat()),
        ("temporary_password", ["Temp", "Fake", "-May", "-4411"].concat()),
        ("flags_token", ["api", "-", "0000fake", "-1111-4222-8333-", "fake4444fake"].concat()),
        ("git_token", ["glp", "at-", "FakeFakeFake", "00000000"].concat()),
        ("cloud_key_id", ["AKI", "A", "FAKEFAKE", "EXAMPLE0"].concat()),
        ("cloud_secret", ["fakeFAKEfake/", "0123456789+", "EXAMPLEKEYEXAMPL"].concat()),
        ("enroll_key", ["ENR-", "FAKE-", "0F1E-2D3C-", "4B5A"].concat()),
        ("agent_key", agent_key()),
    ]
}

/// The form of a private key; the body is the base64 of a sentence that says that it is none.
fn agent_key() -> String {
    let label = ["RSA PRIV", "ATE KEY"].concat();
    let body = [
        "VGhpcyBpcyBub3QgYSBrZXkuIEl0IGlzIHBhcnQgb2YgYSBzYW1wbGUgcGFja2Fn",
        "ZSBhbmQgb3BlbnMgbm90aGluZyBhdCBhbGwsIGFueXdoZXJlLCBldmVyLg==",
    ];
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----", body.join("\n"))
}

/// The text with every placeholder filled in.
pub fn fill(text: &str) -> String {
    let mut text = text.to_owned();
    for (name, value) in all() {
        text = text.replace(&format!("@{{{name}}}"), &value);
    }
    text
}
