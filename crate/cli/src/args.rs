//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use dropscope_core::finding::Severity;

/// Says what an upgrade package will do before you run it.
#[derive(Parser)]
#[command(name = "dropscope", version, after_help = AFTER_HELP)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "Exit codes: 0 no finding at or above the threshold; 1 findings; 2 usage; 3 not a package \
that can be read; 4 analysis incomplete; 70 internal error. Errors outrank findings.";

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Analyse a package
    Check(Check),
    /// Look for configuration keys: in what is known, in packages, and in your own configuration
    ///
    /// Case does not matter, nor what stands between words: `hybrid_enable` finds `dten.hybrid.enable`. A `*` stands for
    /// any run of characters. Every pattern has to be found.
    Keys(Keys),
    /// Print a rule's document
    Explain {
        /// Rule id, as in `archive/path-traversal`
        rule: String,
    },
    /// List all rules
    Rules,
}

/// Analyse a package.
#[derive(Args)]
pub struct Check {
    /// The package: a ZIP (jar, whl, nupkg, …), a tar, a compressed tar, or a Debian package
    pub package: PathBuf,
    #[command(flatten)]
    pub beside: Beside,
    /// The present time, RFC 3339 [default: the system's clock]
    #[arg(long, value_name = "RFC3339")]
    pub now: Option<String>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// When the work is to be done: start and end, RFC 3339 with offset, as in
    /// 2026-11-27T20:00:00+01:00/2026-11-27T23:00:00+01:00
    #[arg(long, value_name = "START/END")]
    pub window: Option<String>,
    /// A runbook from before whose ticks are kept (with --format markdown)
    #[arg(long, value_name = "FILE.md")]
    pub ticks: Option<PathBuf>,
    /// Write the report to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Exit with 1 where a finding is at least this severe
    #[arg(long, value_enum, default_value_t = FailOn::High)]
    pub fail_on: FailOn,
    #[command(flatten)]
    pub effort: Effort,
}

/// Look for configuration keys.
#[derive(Args)]
#[command(after_help = KEYS_AFTER_HELP)]
pub struct Keys {
    /// What to look for in keys, and in what packs say about them
    #[arg(required = true, value_name = "PATTERN")]
    pub patterns: Vec<String>,
    /// A package to look in; without one only the other files and the known rules are searched
    #[arg(long, value_name = "FILE")]
    pub package: Option<PathBuf>,
    #[command(flatten)]
    pub beside: Beside,
    /// Form of the hits
    #[arg(long, value_enum, default_value_t = HitsFormat::Text)]
    pub format: HitsFormat,
    /// Most hits shown of each group
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub most: u32,
    #[command(flatten)]
    pub effort: Effort,
}

const KEYS_AFTER_HELP: &str = "Exit codes: 0 something was found; 1 nothing was found; 2, 3, 4 and 70 as of `check`.";

/// The files beside the package.
#[derive(Args)]
pub struct Beside {
    /// The package that was installed before, to compare with
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// What is installed in production: a list such as `dpkg -l`, `pip freeze`, a CSV export, an SBOM; may be repeated
    #[arg(long = "inventory", value_name = "FILE")]
    pub inventories: Vec<PathBuf>,
    /// What is known about a product: a pack in TOML, or its key matrix in CSV; may be repeated
    #[arg(long = "pack", value_name = "FILE")]
    pub packs: Vec<PathBuf>,
    /// A configuration file as it runs in production; may be repeated
    #[arg(long = "config", value_name = "FILE")]
    pub configs: Vec<PathBuf>,
    /// A file beside the package, taken for what its contents say; may be repeated
    #[arg(long = "beside", value_name = "FILE")]
    pub others: Vec<PathBuf>,
}

/// How packages are read.
#[derive(Args)]
pub struct Effort {
    /// Set a limit (the report's `options.limits` lists them); may be repeated
    #[arg(long = "limit", value_name = "NAME=VALUE")]
    pub limits: Vec<String>,
    /// Worker threads [default: one for each core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// No progress on standard error
    #[arg(short, long)]
    pub quiet: bool,
}

/// Form of the report.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Text,
    /// dropscope-report/1
    Json,
    /// A bill of materials, CycloneDX 1.6
    Cyclonedx,
    /// The runbook, for a ticket
    Markdown,
}

/// Form of what a search for keys found.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HitsFormat {
    /// For reading
    Text,
    /// The hits by where they stand
    Json,
}

/// From which severity on a finding makes the program end with 1.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Blocker,
    High,
    Medium,
    Low,
    Never,
}

impl FailOn {
    /// The threshold; `None` for never.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Blocker => Some(Severity::Blocker),
            Self::High => Some(Severity::High),
            Self::Medium => Some(Severity::Medium),
            Self::Low => Some(Severity::Low),
            Self::Never => None,
        }
    }
}
