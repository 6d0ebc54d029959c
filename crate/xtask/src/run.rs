//! Running other programs: one line per step, and an error that says what to do.
use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

pub type Result<T> = std::result::Result<T, Error>;

/// Why a developer command stopped.
#[derive(Debug)]
pub enum Error {
    /// A program ran and said no. `program` and its arguments as they would be typed.
    Failed { command: String, code: Option<i32> },
    /// A program that cannot be provided here; `remedy` is the whole sentence for the developer.
    Missing { program: String, remedy: String },
    /// A file that could not be read or written.
    Io { path: PathBuf, source: io::Error },
    /// The command line of `cargo xtask` itself.
    Usage(String),
    /// A check of ours that found something.
    Check(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { command, code: Some(code) } => write!(f, "`{command}` ended with status {code}"),
            Self::Failed { command, code: None } => write!(f, "`{command}` was ended by a signal"),
            Self::Missing { program, remedy } => write!(f, "{program} is missing: {remedy}"),
            Self::Io { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Usage(text) | Self::Check(text) => f.write_str(text),
        }
    }
}

/// Attaches the path to an I/O error.
pub fn at<T>(path: &Path, result: io::Result<T>) -> Result<T> {
    result.map_err(|source| Error::Io { path: path.to_path_buf(), source })
}

/// The one line that a step prints before it starts.
pub fn step(text: impl fmt::Display) {
    println!("  ==> {text}");
}

/// Runs to the end with our own output.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|source| not_started(command, &source))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Failed { command: typed(command), code: status.code() })
}

/// Standard output of a program that ends well, trimmed.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|source| not_started(command, &source))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    Err(Error::Failed { command: typed(command), code: output.status.code() })
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// The project's folder.
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest)
}

/// Where cargo builds, also where `CARGO_TARGET_DIR` says so.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The project's own tool folder.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// First hit on PATH.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| [folder.join(program), folder.join(format!("{program}.exe")), folder.join(format!("{program}.cmd"))])
        .find(|candidate| candidate.is_file())
}

fn not_started(command: &Command, source: &io::Error) -> Error {
    Error::Missing {
        program: command.get_program().to_string_lossy().into_owned(),
        remedy: format!("it could not be started ({source})"),
    }
}

fn typed(command: &Command) -> String {
    std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
