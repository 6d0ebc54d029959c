//! What pins a reference to a repository.

/// Whether a reference is a commit, which nobody can move, rather than a tag or a branch.
pub(super) fn is_commit(reference: &str) -> bool {
    matches!(reference.len(), 40 | 64) && reference.bytes().all(|byte| byte.is_ascii_hexdigit())
}
