//! `/var/lib/dpkg/status`, and `dpkg -s`: paragraphs of fields (Debian policy 5.1).

use super::form::{Form, Named};
use super::listing::{Listing, Row};
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let first = sample.lines.first().filter(|line| line.starts_with("Package: "))?;
    // The index of a repository looks the same but for the status.
    let status = sample.lines.iter().find(|line| line.starts_with("Status: "))?;
    let reason = format!("paragraphs with {} and {}", quoted(first), quoted(status));
    Some(Named::new("dpkg status", reason))
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    let mut paragraph = Paragraph::default();
    for (number, line) in text.lines() {
        if line.is_empty() {
            std::mem::take(&mut paragraph).end(listing);
        } else if let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t'])) {
            paragraph.field(key, value.trim(), number);
        }
    }
    paragraph.end(listing);
}

/// The fields of one package that matter.
#[derive(Default)]
struct Paragraph<'t> {
    name: &'t str,
    version: &'t str,
    is_installed: bool,
    line: u32,
}

impl<'t> Paragraph<'t> {
    fn field(&mut self, key: &str, value: &'t str, line: u32) {
        match key {
            "Package" => (self.name, self.line) = (value, line),
            "Version" => self.version = value,
            // Desired action, error flag, state.
            "Status" => {
                let state = value.rsplit(' ').next().unwrap_or("");
                self.is_installed = matches!(state, "installed" | "triggers-awaited" | "triggers-pending");
            }
            _ => {}
        }
    }

    fn end(self, listing: &mut Listing<'_>) {
        if self.is_installed {
            let Self { name, version, line, .. } = self;
            listing.add(Row { name, version, ecosystem: "deb", line, ..Row::default() });
        }
    }
}
