//! Services, packages, restarts, the clock, the kernel: what an upgrade does to its own machine.

use crate::facts::EffectKind as Kind;

use super::Doing;
use super::found::{Found, parameter, plain, value};

pub(super) fn found(doing: &Doing<'_>) -> Option<Found> {
    services(doing).or_else(|| packages(doing)).or_else(|| system(doing))
}

fn services(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(call, &["-M", "-H", "-t", "--type", "-p", "--property"]);
    let change = |unit: &str, inverse: String| {
        let state = format!("systemctl is-enabled {unit}; systemctl is-active {unit}");
        Some(Found::local(Kind::ServiceChange, unit).inverse(inverse).capture(state))
    };
    let start = |unit: &str| Some(Found::local(Kind::ServiceStart, unit));
    match call.program.as_str() {
        "systemctl" | "deb-systemd-invoke" | "deb-systemd-helper" => {
            let units = words.get(1..).unwrap_or_default().join(" ");
            match words.first().copied()? {
                "reboot" | "kexec" | "soft-reboot" => Some(Found::local(Kind::Reboot, "this machine")),
                "enable" | "unmask" => change(&units, format!("systemctl disable {units}")),
                "disable" => change(&units, format!("systemctl enable {units}")),
                "mask" => change(&units, format!("systemctl unmask {units}")),
                "stop" => change(&units, format!("systemctl start {units}")),
                "start" | "restart" | "reload" | "try-restart" | "reload-or-restart" => start(&units),
                _ => None,
            }
        }
        "service" | "rc-service" | "invoke-rc.d" => match words.get(1).copied()? {
            "stop" => change(words.first()?, format!("service {} start", words.first()?)),
            _ => start(words.first()?),
        },
        "chkconfig" | "rc-update" | "update-rc.d" => Some(Found::local(Kind::ServiceStart, *words.first()?)),
        "sc" => match words.first().copied()? {
            "create" => change(words.get(1)?, format!("sc delete {}", words.get(1)?)),
            "delete" | "config" | "stop" => change(words.get(1)?, String::new()),
            _ => None,
        },
        "net" if words.first() == Some(&"stop") => change(words.get(1)?, format!("net start {}", words.get(1)?)),
        "new-service" | "set-service" | "remove-service" | "stop-service" => {
            let name = parameter(call, "-name").or(words.first().copied())?;
            change(name, format!("Set-Service -Name {name} -StartupType <as before>"))
        }
        "launchctl" => matches!(words.first().copied()?, "load" | "bootstrap" | "unload" | "bootout" | "disable")
            .then(|| Found::local(Kind::ServiceChange, words.last().copied().unwrap_or(""))),
        _ => None,
    }
}

fn packages(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(call, &["-o", "-t", "--target-release", "-c"]);
    let verb = words.first().copied().unwrap_or("");
    let installs = match call.program.as_str() {
        "apt" | "apt-get" | "aptitude" | "yum" | "dnf" | "microdnf" | "zypper" | "apk" | "brew" | "choco"
        | "winget" | "snap" | "flatpak" | "pacman" => {
            matches!(
                verb,
                "install"
                    | "upgrade"
                    | "full-upgrade"
                    | "dist-upgrade"
                    | "update"
                    | "remove"
                    | "purge"
                    | "add"
                    | "del"
                    | "reinstall"
                    | "downgrade"
                    | "localinstall"
                    | "autoremove"
            ) && !(verb == "update" && matches!(call.program.as_str(), "apt" | "apt-get" | "aptitude" | "apk" | "brew"))
        }
        "rpm" => call.words().any(|word| {
            word.starts_with('-')
                && !word.starts_with("--")
                && word.contains(['U', 'i', 'e', 'F'])
                && !word.contains('q')
        }),
        "dpkg" => call
            .words()
            .any(|word| matches!(word, "-i" | "--install" | "-r" | "--remove" | "-P" | "--purge" | "--unpack")),
        "pip" | "pip3" | "npm" | "gem" | "cargo" => matches!(verb, "install" | "uninstall" | "i"),
        "msiexec" => {
            call.words().any(|word| matches!(word.to_ascii_lowercase().as_str(), "/i" | "/x" | "/p" | "/update"))
        }
        "install-package"
        | "install-module"
        | "add-windowsfeature"
        | "install-windowsfeature"
        | "enable-windowsoptionalfeature" => true,
        _ => false,
    };
    let named = words.get(usize::from(words.len() > 1)..).unwrap_or_default().join(" ");
    installs.then(|| Found::local(Kind::PackageInstall, named))
}

fn system(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(call, &[]);
    let first = words.first().copied().unwrap_or("");
    let lower = |wanted: &str| call.words().any(|word| word.eq_ignore_ascii_case(wanted));
    match call.program.as_str() {
        "reboot" | "restart-computer" if !call.has("--help") => Some(Found::local(Kind::Reboot, "this machine")),
        "shutdown" if lower("-r") || lower("/r") || lower("--reboot") || lower("/g") => {
            Some(Found::local(Kind::Reboot, "this machine"))
        }
        "init" | "telinit" if first == "6" => Some(Found::local(Kind::Reboot, "this machine")),
        "timedatectl" if first.starts_with("set-") => Some(
            Found::local(Kind::ClockChange, words.join(" "))
                .inverse("timedatectl set-time <now>")
                .capture("timedatectl"),
        ),
        "ntpdate" | "hwclock" | "set-date" | "w32tm" | "set-timezone" => {
            Some(Found::local(Kind::ClockChange, words.join(" ")))
        }
        "date" if lower("-s") || call.words().any(|word| word.starts_with("--set")) => {
            Some(Found::local(Kind::ClockChange, "the system's time"))
        }
        "sysctl" => {
            let set = words.iter().find(|word| word.contains('='))?;
            let (name, _) = set.split_once('=')?;
            Some(
                Found::local(Kind::KernelSetting, *set)
                    .inverse(format!("sysctl -w {name}=<old value>"))
                    .capture(format!("sysctl {name}")),
            )
        }
        "modprobe" | "insmod" | "rmmod" | "grubby" | "update-grub" | "grub2-mkconfig" | "bcdedit" => {
            Some(Found::local(Kind::KernelSetting, words.join(" ")))
        }
        "fwupdmgr" if matches!(first, "update" | "install" | "upgrade") => firmware(&words.join(" ")),
        "racadm" | "ipmitool" if call.words().any(|word| matches!(word, "update" | "fwupdate" | "hpm")) => {
            firmware(&words.join(" "))
        }
        "flashrom" | "nvflash" | "efibootmgr" if !words.is_empty() || lower("-w") || lower("-o") => {
            firmware(&words.join(" "))
        }
        "zpool" if first == "upgrade" => {
            one_way(value(call, &["-V"]).unwrap_or(words.get(1).copied().unwrap_or("all pools")), "zpool get version")
        }
        "btrfs" | "tune2fs" | "xfs_admin" if call.words().any(|word| matches!(word, "convert" | "-O" | "-j")) => {
            one_way(words.last()?, "")
        }
        "pg_upgrade" | "pg_upgradecluster" | "mysql_upgrade" | "mariadb-upgrade" => one_way(&call.program, ""),
        "mongo" | "mongosh" if call.words().any(|word| word.contains("setFeatureCompatibilityVersion")) => one_way(
            "feature compatibility version",
            "mongosh --eval 'db.adminCommand({getParameter:1,featureCompatibilityVersion:1})'",
        ),
        _ => None,
    }
}

fn firmware(target: &str) -> Option<Found> {
    use crate::facts::UndoClass::R4;
    Some(Found::elsewhere(Kind::FirmwareChange, R4, target, "the hardware").capture("fwupdmgr get-devices"))
}

fn one_way(target: &str, capture: &str) -> Option<Found> {
    use crate::facts::UndoClass::R3;
    let restore = "restore every member from the backup that was made before";
    Some(Found::local(Kind::OneWayFormat, target).class(R3).inverse(restore).capture(capture))
}
