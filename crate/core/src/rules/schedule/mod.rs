//! The `schedule` group: what will run when nobody looks.

mod frame;

use crate::rules::rules;

rules! {
    cron_job,
    systemd_timer,
    at_job,
    windows_task,
    launchd_job,
    kubernetes_cronjob,
    database_event,
    application_schedule,
}
