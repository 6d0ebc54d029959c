//! Where results and complaints go.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

/// Writes a result to a file, or to standard output.
pub fn write(mut bytes: Vec<u8>, to: Option<&Path>) -> io::Result<()> {
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    match to {
        Some(path) => std::fs::write(path, bytes),
        None => match io::stdout().lock().write_all(&bytes) {
            // `| head` closed the pipe: the reader has what it wanted.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        },
    }
}

/// Whether a text on standard output may have colours.
pub fn has_colours() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Says something beside the result.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr().lock(), "dropscope: {message}");
}
