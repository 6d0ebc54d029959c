//! Sample packages and test tools.
