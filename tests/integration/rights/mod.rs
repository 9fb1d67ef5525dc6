//! Access rights: `tests/rights.txt` has a row for each operation and object, and a column for each role. A cell is:
//!
//! - `yes`: the caller gets the requested value;
//!
//! - `absent`: null, an empty list or `NOT_FOUND`, as if the object did not exist;
//!
//! - `log in`: `UNAUTHENTICATED`, or 401;
//!
//! - `forbidden`: `FORBIDDEN`, or 403.
//!
//! The object of a row belongs to the member or to club A, or is a draft of the directory. So a `yes` in another column
//! is a decision, which review must see. A caller without access gets the same response as for an id that does not
//! exist, byte for byte except for the id. No response contains another caller's secret ([`fixtures::Secret`]),
//! whatever was requested.
//!
//! An operation without a row fails the test ([`required_rows`]). `UPDATE_RIGHTS=1` writes the table.

mod access;
mod case;
mod cases;
mod fixtures;
mod ids;
mod required_rows;
mod runner;

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;

use access::Access;
use runner::Runner;

use crate::support::service::root;

/// The role of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Nobody is logged in.
    Anonymous,
    /// A learner in no club.
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

    /// Returns the role as a part of an e-mail address or a slug.
    fn key(self) -> String {
        self.name().replace(' ', "-")
    }
}

#[test]
fn every_operation_has_a_row() {
    let covered: BTreeSet<String> = cases::all().into_iter().map(|case| case.operation).collect();
    let required = required_rows::all();
    let missing: Vec<_> = required.difference(&covered).collect();
    assert!(missing.is_empty(), "without a row in tests/integration/rights/cases: {missing:#?}");
    let unknown: Vec<_> = covered.difference(&required).filter(|row| !required_rows::is_path(row)).collect();
    assert!(unknown.is_empty(), "rows of unknown operations: {unknown:#?}");
}

#[tokio::test]
async fn the_table_says_what_each_role_may_access() {
    let mut runner = Runner::start().await;
    let (mut rows, mut failures) = (Vec::new(), Vec::new());
    for case in cases::all() {
        let mut cells = Vec::new();
        for role in Role::ALL {
            match runner.cell(&case, role).await {
                Ok(access) => cells.push(access),
                Err(why) => {
                    failures.push(format!("{} · {} as {}: {why}", case.operation, case.object, role.name()));
                }
            }
        }
        if cells.contains(&Access::Yes) == case.is_for_nobody {
            failures.push(format!("{} · {}: {cells:?}", case.operation, case.object));
        }
        rows.push((case.operation, case.object, cells));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));

    let file = root().join("tests/rights.txt");
    let current = text(&rows);
    if env::var_os("UPDATE_RIGHTS").is_some() {
        fs::write(&file, &current).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    let differing: Vec<_> =
        current.lines().filter(|line| !committed.lines().any(|other| other == *line)).collect();
    assert!(
        committed == current,
        "tests/rights.txt differs from the service (UPDATE_RIGHTS=1 writes it); the service's rows that differ:\n{}",
        differing.join("\n")
    );
}

/// Formats the table: a column of operations, a column of objects, then one for each role.
fn text(rows: &[(String, String, Vec<Access>)]) -> String {
    let width = |column: fn(&(String, String, Vec<Access>)) -> &str| {
        rows.iter().map(|row| column(row).chars().count()).max().unwrap_or_default() + 2
    };
    let (operation_width, object_width) = (width(|row| &row.0), width(|row| &row.1));
    let mut text = format!("{:operation_width$}{:object_width$}", "", "");
    for role in Role::ALL {
        write!(text, "{:14}", role.name()).unwrap();
    }
    for (operation, object, cells) in rows {
        text.truncate(text.trim_end().len());
        write!(text, "\n{operation:operation_width$}{object:object_width$}").unwrap();
        for cell in cells {
            write!(text, "{:14}", cell.name()).unwrap();
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
