//! The fingerprint of the program's sources, which makes the `ETag`s of files differ between programs.

#[path = "../../build/sources.rs"]
mod sources;

use std::fs;
use std::path::Path;

use crate::support::scratch::ScratchFolder;
use crate::support::service::root;

#[test]
fn the_fingerprint_covers_all_sources_of_the_program() {
    let root = root();
    let files = sources::of_program(root).unwrap();
    assert_eq!(sources::fingerprint(root, &files).unwrap(), env!("DOSTYQ_SOURCES"));
    for writes_files in [
        "src/open_data/popolo.rs",
        "src/messages/pages/kk.ftl",
        "crates/domain/src/directory/calendar/mod.rs",
        "crates/edtf/src/lib.rs",
        "Cargo.lock",
    ] {
        assert!(files.iter().any(|file| file == Path::new(writes_files)), "{writes_files}");
    }
    let tests = files.iter().find(|file| file.iter().any(|part| part == "tests" || part == "tests.rs"));
    assert_eq!(tests, None, "a changed test makes no other program");
}

#[test]
fn other_sources_have_another_fingerprint() {
    let folder = ScratchFolder::new();
    let root = folder.path();
    for path in ["src/tests", "crates/edtf/src"] {
        fs::create_dir_all(root.join(path)).unwrap();
    }
    let write = |path: &str, content: &str| fs::write(root.join(path), content).unwrap();
    for path in ["Cargo.lock", "Cargo.toml", "crates/edtf/Cargo.toml", "crates/edtf/src/lib.rs"] {
        write(path, "");
    }
    write("src/main.rs", "ab");
    write("src/other.rs", "c");
    let fingerprint = || sources::fingerprint(root, &sources::of_program(root).unwrap()).unwrap();
    let first = fingerprint();
    assert_eq!(first, fingerprint());
    write("src/tests/main.rs", "a test");
    assert_eq!(fingerprint(), first);

    // The same letters in other files, another content, another path.
    write("src/main.rs", "a");
    write("src/other.rs", "bc");
    let moved = fingerprint();
    write("crates/edtf/src/lib.rs", "d");
    let changed = fingerprint();
    fs::rename(root.join("src/other.rs"), root.join("src/another.rs")).unwrap();
    let mut fingerprints = [first, moved, changed, fingerprint()];
    fingerprints.sort_unstable();
    assert!(fingerprints.windows(2).all(|pair| pair[0] != pair[1]), "{fingerprints:?}");
}
