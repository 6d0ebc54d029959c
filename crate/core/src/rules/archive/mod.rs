//! Is the container itself honest?

mod gather;
mod headers;
mod links;
mod names;

use super::rules;

rules! {
    path_traversal,
    absolute_path,
    symlink_escape,
    special_file,
    setuid_bit,
    duplicate_name,
    name_collision,
    reserved_name,
    deceptive_name,
    header_mismatch,
    overlapping_data,
    hidden_data,
    entry_count_mismatch,
    compression_bomb,
    encrypted_entry,
    unsupported_method,
    checksum_failure,
    truncated,
    prepended_data,
    trailing_data,
    nested_too_deep,
    future_timestamp,
}

#[cfg(test)]
mod tests;
