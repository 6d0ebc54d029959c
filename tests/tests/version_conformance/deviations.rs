//! Failures whose reason is known: where the case asks for something else than the project wants, or contradicts another.

/// A part of family and group, a part of the case, and why it fails. The first that fits counts.
const KNOWN: &[(&str, &str, &str)] = &[
    ("osv alpine", "", "no version of Alpine's, which a place in the order is found for"),
    ("osv packagist", "#", "no version of Composer's, which a place in the order is found for"),
    ("osv packagist", "\"1.0.0\",\">\"", "Composer fills up to four numbers before it compares"),
    ("osv packagist", "BETA", "Composer makes stabilities lower case before it compares"),
    ("osv packagist", "v6.", "Composer fills up to four numbers before it compares"),
    ("constraintErrors", "[\"\"", "no requirement at all admits every version"),
    ("FloatingRange_Parse_Invalid", "[\"\"]", "no requirement at all admits every version"),
    ("gem / deps.dev constraintErrors", ",\",", "read leniently: nothing between commas"),
    ("gem / deps.dev constraintErrors", ", ,", "read leniently: nothing between commas"),
    ("gem / deps.dev constraintErrors", "1.0.0 || 2.0.0", "read leniently: lists of advisories join alternatives so"),
    ("gem / deps.dev constraintErrors", ">=1.0.0 <2.0.0", "read leniently: blanks for commas"),
    ("go / deps.dev constraintErrors", ">=v1.0.0", "read for lists of advisories, which name ranges of modules so"),
    ("npm / deps.dev constraintErrors", ",\",", "npm lets commas pass"),
    ("npm / deps.dev constraintErrors", "||", "node-semver takes nothing for everything"),
    ("npm / deps.dev constraintErrors", "0.3.0 - 0", "node-semver takes it: `0` is all of 0"),
    ("maven / deps.dev compare", "1.foo", "since Maven 3.8.7 a word behind a dot is as behind a hyphen"),
    ("osv maven-generated", "", "since Maven 3.8.7 a word behind a dot is as behind a hyphen"),
    ("univers maven", ".a", "since Maven 3.8.7 a word behind a dot is as behind a hyphen"),
    ("vers-spec maven", ".a", "since Maven 3.8.7 a word behind a dot is as behind a hyphen"),
    ("order maven", ".a", "since Maven 3.8.7 a word behind a dot is as behind a hyphen"),
    ("comparator-intersection", "<0.0.0", "pre-releases of 0.0.0 are below it"),
    ("range-parse", "^0", "the same but for a lower end at 0.0.0, which node-semver leaves out"),
    ("VersionComparisonDefaultNotEqual", "BETA", "contradicts NuGet's rule that neither case nor metadata counts"),
    ("LegacyEquivalent", "*", "`*` floats over all releases, there are none below 0.0.0"),
    ("nuget / deps.dev compare", "rc.011", "NuGet reads labels of digits as numbers, with leading zeros too"),
    ("nuget / deps.dev compare", "alpha.006", "NuGet reads labels of digits as numbers, with leading zeros too"),
    ("gem parse", "Platform", "contradicts the case that makes the key lower case"),
    ("rpm parse", "Arch", "contradicts the case that makes the key lower case"),
    ("pypi / deps.dev match", "==2.1.0 ==2.1.0", "PEP 440 joins by commas only"),
    ("pypi / deps.dev match", ">=2.0.0 <3.0.0", "PEP 440 joins by commas only"),
    ("pypi / deps.dev match", ">=2.0.0-rc <2.0.0", "PEP 440 joins by commas only"),
    (
        "pypi / deps.dev match",
        "rc",
        "an installed pre-release satisfies, as in packaging; deps.dev chooses among releases",
    ),
    ("from_native", "\"<= 1.0\"", "npm's `<=1.0` takes in all of 1.0"),
    ("from_native", "<=2.1 >=1.1", "npm's `<=2.1` takes in all of 2.1"),
    ("from_native", "\">= ", "npm's `>=1.x` has no upper end; intervals that meet are joined"),
    ("from_native", "2.1 || 2.6", "npm's `2.1` is all of 2.1"),
    ("from_native", "1.1.2 1.2.2", "npm joins by blanks what must all hold"),
    ("from_native", "", "intervals that meet are joined, and constraints that others imply are left out"),
    ("roundtrip", "", "constraints that others imply are left out"),
    ("validate", "", "constraints that others imply are left out"),
];

/// Why a case fails, where that is known.
pub fn reason(group: &str, case: &str) -> Option<&'static str> {
    let fits = |known: &&(&str, &str, &str)| group.contains(known.0) && case.contains(known.1);
    KNOWN.iter().find(fits).map(|known| known.2)
}
