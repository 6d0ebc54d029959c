//! Package URLs: `pkg:type/namespace/name@version`, percent-encoded as the purl specification says.

/// A package URL. `name` may carry a namespace: `@scope/name`, `group:artifact`, `publisher/name`.
pub fn purl(ecosystem: &str, name: &str, version: &str) -> String {
    let kind = match ecosystem {
        "vsix" => "vscode-extension",
        "web-extension" => "generic",
        other => other,
    };
    let name = match ecosystem {
        "pypi" => pypi_name(name),
        "maven" => name.replacen(':', "/", 1),
        "npm" | "vsix" => name.to_lowercase(),
        _ => name.to_owned(),
    };
    let name: Vec<String> = name.split('/').filter(|part| !part.is_empty()).map(encode).collect();
    let mut out = format!("pkg:{kind}/{}", name.join("/"));
    if !version.is_empty() {
        out.push('@');
        out.push_str(&encode(version));
    }
    out
}

/// A project's name as PyPI compares it: lower case, runs of `-`, `_` and `.` are one hyphen.
fn pypi_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '-' | '_' | '.') {
            if !out.ends_with('-') {
                out.push('-');
            }
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'~' | b':' => out.push(char::from(byte)),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
