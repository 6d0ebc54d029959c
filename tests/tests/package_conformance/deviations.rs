//! Cases in which the suite leaves out on purpose what stands in the file, and that are counted apart.

/// The end of a folder, a part of the case's name or of its files, and what is left out.
const KNOWN: &[(&str, &str, &str)] = &[
    ("osduplicate/apk", "", "asks only which packages are none of the distribution's"),
    ("r/renvlock", "with-mixed-sources", "leaves out what came from GitHub"),
    ("java/pomxml", "multi-version", "leaves out the second of two declarations, which Maven builds with"),
    ("java/pom", "hard-requirement", "leaves out the declared version, for a repository has a POM that fixes another"),
    (
        "cataloger/githubactions",
        "version-comments",
        "leaves out reusable workflows, which another of its readers takes",
    ),
    ("cataloger/golang", "go-sum-hashes", "leaves out the checksum of a version that go.mod replaces"),
    ("cataloger/bitnami", "SBOM", "keeps an SBOM's main package alone"),
    ("golang/mod", "go116", "leaves out what is marked `// indirect`"),
    ("nodejs/yarn", "yarn_v2_happy", "leaves out a package that Yarn patches"),
    ("nodejs/yarn", "yarn_with_local", "leaves out a package from a tarball in the project"),
];

/// What a case leaves out, where that is known.
pub fn reason(folder: &str, title: &str) -> Option<&'static str> {
    let is_of = |known: &&(&str, &str, &str)| folder.ends_with(known.0) && title.contains(known.1);
    KNOWN.iter().find(is_of).map(|known| known.2)
}
