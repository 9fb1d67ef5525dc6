//! `dostyq backup`, `dostyq restore` and `dostyq upgrade-postgres`.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use dostyq::config::APPLICATION;
use nix::sys::signal::Signal;
use serde_json::json;

use crate::support::client::PASSWORD;
use crate::support::cluster::TestDatabase;
use crate::support::program::{ProgramOutput, RunningService, dostyq, run};
use crate::support::scratch::ScratchFolder;
use crate::support::service::{Service, root};
use crate::support::sql::dump;
use crate::support::study::{learn, queue};

fn command(folder: &Path, arguments: &[&str]) -> ProgramOutput {
    run(&mut dostyq(folder, arguments), "")
}

#[tokio::test]
async fn a_restored_database_is_the_one_that_was_backed_up() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    let folder = ScratchFolder::new();
    let file = folder.path().join("house.dump");
    let file = file.to_str().unwrap();
    let backup = |url: &str| command(folder.path(), &["backup", "--database-url", url, file]);
    let restore = |url: &str| command(folder.path(), &["restore", "--database-url", url, file]);

    let written = backup(&service.database.url).stdout();
    assert!(written.starts_with(&format!("Wrote {file} (")), "{written}");
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "only the owner may read it");
    assert!(!Path::new(&format!("{file}.part")).exists());

    // Not into a database in use.
    let refused = restore(&service.database.url).error_line();
    assert!(refused.contains("the database is not empty"), "{refused}");

    let empty = TestDatabase::create("template_empty", |_| Box::pin(async {}));
    let restored = restore(&empty.url).stdout();
    assert_eq!(restored, format!("Restored {file}. Check it with `dostyq check`.\n"));
    assert!(dump(&service.database.url).await == dump(&empty.url).await, "a table differs");
    let checked = command(root(), &["check", "--database-url", &empty.url]).stdout();
    assert!(checked.contains("Checked 1 learners"), "{checked}");

    // The learner can study in the restored database.
    let other = service.restart_over(empty).await;
    let same = other.client().log_in("aigul@example.kz").await;
    assert_eq!(
        same.query("{ viewer { account { email } } }", json!({})).await["viewer"]["account"]["email"],
        "aigul@example.kz"
    );
    assert!(queue(&same).await.len() <= 10);
}

#[tokio::test]
async fn a_backup_that_fails_leaves_no_file() {
    let folder = ScratchFolder::new();
    let file = folder.path().join("house.dump");
    let failed = command(
        folder.path(),
        &["backup", "--database-url", "postgresql://nobody:secret@127.0.0.1:1/none", file.to_str().unwrap()],
    );
    assert!(!failed.error_line().contains("secret"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let missing = command(folder.path(), &["restore", "--data-dir", "data", "nothing.dump"]).error_line();
    assert!(missing.contains("nothing.dump: there is no such file"), "{missing}");
    let nothing = command(folder.path(), &["backup", "--data-dir", "data", "new.dump"]).error_line();
    assert!(nothing.contains("there is no private PostgreSQL in data"), "{nothing}");
    let garbage = folder.path().join("garbage.dump");
    fs::write(&garbage, "no backup").unwrap();
    let empty = TestDatabase::create("template_empty", |_| Box::pin(async {}));
    let refused =
        command(folder.path(), &["restore", "--database-url", &empty.url, garbage.to_str().unwrap()]);
    assert!(refused.error_line().contains("pg_restore failed"));
}

/// A service with a private PostgreSQL, and an account.
struct House {
    folder: ScratchFolder,
    data: String,
}

impl House {
    async fn new() -> Self {
        let folder = ScratchFolder::new();
        let data = folder.path().join("data").to_str().unwrap().to_owned();
        let house = Self { folder, data };
        let service = house.serve();
        service.client().register("aigul@example.kz").await;
        service.end(Signal::SIGINT);
        house
    }

    fn serve(&self) -> RunningService {
        let content = root().join("content").to_str().unwrap().to_owned();
        RunningService::start(self.folder.path(), &["--data-dir", &self.data, "--content", &content])
    }

    fn run(&self, arguments: &[&str]) -> ProgramOutput {
        let mut command = dostyq(self.folder.path(), arguments);
        run(command.args(["--data-dir", &self.data]), "")
    }

    async fn role(&self, email: &str) -> serde_json::Value {
        let service = self.serve();
        let log_in = "mutation($email: String!, $password: String!) {
            logIn(input: {email: $email, password: $password}) { viewer { account { role } } }
        }";
        let data = service.client().query(log_in, json!({"email": email, "password": PASSWORD})).await;
        service.end(Signal::SIGINT);
        data["logIn"]["viewer"]["account"]["role"].clone()
    }
}

#[tokio::test]
async fn the_private_database_is_backed_up_while_it_runs_and_replaced_by_a_restore() {
    let house = House::new().await;
    let running = house.serve();
    house.run(&["backup", "house.dump"]).stdout();
    running.client().register("later@example.kz").await;
    let refused = house.run(&["restore", "house.dump"]);
    assert!(!refused.status.success() && refused.stderr.contains("is in use"), "{refused:?}");
    running.end(Signal::SIGINT);

    let restored = house.run(&["restore", "house.dump"]).stdout();
    assert!(restored.contains("is kept as dostyq_1"), "{restored}");
    assert_eq!(house.role("aigul@example.kz").await, json!("LEARNER"));
    assert_eq!(house.role("later@example.kz").await, json!(null), "it came after the backup");
    assert!(house.run(&["check"]).stdout().contains("everything matches"));

    // Into a data folder that does not exist yet.
    let moved = house.folder.path().join("elsewhere");
    let restore = ["restore", "house.dump", "--data-dir", moved.to_str().unwrap()];
    let restored = command(house.folder.path(), &restore).stdout();
    assert_eq!(restored, "Restored house.dump. Check it with `dostyq check`.\n");
}

/// Creates a folder of programs that claim to be PostgreSQL 99 and run the installed ones.
fn programs_of_the_future(folder: &Path) -> String {
    let future = folder.join("postgresql-99");
    fs::create_dir(&future).unwrap();
    fs::set_permissions(&future, Permissions::from_mode(0o755)).unwrap();
    let installed =
        APPLICATION.newest_installed(std::env::var_os("DOSTYQ_PG_BIN").as_ref().map(Path::new)).unwrap();
    for name in ["postgres", "initdb", "pg_dump", "pg_restore"] {
        let real = installed.bin_dir.join(name);
        let script = format!(
            "#!/bin/sh\nif [ \"$1\" = --version ]; then echo '{name} (PostgreSQL) 99.1'; else exec {} \"$@\"; fi\n",
            real.display()
        );
        fs::write(future.join(name), script).unwrap();
        fs::set_permissions(future.join(name), Permissions::from_mode(0o755)).unwrap();
    }
    future.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_private_database_moves_to_a_newer_postgresql() {
    let house = House::new().await;
    let major = APPLICATION.data_major(Path::new(&house.data)).unwrap();
    let none = house.run(&["upgrade-postgres"]).stdout();
    assert_eq!(none, format!("The data is of PostgreSQL {major}, and no newer version is installed.\n"));

    let future = programs_of_the_future(house.folder.path());
    let moved = house.run(&["upgrade-postgres", "--pg-bin", &future]).stdout();
    assert!(moved.starts_with("The data is of PostgreSQL 99 now."), "{moved}");
    assert!(Path::new(&house.data).join(format!("pgdata-{major}/PG_VERSION")).is_file());
    assert!(!Path::new(&house.data).join("upgrade.dump").exists());
    assert_eq!(house.role("aigul@example.kz").await, json!("LEARNER"));
    assert!(house.run(&["check"]).stdout().contains("everything matches"));
}

#[tokio::test]
async fn an_upgrade_that_fails_changes_nothing() {
    let house = House::new().await;
    let future = programs_of_the_future(house.folder.path());
    let initdb = "#!/bin/sh\n[ \"$1\" = --version ] && echo 'initdb (PostgreSQL) 99.1'\n";
    fs::write(Path::new(&future).join("initdb"), initdb).unwrap();
    let failed = house.run(&["upgrade-postgres", "--pg-bin", &future]);
    assert!(!failed.status.success(), "{failed:?}");
    assert!(failed.stderr.contains("is still in use, because the upgrade failed"), "{failed:?}");
    assert_eq!(house.role("aigul@example.kz").await, json!("LEARNER"));
}
