//! Where in the user's own configuration a key belongs that is not set there.

use super::file::File;
use crate::context::OwnConfig;
use crate::facts::ConfigKey;

/// A file of the user's, and the key beside which another belongs.
#[derive(Clone, Copy)]
pub(crate) struct Home<'a> {
    pub(crate) config: &'a OwnConfig,
    /// The last key under the nearest common parent; `None` where none has a parent in common.
    pub(crate) beside: Option<&'a ConfigKey>,
}

/// The place with the most of a key's parents; `None` where the user gave no configuration of the product.
pub(super) fn home<'a>(name: &str, files: &[&File<'a>]) -> Option<Home<'a>> {
    let mut best: Option<(usize, Home<'a>)> = None;
    for (file, config) in files.iter().filter_map(|file| Some((file, file.own?))) {
        let nearest = file.keys.iter().filter(|key| !key.is_commented).fold((0, None), |(depth, nearest), &key| {
            match common_parents(name, &key.key) {
                common if common > 0 && common >= depth => (common, Some(key)),
                _ => (depth, nearest),
            }
        });
        if best.as_ref().is_none_or(|(depth, _)| nearest.0 > *depth) {
            best = Some((nearest.0, Home { config, beside: nearest.1 }));
        }
    }
    best.map(|(_, home)| home)
}

/// How many parts at the beginning are the same, the last one left out.
fn common_parents(a: &str, b: &str) -> usize {
    let parents = |key: &str| key.matches('.').count();
    let most = parents(a).min(parents(b));
    a.split('.').zip(b.split('.')).take(most).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
}

#[cfg(test)]
mod tests {
    use super::common_parents;

    #[test]
    fn parents_are_counted() {
        assert_eq!(common_parents("dten.hybrid.enable", "dten.legacy.mode"), 1);
        assert_eq!(common_parents("dten.hybrid.enable", "DTEN.hybrid.broker"), 2);
        assert_eq!(common_parents("dten.hybrid", "dten"), 0);
        assert_eq!(common_parents("a", "b"), 0);
    }
}
