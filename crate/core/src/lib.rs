//! Reads an upgrade package and says what it will do.
