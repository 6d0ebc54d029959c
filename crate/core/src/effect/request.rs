//! A request over HTTP, whichever program sends it.

use crate::script::{Call, RedirectKind};

use super::Doing;
use super::found::{Found, parameter};

/// What is sent where.
pub(super) struct Request<'c> {
    pub(super) method: String,
    pub(super) url: &'c str,
    /// What is sent with it, all of it in a row.
    pub(super) body: String,
}

/// A request that writes is for [`super::http`]; one that gets a script and runs it is told here.
pub(super) fn found(doing: &Doing<'_>) -> Option<Found> {
    use crate::facts::{EffectKind::DownloadAndRun, UndoClass};
    let runs = matches!(
        doing.call.program.as_str(),
        "sh" | "bash" | "dash" | "zsh" | "python" | "python3" | "perl" | "node" | "iex" | "invoke-expression"
    );
    let source = doing.piped_from.filter(|_| runs)?;
    let url = request(source)?.url.to_owned();
    // What it does is for that server to say, so that no snapshot is sure to undo it.
    Some(Found::local(DownloadAndRun, url).class(UndoClass::R2))
}

/// The request that a call sends.
pub(super) fn request(call: &Call) -> Option<Request<'_>> {
    match call.program.as_str() {
        "curl" | "wget" | "http" | "https" | "xh" => Some(command(call)?),
        "invoke-restmethod" | "invoke-webrequest" | "irm" | "iwr" => {
            let url = parameter(call, "-uri").or_else(|| call.words().find(|word| is_url(word)))?;
            let method = parameter(call, "-method").unwrap_or("GET").to_ascii_uppercase();
            Some(Request { method, url, body: parameter(call, "-body").unwrap_or("").to_owned() })
        }
        // `requests.post`, `axios.delete`, `http.Post`
        name => {
            let (_, verb) = name.rsplit_once('.')?;
            let method = verb.to_ascii_uppercase();
            let is_method = matches!(method.as_str(), "GET" | "POST" | "PUT" | "PATCH" | "DELETE");
            let url = call.words().next().filter(|word| is_method && is_url(word))?;
            Some(Request { method, url, body: call.words().skip(1).collect::<Vec<_>>().join(" ") })
        }
    }
}

fn is_url(word: &str) -> bool {
    word.contains("://") || word.starts_with('$')
}

/// curl, wget and httpie.
fn command(call: &Call) -> Option<Request<'_>> {
    let mut method = None;
    let mut url = None;
    let mut body = Vec::new();
    let mut words = call.words();
    while let Some(word) = words.next() {
        match word {
            "-X" | "--request" | "--method" => method = words.next(),
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-urlencode" | "--json" | "-F" | "--form"
            | "--post-data" | "--body-data" => body.extend(words.next()),
            "-T" | "--upload-file" => {
                method = method.or(Some("PUT"));
                body.extend(words.next());
            }
            "--url" => url = words.next(),
            "-H" | "--header" | "-u" | "--user" | "-o" | "--output" | "-O" | "-A" | "--cacert" | "--cert" | "--key"
            | "-m" | "--max-time" | "--retry" | "-b" | "-c" | "-w" | "-e" | "--connect-timeout" | "-x" | "--proxy"
            | "-P"
                // wget's `-O -` and `-O file` take a value, curl's `-O` does not.
                if word != "-O" || call.program != "curl" =>
            {
                words.next();
            }
            _ if word.starts_with("-X") && word.len() > 2 => method = word.get(2..),
            _ if word.starts_with("--request=") || word.starts_with("--method=") => {
                method = word.split_once('=').map(|(_, m)| m)
            }
            _ if word.starts_with("--post-data=") || word.starts_with("--data=") => {
                body.extend(word.split_once('=').map(|(_, b)| b))
            }
            "POST" | "PUT" | "PATCH" | "DELETE" | "GET" if url.is_none() && call.program != "curl" => {
                method = Some(word)
            }
            _ if !word.starts_with('-') && url.is_none() => url = Some(word),
            _ => {}
        }
    }
    body.extend(call.redirects.iter().filter(|r| r.kind == RedirectKind::Text).map(|r| r.word.text.as_str()));
    let default = if body.is_empty() { "GET" } else { "POST" };
    let url = url.filter(|url| is_url(url) || url.contains('.'))?;
    Some(Request { method: method.unwrap_or(default).to_ascii_uppercase(), url, body: body.join(" ") })
}

/// Scheme, host and path of a URL; the host without user and port.
pub(super) fn parts(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host =
        host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(h, _)| h);
    (host, path)
}
