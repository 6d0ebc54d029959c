//! Writes the sample's files: `cargo run -p dropscope-tests --bin make-sample -- DIR`.

use std::process::ExitCode;
use std::{env, fs, io, path::Path};

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        complain("usage: make-sample DIR");
        return ExitCode::from(2);
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("make-sample: {}: {error}", Path::new(&folder).display()));
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    dropscope_tests::sample::files().iter().try_for_each(|file| fs::write(folder.join(file.name), &file.bytes))
}

#[expect(clippy::print_stderr, reason = "a command line tool")]
fn complain(text: &str) {
    eprintln!("{text}");
}
