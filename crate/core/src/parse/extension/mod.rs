//! Extensions of editors, browsers and servers.

mod atlassian;
mod jenkins;
mod vscode_list;
mod vsix;
mod web_extension;
mod wordpress;

use super::Format;

pub(super) const FORMATS: &[Format] =
    &[vsix::FORMAT, vscode_list::FORMAT, web_extension::FORMAT, wordpress::FORMAT, jenkins::FORMAT, atlassian::FORMAT];
