//! The `effect` group: what it changes, and whether a snapshot restore undoes it.

mod frame;

use crate::rules::rules;

rules! {
    service_change,
    package_install,
    local_account,
    firewall_change,
    trust_store_change,
    kernel_setting,
    security_weakening,
    destructive_delete,
    download_and_run,
    reboot,
    clock_change,
    webhook_registration,
    feature_flag_change,
    remote_write,
    config_store_write,
    cloud_change,
    kubernetes_change,
    dns_change,
    directory_account,
    certificate_issuance,
    certificate_revocation,
    licence_activation,
    queue_change,
    message_sent,
    remote_copy,
    node_registration,
    secret_rotation,
    backup_deletion,
    one_way_format,
    firmware_change,
    remote_database_change,
}
