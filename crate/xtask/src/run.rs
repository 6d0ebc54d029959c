//! Running other programs: one line per step, and an error that says what to do.
use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

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

/// Runs a test program with our own output and prints the sum of its `test result:` lines.
pub fn report_passed(command: &mut Command) -> Result<()> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|source| not_started(command, &source))?;
    let (mut passed, mut ignored) = (0, 0);
    for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()).map_while(io::Result::ok) {
        println!("{line}");
        if let Some(counts) = line.strip_prefix("test result: ") {
            passed += count_of(counts, "passed");
            ignored += count_of(counts, "ignored");
        }
    }
    let status = child.wait().map_err(|source| not_started(command, &source))?;
    if !status.success() {
        return Err(Error::Failed { command: typed(command), code: status.code() });
    }
    println!("      {passed} tests passed, {ignored} ignored");
    Ok(())
}

/// The number before `word` in "ok. 3 passed; 0 failed; 1 ignored".
fn count_of(counts: &str, word: &str) -> u32 {
    let words: Vec<&str> = counts.split([' ', ';']).filter(|part| !part.is_empty()).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// The project's folder. `XTASK_ROOT` names another for the second build of the reproducibility check.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        env::var_os("XTASK_ROOT")
            .map_or_else(|| manifest.ancestors().nth(2).unwrap_or(manifest).to_path_buf(), PathBuf::from)
    });
    &ROOT
}

/// Where cargo builds, also where `CARGO_TARGET_DIR` says so.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The project's own tool folder.
pub fn tools() -> PathBuf {
    env::var_os("XTASK_TOOLS").map_or_else(|| root().join(".tools"), PathBuf::from)
}

/// First hit on PATH.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| {
            [folder.join(program), folder.join(format!("{program}.exe")), folder.join(format!("{program}.cmd"))]
        })
        .find(|candidate| candidate.is_file())
}

fn not_started(command: &Command, source: &io::Error) -> Error {
    Error::Missing {
        program: command.get_program().to_string_lossy().into_owned(),
        remedy: format!("it could not be started ({source})"),
    }
}

fn typed(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
