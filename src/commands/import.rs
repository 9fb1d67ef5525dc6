//! `dostyq import`

use std::path::Path;

use super::{Failure, block_on, print, storage::Storage};
use crate::config::ImportArgs;
use crate::db::Database;
use crate::domain::clock::Clock;
use crate::import::{self, Content, Origin, Outcome};

pub(super) fn import(args: &ImportArgs) -> Result<(), Failure> {
    let content = read(&args.dir)?;
    if args.check {
        print("No errors.\n");
        return Ok(());
    }
    let storage = Storage::open_or_join(&args.database)?;
    let outcome = block_on(async {
        let database = Database::for_command(storage.url())?;
        load(&database, &content, Origin::Chosen).await
    })??;
    print(&format!("{outcome}\n"));
    Ok(())
}

/// Reads and checks a folder of content. The failure lists all errors.
pub(super) fn read(dir: &Path) -> Result<Content, Failure> {
    import::read(dir).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Failure(format!(
            "the content in {} has errors, so nothing was loaded:\n{}",
            dir.display(),
            lines.join("\n")
        ))
    })
}

pub(super) async fn load(database: &Database, content: &Content, origin: Origin) -> Result<Outcome, Failure> {
    Ok(import::apply(&database.session(), content, origin, Clock::system().now()).await?)
}
