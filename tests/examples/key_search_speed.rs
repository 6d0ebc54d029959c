//! Measures the search for keys while somebody types: `cargo run --release -p dropscope-tests --example key_search_speed`.

use std::io::{self, Write as _};
use std::time::Instant;

use dropscope_core::context::Context;
use dropscope_core::facts::{ConfigKey, Facts};
use dropscope_core::search::{KeyQuery, keys};

const KEYS: u32 = 100_000;

fn main() -> io::Result<()> {
    let facts = Facts { config_keys: (0..KEYS).map(key).collect(), ..Facts::default() };
    let context = Context::default();
    for text in ["h", "hy", "hybrid", "HYBRID_ENABLE", "server hybrid", "dten*enable", "größe", "nothing-like-it"] {
        let query = KeyQuery { text: text.to_owned(), ..KeyQuery::default() };
        let mut best_ms = f64::MAX;
        let mut total = 0;
        for _ in 0..10 {
            let start = Instant::now();
            total = keys(&query, &facts, &context).total();
            best_ms = best_ms.min(start.elapsed().as_secs_f64() * 1e3);
        }
        writeln!(io::stdout(), "{text:18} {total:7} hits  {best_ms:6.2} ms")?;
    }
    Ok(())
}

/// Keys as products have them: a few levels, some repeated in many files, some in capitals.
fn key(number: u32) -> ConfigKey {
    const WORDS: [&str; 9] =
        ["server", "hybrid", "enable", "datasource", "max-pool-size", "ssl", "logLevel", "timeout", "dten"];
    let word = |divisor: u32| WORDS.get((number / divisor % 9) as usize).copied().unwrap_or("");
    let key = format!("{}.{}.node{}.{}", word(1), word(9), number % 977, word(81));
    let key = if number.is_multiple_of(10) { key.replace('.', "_").to_uppercase() } else { key };
    ConfigKey {
        key,
        value: "x".into(),
        path: format!("conf/{}.yml", number / 300),
        line: number % 300,
        ..ConfigKey::default()
    }
}
