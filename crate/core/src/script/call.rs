//! A command that is called, whatever the language.

/// Whose grammar it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// sh and its kin.
    #[default]
    Shell,
    PowerShell,
    /// Windows' command interpreter.
    Batch,
}

/// What was read of one script.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(crate) language: Language,
    /// The calls in the order of the text. Those of one pipeline follow each other.
    pub(crate) calls: Vec<Call>,
    /// Whether calls were left out, because there are too many or they are nested too deep.
    pub(crate) is_cut: bool,
}

/// A command at command position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call {
    /// The program or cmdlet that is run in the end: without folder, `.exe`, `sudo`, `env` and what else only starts another;
    /// in lower case where the language does not care. Never a variable's name: `""` where nothing is known of it.
    pub(crate) program: String,
    /// The program as it is called: `./scripts/upgrade.sh`.
    pub(crate) path: Word,
    /// The words after the program.
    pub(crate) arguments: Vec<Word>,
    /// Byte offset of the first word (of `sudo` where it is there) in the text.
    pub(crate) at: usize,
    /// Byte offset behind the last word.
    pub(crate) end: usize,
    /// The starters that were taken off, in order: `sudo`, `env`, `nohup`.
    pub(crate) starters: Vec<String>,
    /// The machine on which it runs where that is another (`ssh HOST command`, `Invoke-Command -ComputerName`).
    pub(crate) remote_host: Option<String>,
    /// Files and texts that it reads from and writes to.
    pub(crate) redirects: Vec<Redirect>,
    /// Whether it gets what the call before it in the list writes.
    pub(crate) is_piped: bool,
    /// Whether it stands behind a condition (`if`, `case`, `&&`, `||`, `while`), or in a function that is called behind one.
    pub(crate) is_conditional: bool,
    /// Whether it stands in a function that nothing in the file calls.
    pub(crate) is_uncalled: bool,
}

/// A word of a call after quotes are taken off and known variables are put in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    /// Whether something in it is unknown: a variable without a value here (then it stands as written, `$HOME/x`), the output
    /// of a command (`$(…)`).
    pub(crate) is_open: bool,
    /// Byte offset at which it begins.
    pub(crate) at: usize,
}

/// Where a call reads from or writes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redirect {
    pub(crate) kind: RedirectKind,
    /// The file, or the text of a here-document or here-string.
    pub(crate) word: Word,
}

/// What a redirection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RedirectKind {
    Read,
    Write,
    Append,
    /// `<<EOF`, `<<< word`, PowerShell's `@"…"@ |`: the text itself.
    Text,
}

impl Call {
    /// The program as it is called, and its arguments.
    pub(crate) fn all_words(&self) -> Vec<String> {
        std::iter::once(&self.path).chain(&self.arguments).map(|word| word.text.clone()).collect()
    }

    /// The arguments' texts.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.arguments.iter().map(|word| word.text.as_str())
    }

    /// Whether one of the arguments is this one.
    pub(crate) fn has(&self, wanted: &str) -> bool {
        self.words().any(|word| word == wanted)
    }

    /// What follows one of these options, or stands behind its `=`.
    pub(crate) fn option(&self, names: &[&str]) -> Option<&Word> {
        let at = self.words().position(|word| names.contains(&word))?;
        self.arguments.get(at.saturating_add(1))
    }

    /// The texts that it is given to read: here-documents and here-strings.
    pub(crate) fn input(&self) -> Option<&Word> {
        self.redirects.iter().find(|redirect| redirect.kind == RedirectKind::Text).map(|redirect| &redirect.word)
    }

    /// The files that it writes.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Word> {
        let writes = |kind| matches!(kind, RedirectKind::Write | RedirectKind::Append);
        self.redirects.iter().filter(move |redirect| writes(redirect.kind)).map(|redirect| &redirect.word)
    }
}
