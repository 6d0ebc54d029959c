//! The files beside the package: inventories, packs, configuration, and whatever else the user gives.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use dropscope_core::context::{Context, InputChoice, Role};
use dropscope_core::limits::INPUT_BYTES;

use crate::args::Check;
use crate::exit::Stop;

/// Takes every file beside the package into the context, in the order of the options.
///
/// # Errors
/// Where a file cannot be read, or not as what the option says it is.
pub fn take(check: &Check, context: &mut Context) -> Result<(), Stop> {
    let given: [(&str, &[PathBuf], Option<Role>); 4] = [
        ("--inventory", &check.inventories, Some(Role::Inventory)),
        ("--pack", &check.packs, Some(Role::Pack)),
        ("--config", &check.configs, Some(Role::Config)),
        ("--beside", &check.beside, None),
    ];
    for (option, paths, role) in given {
        for path in paths {
            let wrong = |why: &str| Stop::usage(format!("{option} {}: {why}", path.display()));
            let bytes = read(path).map_err(|error| wrong(&format!("cannot be read: {error}")))?;
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let recognised = context.add_input(&name, &bytes, &InputChoice { role, ..InputChoice::default() });
            if role.is_some() && !recognised.is_readable() {
                return Err(wrong(&recognised.problems.join("\n  ")));
            }
        }
    }
    Ok(())
}

/// A whole file; a pipe (`<(dpkg -l)`) is one as well.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(INPUT_BYTES.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > INPUT_BYTES {
        return Err(io::Error::other(format!("it has more than {INPUT_BYTES} bytes")));
    }
    Ok(bytes)
}
