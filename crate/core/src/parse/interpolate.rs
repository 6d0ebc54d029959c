//! Properties that a build file uses in its values: `${name}` of Maven, `$(Name)` of MSBuild.

/// Rounds of replacement: real build files nest two or three deep, a cycle never ends.
const MOST_ROUNDS: usize = 8;

/// Longest result, in bytes; properties made of properties grow without bound.
const MOST_BYTES: usize = 1_024;

/// Replaces every property that `lookup` knows. `None` where one stays unknown, refers to itself, or grows too long.
pub(super) fn interpolate<'p>(
    text: &str,
    (open, close): (&str, char),
    lookup: impl Fn(&str) -> Option<&'p str>,
) -> Option<String> {
    let mut value = text.trim().to_owned();
    for _ in 0..MOST_ROUNDS {
        if !value.contains(open) {
            return Some(value);
        }
        value = round(&value, (open, close), &lookup)?;
    }
    None
}

fn round<'p>(text: &str, (open, close): (&str, char), lookup: impl Fn(&str) -> Option<&'p str>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let (name, after) = after.split_once(close)?;
        out.push_str(before);
        out.push_str(lookup(name.trim())?.trim());
        if out.len() > MOST_BYTES {
            return None;
        }
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::interpolate;

    fn resolve(text: &str) -> Option<String> {
        interpolate(text, ("${", '}'), |name| match name {
            "a" => Some("1.${b}"),
            "b" => Some(" 2 "),
            "cycle" => Some("${cycle}"),
            "ping" => Some("${pong}"),
            "pong" => Some("${ping}"),
            "laugh" => Some("${laugh}${laugh}${laugh}${laugh}${laugh}${laugh}${laugh}${laugh}${laugh}${laugh}"),
            _ => None,
        })
    }

    #[test]
    fn properties_nest() {
        assert_eq!(resolve("${a}.${b}-x").unwrap(), "1.2.2-x");
        assert_eq!(resolve("plain").unwrap(), "plain");
    }

    #[test]
    fn cycles_and_growth_end() {
        for text in ["${cycle}", "${ping}", "${laugh}", "${unknown}", "${open"] {
            assert_eq!(resolve(text), None, "{text}");
        }
    }
}
