//! `ENV` of a Dockerfile, with the defaults of `ARG`.

use super::env;
use super::keys::Keys;

/// Adds the variables.
pub(super) fn read(keys: &mut Keys<'_>) {
    let mut lines = keys.text().lines_at();
    while let Some((start, raw)) = lines.next() {
        let at = start.saturating_add(raw.len().saturating_sub(raw.trim_start().len()));
        let mut logical = raw.trim().to_owned();
        while logical.ends_with('\\') {
            logical.pop();
            let Some((_, next)) = lines.next() else { break };
            // A comment between the lines of one instruction is left out of it.
            if next.trim_start().starts_with('#') {
                logical.push('\\');
            } else {
                logical.push_str(next.trim());
            }
            logical.truncate(logical.trim_end().len());
        }
        let Some((instruction, rest)) = logical.split_once(char::is_whitespace) else { continue };
        let is_env = instruction.eq_ignore_ascii_case("ENV");
        if !is_env && !instruction.eq_ignore_ascii_case("ARG") {
            continue;
        }
        match rest.trim().split_once(char::is_whitespace) {
            // The old form, `ENV NAME a value`.
            Some((name, value)) if is_env && !name.contains('=') => keys.set(name, value.trim(), at),
            _ => env::words(rest, |name, value| keys.set(name, value, at)),
        }
    }
}
