//! Work cut into batches. The cut depends on the archive and the limits alone, never on the number of workers.

/// A piece of work for one worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Position in the plan, from 0; facts are merged in this order.
    pub index: u32,
    /// How its bytes come.
    pub kind: BatchKind,
    /// Indexes into `Directory::entries`, in the order in which the bytes stand in the file. Empty for a container
    /// without a directory.
    pub entries: Vec<u32>,
    /// Where the bytes of a pushed batch begin.
    pub offset: u64,
    /// How many bytes are to be pushed; for a random batch, how many will be read.
    pub length: u64,
}

/// How a batch's bytes come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchKind {
    /// The few small entries that are worth most (manifests, top-level READMEs), by random access, first.
    First,
    /// A contiguous range of the file, pushed.
    Pushed,
}
