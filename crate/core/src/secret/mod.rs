//! Secrets in texts: tokens by their provider's form, values by the name that they are assigned to, files by their own
//! format. No value leaves this folder.
