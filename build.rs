//! Bundles the app in `web/` with esbuild, for `src/http/web_app.rs` to embed. `web/vendor` has its libraries,
//! so that neither Node nor a registry is needed. Also computes the fingerprint of the program's sources, for the
//! `ETag`s of the open data.

#[path = "build/sources.rs"]
mod sources;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Files that are served as they are.
const PLAIN_FILES: [&str; 4] = ["manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png"];

/// The oldest browsers that the app supports.
const TARGET: &str = "--target=es2022,chrome100,firefox100,safari15.4";

/// A file of the app, below `/app/`.
struct File {
    path: String,
    body: Vec<u8>,
}

fn main() -> Result<()> {
    let root = Path::new("");
    let program = sources::of_program(root)?;
    println!("cargo::rustc-env=DOSTYQ_SOURCES={}", sources::fingerprint(root, &program)?);
    for file in program {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    let mut client = vec![PathBuf::from("build.rs"), PathBuf::from("build/sources.rs")];
    for path in ["src", "vendor", "index.html"].iter().chain(&PLAIN_FILES) {
        let path = Path::new("web").join(path);
        println!("cargo::rerun-if-changed={}", path.display());
        client.extend(sources::below(root, &path)?);
    }
    let out = PathBuf::from(env::var("OUT_DIR")?).join("web");
    // Bundling takes seconds, and most changes are in the program.
    let (made_of, client) = (out.join("made-of"), sources::fingerprint(root, &client)?);
    if fs::read_to_string(&made_of).is_ok_and(|name| name == client) {
        return Ok(());
    }
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let copied = out.join("sources");
    copy(Path::new("web/src"), &copied.join("src"))?;
    // Where esbuild looks for libraries.
    copy(Path::new("web/vendor"), &copied.join("node_modules"))?;
    let mut files = bundle(&copied, &out.join("assets"))?;
    files.push(shell(&files)?);
    for name in PLAIN_FILES {
        files.push(File { path: name.to_owned(), body: fs::read(Path::new("web").join(name))? });
    }
    files.push(service_worker(&files, &copied, &out)?);
    embed(&files, &out)?;
    embed_operations(&out)?;
    fs::write(made_of, client)?;
    Ok(())
}

/// Copies a file or a folder of the app's sources. The documents of operations become shorter, because the scripts
/// contain them as they are.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    } else if from.extension().is_some_and(|extension| extension == "graphql") {
        let document = fs::read_to_string(from)?;
        if document.contains('#') {
            return Err(format!("{}: a comment would hide the rest of its document", from.display()).into());
        }
        fs::write(to, without_space(&document))?;
    } else {
        fs::copy(from, to)?;
    }
    Ok(())
}

/// Removes the white space of a document that does not separate names. No document contains a string with spaces.
fn without_space(document: &str) -> String {
    let stands_alone = |letter: char| "{}()[]:,!=".contains(letter);
    document.split_whitespace().fold(String::new(), |mut written, part| {
        if !written.ends_with(stands_alone) && !part.starts_with(stands_alone) && !written.is_empty() {
            written.push(' ');
        }
        written + part
    })
}

/// Writes the table that `src/http/trusted_documents.rs` includes: the documents that the app sends.
fn embed_operations(out: &Path) -> Result<()> {
    let mut table = String::from("[\n");
    for entry in fs::read_dir("web/src/operations")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "graphql") {
            writeln!(table, "    {:?},", without_space(&fs::read_to_string(path)?))?;
        }
    }
    table.push_str("]\n");
    fs::write(out.join("operations.rs"), table)?;
    Ok(())
}

/// Bundles the scripts and the styles, and copies the texts. Their names contain a hash of their content.
fn bundle(sources: &Path, folder: &Path) -> Result<Vec<File>> {
    esbuild(
        Command::new("esbuild")
            .args([sources.join("src/main.tsx"), sources.join("src/styles/app.css")])
            .args(["--bundle", "--splitting", "--format=esm"])
            .args(["--minify", "--charset=utf8", "--loader:.graphql=text", "--loader:.json=file", TARGET])
            .args(["--jsx=automatic", "--jsx-import-source=preact"])
            .args(["--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]"])
            .arg(format!("--outdir={}", folder.display())),
    )?;
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("assets/{}", entry.file_name().display());
        files.push(File { path, body: fs::read(entry.path())? });
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// Fills in the names of the bundled files in the page. The script's static imports are preloaded with it.
fn shell(files: &[File]) -> Result<File> {
    let name = |start: &str, end: &str| {
        let is_wanted = |file: &&File| file.path.starts_with(start) && file.path.ends_with(end);
        files.iter().find(is_wanted).ok_or_else(|| format!("esbuild wrote no {start}*{end}"))
    };
    let script = name("assets/main-", ".js")?;
    let code = String::from_utf8_lossy(&script.body);
    let chunks = files.iter().filter_map(|file| file.path.strip_prefix("assets/"));
    let mut preloads = String::new();
    for chunk in chunks.filter(|chunk| code.contains(&format!("from\"./{chunk}\""))) {
        writeln!(preloads, "<link rel=\"modulepreload\" href=\"/app/assets/{chunk}\">")?;
    }
    let page = fs::read_to_string("web/index.html")?
        .replace("SCRIPT", &format!("/app/{}", script.path))
        .replace("STYLE", &format!("/app/{}", name("assets/app-", ".css")?.path))
        .replace("PRELOADS\n", &preloads);
    Ok(File { path: "index.html".to_owned(), body: page.into_bytes() })
}

/// Bundles the service worker, with the list of files that it keeps: all but those that only editors need. Its cache is
/// named after their content.
fn service_worker(files: &[File], sources: &Path, out: &Path) -> Result<File> {
    let mut content = flate2::Crc::new();
    let mut paths = Vec::new();
    for file in files.iter().filter(|file| !file.path.starts_with("assets/editor-")) {
        content.update(file.path.as_bytes());
        content.update(&file.body);
        // Relative to the worker, which a proxy may serve below a path.
        paths.push(if file.path == "index.html" { "./" } else { file.path.as_str() });
    }
    let written = out.join("sw.js");
    esbuild(
        Command::new("esbuild")
            .arg(sources.join("src/service-worker.ts"))
            .args(["--bundle", "--format=iife", "--minify", TARGET])
            .arg(format!("--define:FILES={paths:?}"))
            .arg(format!("--define:VERSION={:?}", format!("{:08x}", content.sum())))
            .arg(format!("--outfile={}", written.display())),
    )?;
    Ok(File { path: "sw.js".to_owned(), body: fs::read(written)? })
}

fn esbuild(command: &mut Command) -> Result<()> {
    match command.arg("--log-level=warning").status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("esbuild could not bundle the app; see above".into()),
        Err(error) => Err(format!("esbuild cannot run ({error}). Install it: scripts/install-tools").into()),
    }
}

/// Writes the table that `src/http/web_app.rs` includes: each file, and compressed if it is a text.
fn embed(files: &[File], out: &Path) -> Result<()> {
    let mut table = String::from("[\n");
    for (number, file) in files.iter().enumerate() {
        let body = out.join(number.to_string()).display().to_string();
        fs::write(&body, &file.body)?;
        let mut compressed = String::from("None");
        if Path::new(&file.path).extension().is_none_or(|extension| extension != "png") {
            let gzip = format!("{body}.gz");
            // 3 % smaller than the output of other compressors.
            zopfli::compress(
                zopfli::Options::default(),
                zopfli::Format::Gzip,
                file.body.as_slice(),
                fs::File::create(&gzip)?,
            )?;
            compressed = format!("Some(include_bytes!({gzip:?}))");
        }
        let path = &file.path;
        writeln!(table, "    File::new({path:?}, include_bytes!({body:?}), {compressed}),")?;
    }
    table.push_str("]\n");
    fs::write(out.join("files.rs"), table)?;
    Ok(())
}
