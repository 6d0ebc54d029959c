//! Patterns with `*`, as packs have them for names of files and for values.

/// Whether a path is called so: the pattern's parts are its last ones. `*` stands for any run of characters but `/`.
pub(super) fn names_file(pattern: &str, path: &str) -> bool {
    let mut parts = path.rsplit(['/', '\\']);
    let mut wanted = pattern.rsplit('/');
    wanted.all(|wanted| parts.next().is_some_and(|part| is_like(wanted, part)))
}

/// Whether a text is like a pattern, in any case. Takes no longer than the product of their lengths.
pub(super) fn is_like(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern, text);
    // Where to go on when the last `*` has to take in one character more.
    let mut again: Option<(&str, &str)> = None;
    loop {
        if let Some(rest) = pattern.strip_prefix('*') {
            again = Some((rest, text));
            pattern = rest;
            continue;
        }
        match (split_first(pattern), split_first(text)) {
            (None, None) => return true,
            (Some((a, after)), Some((b, rest))) if is_same(a, b) => (pattern, text) = (after, rest),
            _ => {
                let Some((rest, taken)) = again else { return false };
                let Some((_, taken)) = split_first(taken) else { return false };
                again = Some((rest, taken));
                (pattern, text) = (rest, taken);
            }
        }
    }
}

fn split_first(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.as_str()))
}

fn is_same(a: char, b: char) -> bool {
    a == b || a.to_lowercase().eq(b.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{is_like, names_file};

    #[test]
    fn the_last_parts_of_a_path_are_meant() {
        for (pattern, path, wanted) in [
            ("sshd_config", "etc/ssh/sshd_config", true),
            ("sshd_config", "etc/ssh/ssh_config", false),
            ("application*.yml", "app.jar!/BOOT-INF/classes/application-prod.yml", true),
            ("application*.yml", "my-application.yml", false),
            (".github/workflows/*.yml", "a/.github/workflows/ci.yml", true),
            (".github/workflows/*.yml", "workflows/ci.yml", false),
            ("conf.d/*.conf", "nginx/conf.d/a/b.conf", false),
            ("Dockerfile", "dockerfile", true),
        ] {
            assert_eq!(names_file(pattern, path), wanted, "{pattern} {path}");
        }
    }

    #[test]
    fn a_star_takes_in_any_run() {
        assert!(is_like("*", ""));
        assert!(is_like("a*b*c", "aXbbYc"));
        assert!(!is_like("a*b*c", "aXbbY"));
        assert!(is_like("ÄB*", "äb"));
    }
}
