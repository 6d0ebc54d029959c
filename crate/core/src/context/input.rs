//! The files that lie beside the package: what each one is, told by its contents.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Context;
use crate::facts::{Role, excerpt};

/// What the user says about a file, where that is other than what its contents say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct InputChoice {
    /// The role to use.
    pub role: Option<Role>,
    /// The host that the list is about, where the list names none.
    pub host: Option<String>,
    /// Which column means what in a table, all of them: a column that is not named here is not used.
    pub columns: Option<Columns>,
}

/// The columns of a table, by their place from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Columns {
    /// The software's name.
    pub name: Option<u32>,
    /// Its version.
    pub version: Option<u32>,
    /// The host.
    pub host: Option<u32>,
}

/// What a file was taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Recognised {
    /// The role in force.
    pub role: Role,
    /// The form by its usual name: `dpkg -l`, `pip freeze`, `CycloneDX 1.5`, `CSV`, `YAML`; `""` for none.
    pub form: String,
    /// What in the file says so, or what was seen and what would be supported.
    pub reason: String,
    /// Hosts that it tells about.
    pub hosts: u32,
    /// Pieces of software that it names, all hosts together; of a configuration the keys that it sets.
    pub components: u32,
    /// What could not be read, with line and column where there are any.
    pub problems: Vec<String>,
    /// The header of a table, so that the user can say which column is what.
    pub header: Vec<String>,
    /// The columns in use.
    pub columns: Columns,
}

/// A file beside the package, as the report names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// File name, without folders.
    pub name: String,
    /// Size in bytes.
    pub size_bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// What it was taken for.
    pub recognised: Recognised,
}

impl Context {
    /// Names a file beside the package that could not be taken in.
    pub fn lose_input(&mut self, name: &str, size_bytes: u64, reason: &str) {
        let recognised = Recognised { reason: excerpt(reason), ..Recognised::default() };
        self.beside.push(Beside { name: excerpt(name), size_bytes, sha256: String::new(), recognised });
    }

    /// Takes in a file that lies beside the package. A file that cannot be read changes nothing but its entry in
    /// [`Context::beside`], which says why.
    pub fn add_input(&mut self, name: &str, bytes: &[u8], choice: &InputChoice) -> Recognised {
        let sha256 = crate::analyze::hex(&Sha256::digest(bytes));
        let recognised = self.take_in(name, bytes, choice);
        self.beside.push(Beside {
            name: excerpt(name),
            size_bytes: bytes.len() as u64,
            sha256,
            recognised: recognised.clone(),
        });
        recognised
    }
}

impl Recognised {
    /// Whether the file could be read as what it is for: an inventory that names software, a pack without a fault,
    /// configuration at least up to where it breaks.
    pub fn is_readable(&self) -> bool {
        match self.role {
            Role::Inventory => self.components > 0,
            Role::Pack => !self.form.is_empty() && self.problems.is_empty(),
            Role::Config => !self.form.is_empty(),
            Role::Package | Role::Baseline | Role::Unknown => false,
        }
    }
}
