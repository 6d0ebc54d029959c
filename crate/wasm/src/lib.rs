//! The boundary between the engine and JavaScript.
