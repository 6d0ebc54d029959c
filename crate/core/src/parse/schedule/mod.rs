//! Files in which tasks are written, and units of services.

mod application;
mod cron_file;
mod kubernetes_cronjob;
mod launchd;
mod sql_event;
mod systemd_unit;
mod task_xml;

use super::Format;

pub(super) const FORMATS: &[Format] = &[
    cron_file::FORMAT,
    systemd_unit::FORMAT,
    kubernetes_cronjob::FORMAT,
    launchd::FORMAT,
    task_xml::FORMAT,
    sql_event::FORMAT,
    application::FORMAT,
];
