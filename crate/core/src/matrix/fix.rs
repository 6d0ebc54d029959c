//! What to change in the user's own files: what a pack says, else what follows from the row.

use super::Matrix;
use super::find::Place;
use super::judge::{Row, Trouble};
use super::names::is_variable;
use super::replace::{is_key, replacements};
use crate::config::canonical;
use crate::context::{Context, OwnConfig};
use crate::facts::ConfigFormat;
use crate::packs::{Fix, Require, RequireOp};
use crate::patch::Patched;
use crate::report::KeyOrigin;

/// The patch of each of the user's files, in their order; `None` where nothing asks for a change.
pub(super) fn patches(matrix: &Matrix<'_>, context: &Context) -> Vec<Option<Patched>> {
    let patch = |config: &OwnConfig| {
        let mut fixes: Vec<Fix> = Vec::new();
        for fix in matrix.rows.iter().flat_map(|row| of_row(matrix, row, config)) {
            if !fixes.contains(&fix) {
                fixes.push(fix);
            }
        }
        (!fixes.is_empty()).then(|| crate::patch::patch(config, &fixes))
    };
    context.configs.iter().map(patch).collect()
}

/// The changes that a row asks for in a file.
pub(super) fn of_row(matrix: &Matrix<'_>, row: &Row<'_>, config: &OwnConfig) -> Vec<Fix> {
    let Some(trouble) = row.trouble else { return Vec::new() };
    let is_home = row.home.is_some_and(|home| std::ptr::eq(home.config, config));
    let is_here = |place: &&Place<'_>| place.origin == KeyOrigin::Config && place.path() == config.name;
    let places: Vec<&Place<'_>> = row.acting.iter().filter(is_here).collect();
    if places.is_empty() && !is_home {
        return Vec::new();
    }
    if !row.known.fix.is_empty() {
        return row.known.fix.clone();
    }
    match trouble {
        Trouble::Removed => places.iter().map(|place| Fix::Delete { key: place.key().into() }).collect(),
        Trouble::Renamed => {
            let Some(here) = matrix.product(row) else { return Vec::new() };
            let to = replacements(here, row.known);
            let [to] = to.as_slice() else { return Vec::new() };
            places.iter().filter_map(|place| rename(&place.key(), to, config)).collect()
        }
        Trouble::Missing | Trouble::WrongValue => set(row, &places),
        Trouble::Deprecated | Trouble::DefaultChanged => Vec::new(),
    }
}

/// The old key goes where the new one stands already.
fn rename(key: &str, to: &str, config: &OwnConfig) -> Option<Fix> {
    if !is_key(to) || to.contains('#') {
        return None;
    }
    // Settings of Python programs are written in capitals or not as each program wants it.
    let is_variable = is_variable(key) && config.format != ConfigFormat::Python;
    let to = if is_variable { variable(to) } else { to.to_owned() };
    let is_set = config.keys.iter().any(|own| !own.is_commented && canonical(&own.key) == canonical(&to));
    let key = key.to_owned().into();
    Some(if is_set { Fix::Delete { key } } else { Fix::Rename { key, to: to.into() } })
}

fn set(row: &Row<'_>, places: &[&Place<'_>]) -> Vec<Fix> {
    let Some(Require { op: RequireOp::Equal, values, .. }) = &row.known.require else { return Vec::new() };
    let Some(value) = values.first() else { return Vec::new() };
    if places.is_empty() {
        let name = row.known.names.iter().find(|name| !name.contains('*'));
        return name.map(|name| Fix::Set { key: name.clone(), value: value.clone() }).into_iter().collect();
    }
    places.iter().map(|place| Fix::Set { key: place.key().into(), value: value.clone() }).collect()
}

/// `spring.data.redis.client-name` → `SPRING_DATA_REDIS_CLIENTNAME`
fn variable(key: &str) -> String {
    let spelled = key.chars().filter(|&c| c != '-').map(|c| if c.is_alphanumeric() { c } else { '_' });
    spelled.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::ConfigKey;

    #[test]
    fn a_key_is_renamed_as_it_is_written() {
        let key = |key: &str| ConfigKey { key: key.into(), ..ConfigKey::default() };
        let config = OwnConfig { keys: vec![key("spring.data.redis.port")], ..OwnConfig::default() };
        let to = |key: &str, to: &str| rename(key, to, &config);
        let renamed = |key: &'static str, to: &'static str| Some(Fix::Rename { key: key.into(), to: to.into() });
        assert_eq!(
            to("SPRING_REDIS_CLIENTNAME", "spring.data.redis.client-name"),
            renamed("SPRING_REDIS_CLIENTNAME", "SPRING_DATA_REDIS_CLIENTNAME")
        );
        assert_eq!(
            to("spring.redis.host", "spring.data.redis.host"),
            renamed("spring.redis.host", "spring.data.redis.host")
        );
        let delete = Some(Fix::Delete { key: "spring.redis.port".into() });
        assert_eq!(to("spring.redis.port", "spring.data.redis.port"), delete, "the new key stands there");
        assert_eq!(to("ssl", "listen ... ssl"), None);
        let settings = OwnConfig { format: ConfigFormat::Python, ..OwnConfig::default() };
        assert_eq!(
            rename("CELERYD_CONCURRENCY", "worker_concurrency", &settings),
            renamed("CELERYD_CONCURRENCY", "worker_concurrency")
        );
    }
}
