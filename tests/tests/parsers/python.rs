//! pip, Poetry, Pipenv, PDM, uv, setuptools and conda.

use dropscope_core::facts::{Facts, PackageOrigin, SourceKind};

use super::kit::{broken, example, facts, needs, pins};

fn of(path: &str, example_name: &str) -> Facts {
    let facts = facts(path, example(&format!("python/{example_name}")));
    assert_eq!(facts.manifests.len(), 1, "{:?}", facts.manifests);
    assert_eq!(broken(&facts), None);
    facts
}

/// Name, version, whether it is about the package, and the lines of both.
fn identity(facts: &Facts) -> (String, String, bool) {
    let manifest = &facts.manifests[0];
    let shown = |value: &Option<dropscope_core::facts::Sited<String>>| {
        value.as_ref().map_or(String::new(), |value| format!("{} {}", value.value, value.site.line))
    };
    (shown(&manifest.name), shown(&manifest.version), manifest.describes_package)
}

#[test]
fn requirements() {
    let facts = of("requirements.txt", "requirements.txt");
    assert_eq!(
        needs(&facts),
        [
            "Django >=4.2,<5.0 [Runtime] 6",
            "celery == 5.3.6 [Runtime] 7",
            "requests ==2.31.0 [Runtime] 8",
            "uvicorn  [Runtime] 11",
            "pywin32  [Runtime] 12",
            "sip_stack git+https://github.com/dten/sip-stack.git@5a1b2c3d4e5f60718293a4b5c6d7e8f901234567#egg=sip_stack&subdirectory=python [Runtime] 13",
            "codec @ https://•••@files.dten.example/codec-1.1.0.tar.gz [Runtime] 14",
            "widgets https://files.dten.example/wheels/widgets-2.4.0-py3-none-any.whl#sha256=58cd2187c01e70e6e26505bca751777aa9f2ee0b7f4300988b709f44e013003f [Runtime] 15",
        ]
    );
    let sources: Vec<_> =
        facts.dependencies.iter().map(|d| d.source.as_ref().map(|source| (source.kind, source.pinned))).collect();
    assert_eq!(
        sources[4..],
        [None, Some((SourceKind::Git, true)), Some((SourceKind::Url, false)), Some((SourceKind::Url, true))]
    );
    assert!(facts.dependencies[2].range.as_ref().unwrap().is_exact());
    assert_eq!(facts.manifests[0].kind, PackageOrigin::Manifest);
    assert!(!serde_json::to_string(&facts).unwrap().contains("hunter2"));
}

#[test]
fn compiled_requirements_are_a_lockfile() {
    // The lines of hashes make it one; only some of the requirements have them in the other example.
    let facts = of("requirements.txt", "requirements-lock.txt");
    assert_eq!(facts.manifests[0].kind, PackageOrigin::Lockfile);
    assert_eq!(pins(&facts), ["certifi 2024.2.2 [Runtime] 7", "requests 2.31.0 [Runtime] 10"]);
    assert_eq!(needs(&facts).len(), 2);
}

#[test]
fn names_of_requirements_files() {
    let scope = |path: &str| needs(&facts(path, "attrs==20.3.0\n")).first().cloned();
    let is = |scope: &str| Some(format!("attrs ==20.3.0 [{scope}] 1"));
    assert_eq!(scope("app/requirements-dev.txt"), is("Development"));
    assert_eq!(scope("test-requirements.txt"), is("Test"));
    assert_eq!(scope("requirements/docs.txt"), is("Development"));
    assert_eq!(scope("requirements/production.txt"), is("Runtime"));
    assert_eq!(scope("app/docs/requirements.txt"), is("Development"));
    assert_eq!(scope("build/requirements.txt"), is("Runtime"));
    assert_eq!(scope("requirements.in"), is("Runtime"));
    assert_eq!(scope("constraints.txt"), is("Optional"));
    assert_eq!(scope("site-packages/x/requirements.txt"), None);
    assert_eq!(scope("notes.txt"), None);
    let utf16: Vec<u8> = "\u{feff}attrs==20.3.0\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(needs(&facts("requirements.txt", utf16)), ["attrs ==20.3.0 [Runtime] 1"]);
}

#[test]
fn prose_is_no_requirements_file() {
    let prose = "System requirements\n\nThis release needs Java 17.\nAt least 4 GB of memory.\n";
    let facts = facts("system-requirements.txt", prose);
    assert!(facts.manifests.is_empty() && facts.dependencies.is_empty(), "{facts:?}");
    let broken_file = super::kit::facts("requirements.txt", "attrs==20.3.0\nidna>=2\n<<<<<<< HEAD\n");
    assert_eq!(broken(&broken_file), Some((3, 1, "a line that is no requirement and no option of pip")));
    assert_eq!(needs(&broken_file).len(), 2);
}

#[test]
fn pyproject() {
    let facts = of("dten_agent-5.0.1/pyproject.toml", "pyproject.toml");
    assert_eq!(identity(&facts), ("dten-agent 6".to_owned(), "5.0.1 7".to_owned(), true));
    assert_eq!(facts.packages[0].purl, "pkg:pypi/dten-agent@5.0.1");
    assert_eq!(
        needs(&facts),
        [
            "python >=3.9 [Runtime] 8",
            "requests >=2.28,<3 [Runtime] 10",
            "uvicorn ~=0.29 [Runtime] 11",
            "pywin32 >=306 [Runtime] 12",
            "sip-stack @ git+https://github.com/dten/sip-stack.git@v1.4.0 [Runtime] 13",
            "prometheus-client ==0.20.0 [Optional] 17",
            "pytest >=8 [Test] 20",
            "ruff  [Development] 21",
            "setuptools >=61 [Build] 2",
            "wheel  [Build] 2",
        ]
    );
    assert!(!facts.dependencies[4].source.as_ref().unwrap().pinned, "a tag may move");
    let of_tools = super::kit::facts("pyproject.toml", "[tool.black]\nline-length = 120\n");
    assert!(!of_tools.manifests[0].describes_package);
    assert!(of_tools.packages.is_empty());
}

#[test]
fn poetry() {
    let facts = of("pyproject.toml", "pyproject.poetry.toml");
    assert_eq!(identity(&facts), ("dten-agent 2".to_owned(), "5.0.1 3".to_owned(), true));
    assert_eq!(
        needs(&facts),
        [
            "poetry-core >=1.0.0 [Build] 23",
            "python ^3.9 [Runtime] 6",
            "requests ^2.28 [Runtime] 7",
            "celery ~5.3.1 [Optional] 8",
            "sip-stack git+https://github.com/dten/sip-stack.git@5a1b2c3d4e5f60718293a4b5c6d7e8f901234567 [Runtime] 9",
            "helper ../helper [Runtime] 10",
            "numpy 1.24.* [Runtime] 11",
            "black * [Development] 20",
            "pytest 8.1.1 [Test] 17",
        ]
    );
    let range = facts.dependencies[2].range.as_ref().unwrap();
    assert_eq!(range.intervals[0].upper.as_ref().unwrap().version, "3");
    let sources: Vec<_> = facts.dependencies.iter().filter_map(|d| d.source.as_ref()).collect();
    assert_eq!((sources[0].kind, sources[0].pinned), (SourceKind::Git, true));
    assert_eq!((sources[1].kind, sources[1].url.as_str()), (SourceKind::Path, "../helper"));
    assert_eq!(facts.dependencies[1].ecosystem, "generic");
}

#[test]
fn tables_of_tools_in_pyproject() {
    let text = "[project]\nname = 'a'\ndependencies = ['idna>=3']\n[tool.poetry.dependencies]\nidna = { source = 'own' }\n\
                [tool.uv]\ndev-dependencies = ['ruff']\n[tool.pdm.dev-dependencies]\ntest = ['pytest']\n";
    assert_eq!(
        needs(&facts("pyproject.toml", text)),
        ["idna >=3 [Runtime] 3", "ruff  [Development] 7", "pytest  [Test] 9"],
        "Poetry's table only says where idna comes from"
    );
}

#[test]
fn lockfiles_in_toml() {
    let pins_of = |name: &str| {
        let facts = of(name, name);
        let manifest = &facts.manifests[0];
        assert_eq!((manifest.kind, manifest.format.as_str()), (PackageOrigin::Lockfile, name));
        pins(&facts)
    };
    assert_eq!(
        pins_of("poetry.lock"),
        ["certifi 2024.2.2 [Runtime] 4", "pytest 8.1.1 [Development] 15", "sip-stack 1.4.0 [Optional] 23"]
    );
    assert_eq!(pins_of("pdm.lock"), ["certifi 2024.2.2 [Runtime] 8", "pytest 8.1.1 [Development] 14"]);
    assert_eq!(
        pins_of("uv.lock"),
        ["certifi 2024.2.2 [Runtime] 5", "pytest 8.1.1 [Development] 24", "requests 2.31.0 [Runtime] 29"]
    );
    assert_eq!(pins_of("pylock.toml"), ["certifi 2024.2.2 [Runtime] 7", "sip-stack  [Runtime] 18"]);
    let named = facts("pylock.dev.toml", example("python/pylock.toml"));
    assert_eq!(pins(&named).len(), 2);
    let uv = of("uv.lock", "uv.lock");
    assert_eq!(uv.packages[0].purl, "pkg:pypi/certifi@2024.2.2");
}

#[test]
fn a_broken_toml_lockfile_keeps_the_tables_before() {
    let text = String::from_utf8(example("python/poetry.lock")).unwrap();
    let cut = text.split("8.1.1").next().unwrap();
    let facts = facts("poetry.lock", cut);
    assert_eq!(pins(&facts), ["certifi 2024.2.2 [Runtime] 4", "pytest  [Runtime] 15"]);
    assert_eq!(broken(&facts).map(|(line, column, _)| (line, column)), Some((16, 12)));
    let inside_a_list = super::kit::facts("poetry.lock", text.split("-py3-none-any.whl").next().unwrap());
    assert_eq!(broken(&inside_a_list).map(|(line, ..)| line), Some(11));
}

#[test]
fn pipenv() {
    let facts = of("Pipfile", "Pipfile");
    assert_eq!(
        needs(&facts),
        [
            "requests * [Runtime] 7",
            "celery ==5.3.6 [Runtime] 8",
            "sip-stack git+https://github.com/dten/sip-stack.git@main [Runtime] 9",
            "pytest >=8 [Development] 12",
            "python ==3.11.* [Runtime] 15",
        ]
    );
    assert!(facts.dependencies[0].range.as_ref().unwrap().is_unbounded_above());
    assert!(!facts.dependencies[2].source.as_ref().unwrap().pinned, "a branch moves");
    let locked = of("Pipfile.lock", "Pipfile.lock");
    assert_eq!(
        pins(&locked),
        ["certifi 2024.2.2 [Runtime] 9", "sip-stack  [Runtime] 14", "pytest 8.1.1 [Development] 27"]
    );
}

#[test]
fn setup_cfg() {
    let facts = of("setup.cfg", "setup.cfg");
    assert_eq!(identity(&facts), ("dten-agent 2".to_owned(), String::new(), true));
    assert_eq!(
        needs(&facts),
        [
            "python >=3.9 [Runtime] 8",
            "requests >=2.28,<3 [Runtime] 10",
            "celery ==5.3.6 [Runtime] 12",
            "importlib-metadata  [Runtime] 13",
            "setuptools_scm  [Build] 14",
            "prometheus-client ==0.20.0 [Optional] 17",
            "pytest >=8 [Optional] 19",
        ]
    );
    let broken_file = super::kit::facts("setup.cfg", "[metadata]\nname = x\nversion\n");
    assert_eq!(broken(&broken_file), Some((3, 1, "expected a section or `option = value`")));
}

#[test]
fn setup_py() {
    let facts = of("dten_agent-5.0.1/setup.py", "setup.py");
    assert_eq!(identity(&facts), ("dten-agent 21".to_owned(), "5.0.1 6".to_owned(), true));
    assert_eq!(
        needs(&facts),
        [
            "python >=3.9 [Runtime] 28",
            "requests >=2.28,<3 [Runtime] 10",
            "celery ==5.3.6 [Runtime] 11",
            "uvicorn ==0.29.0 [Runtime] 29",
            "setuptools_scm  [Build] 30",
            "pytest >=8 [Test] 31",
            "prometheus-client ==0.20.0 [Optional] 33",
            "pywin32  [Optional] 34",
        ]
    );
    let hooks: Vec<_> = facts.install_hooks.iter().map(|hook| (hook.hook.as_str(), hook.site.line)).collect();
    assert_eq!(hooks, [("setup.py", 4)]);
}

#[test]
fn setup_py_reads_literals_only() {
    let named = |text: &str| {
        let facts = facts("setup.py", text);
        facts.packages.first().map(|package| (package.name.clone(), package.version.clone()))
    };
    let is = |name: &str, version: &str| Some((name.to_owned(), version.to_owned()));
    assert_eq!(named("setup(name='a', version='1')"), is("a", "1"));
    assert_eq!(named("import setuptools\nsetuptools.setup(name='a', version='1.' + minor)"), is("a", ""));
    assert_eq!(named("setup(name='a', version=f'{x}')"), is("a", ""));
    assert_eq!(named("setup(name='a', version='%s' % x)"), is("a", ""));
    assert_eq!(named("setup(name='a', version=read('x', version='2'))"), is("a", ""));
    assert_eq!(named("a = b\nb = a\nsetup(name=a)"), None);
    assert_eq!(named("setup()"), None);
    assert_eq!(named("print('name')"), None);
    let split = facts("setup.py", "setup(install_requires='''\na==1\nb\n'''.split(), extras_require={'x': ['c']})");
    assert_eq!(needs(&split), ["a ==1 [Runtime] 1", "b  [Runtime] 1", "c  [Optional] 4"]);
}

#[test]
fn conda() {
    let facts = of("environment.yml", "environment.yml");
    assert_eq!(facts.manifests[0].ecosystem, "conda");
    assert_eq!(
        needs(&facts),
        [
            "python =3.11 [Runtime] 5",
            "numpy =1.26.4=py311h64a7726_0 [Runtime] 6",
            "pandas >=2.1,<3 [Runtime] 7",
            "openssl ==3.2.1 [Runtime] 8",
            "pip  [Runtime] 9",
            "requests ==2.31.0 [Runtime] 11",
            "sip_stack git+https://github.com/dten/sip-stack.git@v1.4.0#egg=sip_stack [Runtime] 12",
        ]
    );
    let exact: Vec<_> = facts.dependencies.iter().map(|d| d.range.as_ref().is_some_and(|r| r.is_exact())).collect();
    assert_eq!(exact, [false, true, false, true, false, true, false]);
    assert_eq!(facts.dependencies[5].ecosystem, "pypi");
    let meta = of("env/conda-meta/openssl-3.2.1-h0d3ecfb_1.json", "conda-meta.json");
    assert_eq!(identity(&meta), ("openssl 8".to_owned(), "3.2.1 9".to_owned(), false));
    assert_eq!(meta.packages[0].purl, "pkg:conda/openssl@3.2.1");
}

#[test]
fn egg_info() {
    let facts = of("lib/dten_agent-5.0.1-py3.9.egg-info", "dten_agent.egg-info");
    assert_eq!(facts.packages[0].purl, "pkg:pypi/dten-agent@5.0.1");
    assert_eq!(facts.manifests[0].format, "PKG-INFO");
    let folder = of("dten_agent.egg-info/PKG-INFO", "dten_agent.egg-info");
    assert_eq!(identity(&folder), ("dten-agent 2".to_owned(), "5.0.1 3".to_owned(), true));
}

#[test]
fn hostile_files_end() {
    let many_terms = format!("x = [{}]\nsetup(install_requires=x{})", "'a',".repeat(50_000), "+x".repeat(50_000));
    assert!(facts("setup.py", many_terms).dependencies.len() <= 20_000);
    for (name, text) in [
        ("setup.py", "setup(".repeat(100_000)),
        ("setup.py", format!("setup(install_requires={}", "[".repeat(100_000))),
        ("setup.py", "setup(name='''".to_owned()),
        ("setup.py", "setup(name='a\\".to_owned()),
        ("setup.cfg", "[".repeat(100_000)),
        ("requirements.txt", "\\\n".repeat(100_000)),
        ("requirements.txt", "#".repeat(100_000)),
        ("requirements.txt", "a\0==1\n-e\n-e \n@\n[\n".to_owned()),
        ("pyproject.toml", format!("a = {}", "[".repeat(100_000))),
        ("poetry.lock", "[[package]]\n".repeat(50_000)),
        (
            "uv.lock",
            "[[package]]\nname = \"a\"\ndependencies = [{ name = \"a\" }]\nsource = { virtual = \".\" }\n".to_owned(),
        ),
        ("Pipfile.lock", "{\"default\": {\"a\": \"b\", \"c\": {\"version\": 3}}}".to_owned()),
        ("environment.yml", "dependencies: [=, '::', '[', ' ', {pip: a}]\n".to_owned()),
        ("conda-meta/x.json", "[]".to_owned()),
    ] {
        facts(name, text);
    }
}
