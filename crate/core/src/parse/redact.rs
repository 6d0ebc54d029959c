//! Keeps the value of a secret out of every excerpt.

use std::borrow::Cow;

/// What stands for a value that is not shown.
const MASK: &str = "•••";

/// Words that name a secret when a key ends with them.
const SECRET_WORDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "access_key",
    "access-key",
    "accesskey",
    "private_key",
    "private-key",
    "privatekey",
    "credential",
    "credentials",
    "authorization",
];

/// The same line with the user information of URLs and the values of keys that name a secret masked.
///
/// This is a net under every excerpt, not the detection of secrets: it would rather mask too much.
pub(crate) fn redact(line: &str) -> Cow<'_, str> {
    let mut shown = mask_userinfo(line);
    if let Some(masked) = mask_assignments(&shown) {
        shown = Cow::Owned(masked);
    }
    if let Some(masked) = mask_options(&shown) {
        shown = Cow::Owned(masked);
    }
    if let Some(masked) = mask_known_tokens(&shown) {
        shown = Cow::Owned(masked);
    }
    shown
}

/// How tokens begin whose providers mark them, so that they are known without a key beside them.
const TOKEN_BEGINNINGS: &[&str] = &[
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "gldt-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xoxr-",
    "xapp-",
    "AKIA",
    "ASIA",
    "AIza",
    "ya29.",
    "sk_live_",
    "rk_live_",
    "sk-ant-",
    "sk-proj-",
    "npm_",
    "pypi-AgE",
    "dop_v1_",
    "hvs.",
    "SG.",
    "eyJ",
];

/// Characters that follow at least: a package may be called `npm_utils`.
const TOKEN_CHARS: usize = 16;

/// Masks words that begin as the tokens of known providers do; `None` where there is none.
fn mask_known_tokens(line: &str) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    let is_of_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    for word in line.split(|c| !is_of_token(c)).filter(|word| is_known_token(word)) {
        let start = word.as_ptr().addr().saturating_sub(line.as_ptr().addr());
        out.push_str(line.get(done..start)?);
        out.push_str(MASK);
        done = start.saturating_add(word.len());
    }
    if done == 0 {
        return None;
    }
    out.push_str(line.get(done..)?);
    Some(out)
}

fn is_known_token(word: &str) -> bool {
    word.len() > TOKEN_CHARS
        && TOKEN_BEGINNINGS.iter().any(|begin| {
            let rest = word.strip_prefix(begin).unwrap_or("");
            rest.len() >= TOKEN_CHARS && rest.contains(|c: char| c.is_ascii_digit())
        })
}

/// Programs whose `-p` is followed by a password.
const PASSWORD_OPTION: &[&str] = &["mysql", "mysqldump", "mariadb", "sshpass", "plink", "pscp", "sqlcmd"];

/// Masks `-u user:password`, `--password x`, and `-px` and `-p x` of the programs that take a password so.
fn mask_options(line: &str) -> Option<String> {
    if !line.contains(" -") {
        return None;
    }
    let takes_p = line.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| PASSWORD_OPTION.contains(&word));
    let mut out = String::with_capacity(line.len());
    let mut previous = "";
    let mut is_masked = false;
    for piece in line.split_inclusive([' ', '\t']) {
        let word = piece.trim_end();
        let blank = piece.get(word.len()..)?;
        let is_secret = match previous {
            "-u" | "--user" | "--proxy-user" => word.contains(':'),
            "-p" | "-P" | "-pw" => takes_p && !word.starts_with('-'),
            // `--password x`, `--db-password x`, `-Password x`
            option if option.starts_with('-') => names_secret(option) && !word.starts_with('-'),
            _ => false,
        };
        if is_secret && !word.is_empty() {
            out.push_str(MASK);
            is_masked = true;
        } else if takes_p && word.len() > 2 && word.starts_with("-p") && !word.starts_with("--") {
            out.push_str("-p");
            out.push_str(MASK);
            is_masked = true;
        } else {
            out.push_str(word);
        }
        out.push_str(blank);
        if !word.is_empty() {
            previous = word;
        }
    }
    is_masked.then_some(out)
}

/// Whether an option ends with a word that names a secret.
fn names_secret(option: &str) -> bool {
    let option = option.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| option.ends_with(word))
}

/// `scheme://user:password@host` becomes `scheme://•••@host`.
fn mask_userinfo(line: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at.saturating_add(3));
        let authority = after.find(['/', '?', '#', '"', '\'', ' ', '\t', ',', '>', '<']).unwrap_or(after.len());
        out.push_str(before);
        rest = after;
        if let Some(userinfo) = after.get(..authority).and_then(|text| text.rfind('@')) {
            out.push_str(MASK);
            rest = after.get(userinfo..).unwrap_or("");
        }
    }
    if out.is_empty() {
        return Cow::Borrowed(line);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Masks what follows `password=`, `"token": "…"` and the like; `None` where nothing does.
fn mask_assignments(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in lower.match_indices(['=', ':']) {
        if at < done {
            continue;
        }
        let key = lower.get(..at)?.trim_end_matches([' ', '\t', '"', '\'']);
        if !SECRET_WORDS.iter().any(|word| key.ends_with(word)) {
            continue;
        }
        let value = line.get(at.saturating_add(1)..)?;
        let blank = value.len().saturating_sub(value.trim_start_matches([' ', '\t', '"', '\'', '=', '>']).len());
        let start = at.saturating_add(1).saturating_add(blank);
        let quote = line.get(..start)?.chars().next_back().filter(|c| matches!(c, '"' | '\''));
        let value = line.get(start..)?;
        // `Authorization: Bearer …`: the scheme is no secret, what follows is.
        let scheme = value
            .split_inclusive(' ')
            .next()
            .filter(|word| matches!(word.to_ascii_lowercase().as_str(), "bearer " | "basic " | "token "));
        let skipped = scheme.map_or(0, str::len);
        let length = match quote {
            Some(quote) => value.find(quote),
            None => value
                .get(skipped..)?
                .find([' ', '\t', ',', ';', '&', '"', '\'', '\r', '\n'])
                .map(|end| end.saturating_add(skipped)),
        }
        .unwrap_or(value.len());
        if length == 0 {
            continue;
        }
        out.push_str(line.get(done..start)?);
        out.push_str(MASK);
        done = start.saturating_add(length);
    }
    if done == 0 {
        return None;
    }
    out.push_str(line.get(done..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_that_names_a_secret_hides_what_follows() {
        assert_eq!(redact("run --db-password geheim7b --x y"), "run --db-password ••• --x y");
        assert_eq!(redact("x -Password geheim7b"), "x -Password •••");
        assert_eq!(redact("x --password --verbose"), "x --password --verbose");
    }

    #[test]
    fn tokens_that_their_provider_marks_need_no_key_beside_them() {
        let token = format!("ghp_{}", "a1B2".repeat(9));
        assert_eq!(redact(&format!("web01,agent,{token};glpat-{}", "x9".repeat(10))), "web01,agent,•••;•••");
        assert_eq!(redact(&token), MASK);
        for plain in ["npm_utils 1.2.3", "ghp_short", "sha512-AKIAb==", "SG.Collections.Generic.Extensions"] {
            assert_eq!(redact(plain), plain);
        }
    }
}
