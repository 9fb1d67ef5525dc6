//! Who gets what: `tests/rights.txt` has a row for each operation and object, a column for each role, and in it what the
//! role gets:
//!
//! - `yes`: what was asked for;
//! - `absent`: null, an empty list or `NOT_FOUND`, as if the object did not exist;
//! - `log in`: `UNAUTHENTICATED`, or 401;
//! - `forbidden`: `FORBIDDEN`, or 403.
//!
//! The object of a row is the member's own, or club A's, or a draft of the directory: so a `yes` in another column is a
//! decision, to be seen in review. Whoever does not get it is answered as for an id that nothing has, byte by byte but for
//! the id; and no answer holds what is for others alone ([`scene::Secret`]), whatever was asked.
//!
//! An operation without a row fails ([`demanded`]). `UPDATE_RIGHTS=1` writes the table anew.

mod case;
mod cases;
mod demanded;
mod ids;
mod runner;
mod scene;
mod verdict;

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;

use runner::Runner;
use verdict::Got;

use crate::support::service::root;

/// As whom an operation is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Nobody is logged in.
    Anonymous,
    /// Somebody who learns, in no club.
    Learner,
    /// A member of club A.
    Member,
    /// Another member of club A.
    Fellow,
    /// A leader of club A.
    Leader,
    /// The leader of club B.
    OtherLeader,
    Editor,
    Admin,
}

impl Role {
    const ALL: [Self; 8] = [
        Self::Anonymous,
        Self::Learner,
        Self::Member,
        Self::Fellow,
        Self::Leader,
        Self::OtherLeader,
        Self::Editor,
        Self::Admin,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Learner => "learner",
            Self::Member => "member",
            Self::Fellow => "fellow",
            Self::Leader => "leader",
            Self::OtherLeader => "other leader",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }

    /// As a part of an e-mail address or a slug.
    fn key(self) -> String {
        self.name().replace(' ', "-")
    }
}

#[test]
fn every_operation_has_a_row() {
    let covered: BTreeSet<String> = cases::all().into_iter().map(|case| case.of).collect();
    let demanded = demanded::all();
    let missing: Vec<_> = demanded.difference(&covered).collect();
    assert!(missing.is_empty(), "without a row in tests/integration/rights/cases: {missing:#?}");
    let unknown: Vec<_> = covered.difference(&demanded).filter(|of| !demanded::is_more(of)).collect();
    assert!(unknown.is_empty(), "rows of what is not there: {unknown:#?}");
}

#[tokio::test]
async fn each_role_gets_what_the_table_says() {
    let mut runner = Runner::start().await;
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for case in cases::all() {
        let mut cells = Vec::new();
        for role in Role::ALL {
            match runner.cell(&case, role).await {
                Ok(got) => cells.push(got),
                Err(why) => wrong.push(format!("{} · {} as {}: {why}", case.of, case.object, role.name())),
            }
        }
        if cells.contains(&Got::Yes) == case.is_for_nobody {
            wrong.push(format!("{} · {}: {cells:?}", case.of, case.object));
        }
        rows.push((case.of, case.object, cells));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    let file = root().join("tests/rights.txt");
    let told = text(&rows);
    if env::var_os("UPDATE_RIGHTS").is_some() {
        fs::write(&file, &told).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    let differing: Vec<_> =
        told.lines().filter(|line| !committed.lines().any(|other| other == *line)).collect();
    assert!(
        committed == told,
        "tests/rights.txt is not what the service does (UPDATE_RIGHTS=1 writes it); it does, where it differs:\n{}",
        differing.join("\n")
    );
}

/// The table: operations in one column, objects in the next, then the roles.
fn text(rows: &[(String, String, Vec<Got>)]) -> String {
    let width = |column: fn(&(String, String, Vec<Got>)) -> &str| {
        rows.iter().map(|row| column(row).chars().count()).max().unwrap_or_default() + 2
    };
    let (of, object) = (width(|row| &row.0), width(|row| &row.1));
    let mut text = format!("{:of$}{:object$}", "", "");
    for role in Role::ALL {
        write!(text, "{:14}", role.name()).unwrap();
    }
    for (operation, about, cells) in rows {
        text.truncate(text.trim_end().len());
        write!(text, "\n{operation:of$}{about:object$}").unwrap();
        for cell in cells {
            write!(text, "{:14}", cell.name()).unwrap();
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
