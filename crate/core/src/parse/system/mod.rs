//! Packages of operating systems.

pub(crate) mod apk_installed;
mod dpkg_control;
pub(crate) mod dpkg_status;
mod gentoo;
mod json_lists;
mod kernel_module;
mod os_release;
mod pacman_desc;
mod pkginfo;
mod relation;
mod rpm;
mod rpm_header;
mod rpm_list;
mod snap;
mod stanzas;

use super::Format;

pub(super) const FORMATS: &[Format] = &[
    dpkg_control::FORMAT,
    dpkg_control::SCRIPT,
    dpkg_status::FORMAT,
    rpm::FORMAT,
    rpm_list::FORMAT,
    rpm_list::DATABASE,
    apk_installed::FORMAT,
    pkginfo::FORMAT,
    pkginfo::SCRIPT,
    pacman_desc::FORMAT,
    gentoo::FORMAT,
    json_lists::COS,
    json_lists::BOTTLEROCKET,
    json_lists::BITNAMI,
    kernel_module::FORMAT,
    snap::FORMAT,
    snap::HOOK,
    os_release::FORMAT,
];
