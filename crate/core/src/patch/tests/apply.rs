//! Applies a unified diff: strictly, in the test, and by the program where there is one.

use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// Applies a diff where every line stands at the number that its hunk names.
pub(super) fn apply(bytes: &[u8], diff: &str) -> Result<Vec<u8>, String> {
    let old: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let mut out: Vec<u8> = Vec::new();
    let mut at = 0;
    let mut lines = diff.split_inclusive('\n').peekable();
    if diff.is_empty() {
        return Ok(bytes.to_vec());
    }
    for sign in ["--- a/", "+++ b/"] {
        lines.next().filter(|line| line.starts_with(sign)).ok_or("no header")?;
    }
    while let Some(line) = lines.next() {
        let ranges: Vec<(usize, usize)> = line
            .strip_prefix("@@ -")
            .and_then(|rest| rest.strip_suffix(" @@\n"))
            .ok_or_else(|| format!("no hunk: {line}"))?
            .split(" +")
            .map(|range| range.split_once(',').unwrap())
            .map(|(start, count)| (start.parse().unwrap(), count.parse().unwrap()))
            .collect();
        let (start, mut left_old, mut left_new) = (ranges[0].0, ranges[0].1, ranges[1].1);
        let first = if left_old == 0 { start } else { start - 1 };
        out.extend(old[at..first].concat());
        at = first;
        while left_old > 0 || left_new > 0 {
            let mut line = lines.next().ok_or("the hunk is too short")?.to_owned();
            if lines.next_if(|next| next.starts_with('\\')).is_some() {
                line.pop();
            }
            let (sign, text) = line.split_at(1);
            if sign != "+" {
                if old.get(at).copied() != Some(text.as_bytes()) {
                    return Err(format!("line {} is not {text:?}", at + 1));
                }
                (at, left_old) = (at + 1, left_old - 1);
            }
            if sign != "-" {
                out.extend(text.as_bytes());
                left_new -= 1;
            }
        }
    }
    out.extend(old[at..].concat());
    Ok(out)
}

/// The program has to make the same of it.
pub(super) fn hold_against_program(bytes: &[u8], diff: &str, expected: &[u8]) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("dropscope-patch-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let [file, change] = ["config", "change.diff"].map(|name| folder.join(name));
    fs::write(&file, bytes).unwrap();
    fs::write(&change, diff).unwrap();
    let mut command = Command::new("patch");
    command.args(["--batch", "--fuzz=0", "--no-backup-if-mismatch"]).arg(&file).arg(&change);
    let Ok(output) = command.output() else {
        println!("skipped: there is no program `patch` here");
        return;
    };
    let after = fs::read(&file).unwrap_or_default();
    fs::remove_dir_all(&folder).unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && !said.contains("offset"), "{said}\n{diff}");
    assert_eq!(String::from_utf8_lossy(&after), String::from_utf8_lossy(expected), "{diff}");
}
