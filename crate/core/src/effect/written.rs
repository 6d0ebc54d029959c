//! Files of the system that mean more than their contents, when a script writes them.

use crate::facts::EffectKind as Kind;

use super::Doing;
use super::found::{Found, plain};

pub(super) fn found(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let copied = match call.program.as_str() {
        "cp" | "mv" | "install" | "ln" => plain(call, &["-m", "-o", "-g", "-t"]).last().copied(),
        "tee" => plain(call, &[]).first().copied(),
        "sed" if call.words().any(|word| word.starts_with("-i") || word == "--in-place") => {
            plain(call, &["-e"]).last().copied()
        }
        _ => None,
    };
    let text = || call.words().chain(call.input().map(|word| word.text.as_str())).collect::<Vec<_>>().join(" ");
    call.written().map(|word| word.text.as_str()).chain(copied).find_map(|path| of_path(path, &text))
}

fn of_path(path: &str, text: &dyn Fn() -> String) -> Option<Found> {
    let is_in = |folder: &str| path.starts_with(folder);
    if path.ends_with("authorized_keys") || is_in("/etc/sudoers") {
        let weak = text().contains("NOPASSWD");
        let kind = if weak { Kind::SecurityWeakening } else { Kind::LocalAccount };
        return Some(
            Found::local(kind, path).inverse(format!("remove the line from {path}")).capture(format!("cat {path}")),
        );
    }
    if path.ends_with("sshd_config")
        && ["PermitRootLogin yes", "PasswordAuthentication yes", "PermitEmptyPasswords yes"]
            .iter()
            .any(|weak| text().contains(weak))
    {
        return Some(Found::local(Kind::SecurityWeakening, path).capture(format!("cat {path}")));
    }
    if is_in("/etc/sysctl.d") || path == "/etc/sysctl.conf" || is_in("/proc/sys/") || is_in("/etc/modprobe.d") {
        return Some(Found::local(Kind::KernelSetting, path));
    }
    if is_in("/usr/local/share/ca-certificates") || is_in("/etc/pki/ca-trust") {
        return Some(Found::local(Kind::TrustStore, path));
    }
    None
}
