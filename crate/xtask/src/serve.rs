//! `cargo xtask serve`: the built file over HTTP on this computer, for as long as it runs.
use crate::page;
use crate::run::{Error, Result, at};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

const DEFAULT_PORT: u16 = 8017;
/// No request that a browser makes for a static file is longer.
const REQUEST_LIMIT_BYTES: u64 = 16 * 1024;

pub fn serve(words: &[&str]) -> Result<()> {
    let port = match words {
        [] => DEFAULT_PORT,
        ["--port", number] => number.parse().map_err(|_| Error::Usage(format!("`{number}` is not a port")))?,
        _ => return Err(Error::Usage("usage: cargo xtask serve [--port N]".into())),
    };
    page::build()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        Error::Usage(format!(
            "port {port} cannot be opened ({error}): choose another with `cargo xtask serve --port N`"
        ))
    })?;
    let port = listener.local_addr().map_or(port, |address| address.port());
    let dist = page::dist_file();
    println!(
        "\n  http://127.0.0.1:{port}/\n  or open the same file without a server: {}\n  Ctrl-C ends it.",
        dist.display()
    );
    let folder = dist.parent().map(Path::to_path_buf).unwrap_or_default();
    for stream in listener.incoming().flatten() {
        let folder = folder.clone();
        // A connection that breaks is the browser's business.
        std::thread::spawn(move || drop(answer(&stream, &folder)));
    }
    Ok(())
}

fn answer(stream: &TcpStream, folder: &Path) -> Result<()> {
    let here = Path::new("connection");
    at(here, stream.set_read_timeout(Some(Duration::from_secs(10))))?;
    let mut lines = BufReader::new(stream.take(REQUEST_LIMIT_BYTES)).lines();
    let request = at(here, lines.next().unwrap_or_else(|| Ok(String::new())))?;
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let mut words = request.split(' ');
    let (method, address) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (status, kind, body) = match (method, file_for(address, folder)) {
        ("GET" | "HEAD", Some(file)) => match fs::read(&file) {
            Ok(body) => ("200 OK", content_type(&file), body),
            Err(_) => ("404 Not Found", "text/plain", b"not found\n".to_vec()),
        },
        ("GET" | "HEAD", None) => ("404 Not Found", "text/plain", b"not found\n".to_vec()),
        _ => ("405 Method Not Allowed", "text/plain", b"only GET\n".to_vec()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut out = stream;
    at(here, out.write_all(head.as_bytes()))?;
    if method == "GET" {
        at(here, out.write_all(&body))?;
    }
    Ok(())
}

/// A file directly in `folder` or its `sample` folder; never one above.
fn file_for(address: &str, folder: &Path) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?.strip_prefix('/')?;
    let name = if path.is_empty() { "dropscope.html" } else { path };
    let harmless = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '%']);
    name.split('/').all(harmless).then(|| folder.join(name))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        Some("zip") => "application/zip",
        Some("sha256" | "toml" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serves_only_what_lies_in_its_folder() {
        let folder = Path::new("/dist");
        assert_eq!(file_for("/", folder), Some(folder.join("dropscope.html")));
        assert_eq!(file_for("/sample/a.zip?x", folder), Some(folder.join("sample/a.zip")));
        for outside in
            ["/../Cargo.toml", "/sample/../../x", "//etc/passwd", "/.git/config", "/%2e%2e/x", "/a\\..\\b", ""]
        {
            assert_eq!(file_for(outside, folder), None, "{outside}");
        }
    }
}
