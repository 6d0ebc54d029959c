//! What scripts, tasks and migrations do, or will do later.

use serde::{Deserialize, Serialize};

use super::Site;

/// Something that a script, or another file that is carried out, does to this machine or elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Effect {
    /// What is done.
    pub kind: EffectKind,
    /// What it is done to: a unit, a path, a URL without credentials, a flag, a table; `""` where only variables say it.
    pub target: String,
    /// The machine or service on which it happens, where that is not this machine: `git.example.com`, `database`; `""` for
    /// this machine.
    pub elsewhere: String,
    /// The command as it may be shown: cut, without secrets.
    pub command: String,
    /// What undoes it.
    pub class: UndoClass,
    /// A command that undoes it, without secrets, `<…>` for what has to be filled in; `""` where none is known.
    pub inverse: String,
    /// A command that shows the present state, to be run before the upgrade so that the inverse can be filled in; `""`
    /// where none is known or none is needed.
    pub capture: String,
    /// Whether it stands behind a condition, so that it may not happen.
    pub is_conditional: bool,
    /// Where it stands.
    pub site: Site,
}

/// What undoes an effect. Ordered: the last is the worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum UndoClass {
    /// A snapshot of this machine.
    #[default]
    R0,
    /// One known command elsewhere.
    R1,
    /// A compensating action.
    R2,
    /// Only something that loses data.
    R3,
    /// Nothing.
    R4,
}

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $first:ident = $first_text:literal, $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[expect(missing_docs, reason = "the names say it; CHECKS lists them")]
        pub enum $name {
            #[default]
            #[serde(rename = $first_text)]
            $first,
            $(
                #[serde(rename = $text)]
                $variant,
            )*
        }

        impl $name {
            /// Every kind, in the order of the report.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$variant,)*];

            /// The kind as the report writes it.
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_text,
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

kinds! {
    /// Kinds of effects. Those up to `ClockChange` are local, the others happen elsewhere or outlive a snapshot. The first
    /// three have no rule: they are what every installation does.
    EffectKind {
        FileChange = "file-change",
        ServiceStart = "service-start",
        TaskRun = "task-run",
        ServiceChange = "service-change",
        PackageInstall = "package-install",
        LocalAccount = "local-account",
        Firewall = "firewall-change",
        TrustStore = "trust-store-change",
        KernelSetting = "kernel-setting",
        SecurityWeakening = "security-weakening",
        DestructiveDelete = "destructive-delete",
        DownloadAndRun = "download-and-run",
        Reboot = "reboot",
        ClockChange = "clock-change",
        WebhookRegistration = "webhook-registration",
        FeatureFlag = "feature-flag-change",
        RemoteWrite = "remote-write",
        ConfigStore = "config-store-write",
        CloudChange = "cloud-change",
        KubernetesChange = "kubernetes-change",
        DnsChange = "dns-change",
        DirectoryAccount = "directory-account",
        CertificateIssuance = "certificate-issuance",
        CertificateRevocation = "certificate-revocation",
        LicenceActivation = "licence-activation",
        QueueChange = "queue-change",
        MessageSent = "message-sent",
        RemoteCopy = "remote-copy",
        NodeRegistration = "node-registration",
        SecretRotation = "secret-rotation",
        BackupDeletion = "backup-deletion",
        OneWayFormat = "one-way-format",
        FirmwareChange = "firmware-change",
        RemoteDatabase = "remote-database-change",
    }
}

/// One file that runs another.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Invocation {
    /// The file that is run or read in, as written, known variables put in: `./common.sh`, `../migrations/0047.sql`.
    pub target: String,
    /// Whether it stands behind a condition.
    pub is_conditional: bool,
    /// Where it is called.
    pub site: Site,
}

/// Something that will run by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Schedule {
    /// What will start it.
    pub kind: ScheduleKind,
    /// Name of the job, the timer, the task; `""` where it has none.
    pub name: String,
    /// When, as written: `0 3 * * *`, `OnCalendar=daily`.
    pub expression: String,
    /// When, in words: `every day at 03:00`; `""` where the expression cannot be read.
    pub words: String,
    /// Time zone where one is given; `""` for the machine's.
    pub time_zone: String,
    /// What runs, without secrets; `""` where it stands elsewhere.
    pub command: String,
    /// As whom; `""` where it is not said.
    pub user: String,
    /// Where it stands.
    pub site: Site,
}

kinds! {
    /// What starts a task.
    ScheduleKind {
        Cron = "cron-job",
        SystemdTimer = "systemd-timer",
        At = "at-job",
        WindowsTask = "windows-task",
        Launchd = "launchd-job",
        KubernetesCronJob = "kubernetes-cronjob",
        DatabaseEvent = "database-event",
        Application = "application-schedule",
    }
}

/// A machine that something talks to.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Endpoint {
    /// Name or address in lower case, without port; `""` where only the connection is known (`verify=False`).
    pub host: String,
    /// Port where one is given.
    pub port: Option<u16>,
    /// `https`, `sftp`, `jdbc:postgresql`; `""` where none is given.
    pub scheme: String,
    /// The whole of it as it may be shown: cut, without credentials.
    pub url: String,
    /// What it is for, as far as it shows.
    pub kind: EndpointKind,
    /// How the check of who answers is switched off (`curl -k`, `verify=False`); `""` where it is not.
    pub unverified_by: String,
    /// Where it stands; line 0 in a program, where `excerpt` is the text around it.
    pub site: Site,
}

kinds! {
    /// What an endpoint is for, as far as it shows.
    EndpointKind {
        Service = "service",
        Webhook = "webhook",
        FileTransfer = "file-transfer",
        TunnelOrPaste = "tunnel-or-paste-service",
        Database = "database",
        Local = "local",
        Example = "example",
        Documentation = "documentation",
        Namespace = "namespace",
    }
}

/// A service that the package brings, by its unit file or definition.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Unit {
    /// `dten-agent.service`; for Windows and launchd the service's own name.
    pub name: String,
    /// `Alias=` and the like.
    pub aliases: Vec<String>,
    /// `systemd`, `windows`, `launchd`, `init`, `openrc`.
    pub system: String,
    /// What it runs; `""` where it does not say.
    pub command: String,
    /// Where it is defined.
    pub site: Site,
}

/// A service that a script, or another unit, uses by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UnitUse {
    /// The name as written, with the default suffix where it has none: `dten-agentd.service`.
    pub name: String,
    /// As [`Unit::system`].
    pub system: String,
    /// `start`, `stop`, `enable`, `After=`, `Wants=` …
    pub verb: String,
    /// Where it is used.
    pub site: Site,
}

/// A secret that stands in the package. The value is not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Secret {
    /// What it is.
    pub kind: SecretKind,
    /// Whose token it is, or what it opens: `GitHub personal access token`, `PostgreSQL`; `""` where unknown.
    pub provider: String,
    /// The name it is assigned to, or the account; `""` where there is none.
    pub name: String,
    /// The first and last two characters where it is long enough to show them, else dots: `gh…3F`.
    pub shown: String,
    /// Length in characters.
    pub length_chars: u32,
    /// First 16 hexadecimal digits of the value's SHA-256, to find the same value again.
    pub digest: String,
    /// How sure it is: 3 its form alone says it, 2 its name and form do, 1 it may be something else.
    pub certainty: u8,
    /// Where it stands, the value masked.
    pub site: Site,
}

kinds! {
    /// What a secret is.
    SecretKind {
        PrivateKey = "private-key",
        ProviderToken = "provider-token",
        PasswordLiteral = "password-literal",
        ConnectionString = "connection-string",
        CredentialInUrl = "credential-in-url",
        CloudKey = "cloud-key",
        TokenLiteral = "token-literal",
        PasswordHash = "password-hash",
        Keystore = "keystore",
        WeakDefaultPassword = "weak-default-password",
        RandomString = "random-string",
    }
}

/// One step of a change to a database's schema: a file, or a change set in one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Migration {
    /// `flyway`, `liquibase`, `alembic`, `django`, `rails`, `knex`, `sql` …
    pub tool: String,
    /// Version or id as the tool has it; `""` where it has none.
    pub version: String,
    /// `postgresql`, `mysql`, `sqlserver`, `oracle`, `sqlite`; `""` where nothing tells.
    pub dialect: String,
    /// Whether it is the way back.
    pub is_down: bool,
    /// Whether the file itself has the way back (`downgrade()`, `-- +goose Down`); `None` where the tool keeps it in
    /// another file or has none.
    pub has_down: Option<bool>,
    /// What it does so that it does not block for long: `lock_timeout`, `advisory lock`, `GET_LOCK`, `CONCURRENTLY` …
    pub guards: Vec<String>,
    /// Statements that change something.
    pub changes: u32,
    /// Where it begins.
    pub site: Site,
}

/// A statement that hurts a live database.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SqlHazard {
    /// What it does.
    pub kind: SqlHazardKind,
    /// `alter table devices drop column site`: verb and object, without values.
    pub statement: String,
    /// Table, index or database.
    pub object: String,
    /// As [`Migration::dialect`].
    pub dialect: String,
    /// The lock by the database's own name (`ACCESS EXCLUSIVE`); `""` where it does not matter.
    pub lock: String,
    /// What the lock keeps out: `reads and writes`, `writes`; `""` where nothing.
    pub blocks: String,
    /// How it is done without that, or `""`.
    pub instead: String,
    /// What bounds it (`lock_timeout`, `CONCURRENTLY`, a batch); `""` where nothing does.
    pub guard: String,
    /// The database's documentation, as a title and section.
    pub source: String,
    /// Where it stands.
    pub site: Site,
}

kinds! {
    /// How a statement hurts.
    SqlHazardKind {
        BlockingChange = "blocking-change",
        ExplicitTableLock = "explicit-table-lock",
        DestructiveChange = "destructive-change",
        Rewrite = "rewrite",
        UnboundedUpdate = "unbounded-update",
        MissingLock = "missing-lock",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_written_as_they_call_themselves() {
        for kind in EffectKind::ALL {
            assert_eq!(serde_json::to_value(kind).ok(), Some(serde_json::Value::from(kind.as_str())));
        }
    }
}
