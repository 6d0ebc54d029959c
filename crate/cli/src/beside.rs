//! The files beside the package: inventories, packs, configuration, the package before it, and whatever else the user
//! gives.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use dropscope_core::context::{Context, InputChoice, Role};
use dropscope_core::limits::INPUT_BYTES;

use crate::args::Beside;
use crate::exit::Stop;
use crate::package::{Package, Reading};

/// Takes every file beside the package into the context, in the order of the options; last, for it takes longest, the
/// package before it.
///
/// # Errors
/// Where a file cannot be read, or not as what the option says it is.
pub fn take(beside: &Beside, reading: &Reading<'_>, context: &mut Context) -> Result<(), Stop> {
    let given: [(&str, &[PathBuf], Option<Role>); 4] = [
        ("--inventory", &beside.inventories, Some(Role::Inventory)),
        ("--pack", &beside.packs, Some(Role::Pack)),
        ("--config", &beside.configs, Some(Role::Config)),
        ("--beside", &beside.others, None),
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
    if let Some(path) = &beside.baseline {
        let Package { name, sha256, session, reducer, .. } = reading.read(path, "the baseline")?;
        context.baseline = Some(reducer.baseline(&session, &name, sha256));
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
