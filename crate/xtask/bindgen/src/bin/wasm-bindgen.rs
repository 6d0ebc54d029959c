//! The `wasm-bindgen` command, at the version that this workspace's lockfile pins.
fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
}
